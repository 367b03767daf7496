using Nec.Application.Jobs;
using Nec.Core.Compliance;
using Nec.Core.Facts;

namespace Nec.Worker.Jobs;

/// <summary>Checks in the form that a run's row keeps.</summary>
internal static class RunTargets
{
    /// <summary>A team's check of a target.</summary>
    public static RunTarget Of(string team, SourceCheck check) => new()
    {
        Team = team,
        Target = check.Target,
        Source = check.Source,
        Outcome = Kebab.Of(check.Outcome.ToString()),
        Reason = check.Reason,
    };
}
