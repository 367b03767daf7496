using System.Runtime.CompilerServices;
using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Core.Compliance;

namespace Nec.Application.Assessment;

/// <summary>A team with its findings on a day.</summary>
public sealed record AssessedTeam(AssessmentInput Input, IReadOnlyList<Finding> Findings);

/// <summary>Some teams, and how many of their statuses changed on the board.</summary>
public sealed record AssessedTeams(IReadOnlyList<AssessedTeam> Teams, int Changed);

/// <summary>Assesses every team.</summary>
public sealed class AssessAll(ContractRegistry contracts, AssessmentInputs inputs, AssessTeam assessTeam, LondonClock clock)
{
    /// <summary>Teams whose findings are held and written at once: a whole nation's hold most of its facts too.</summary>
    private const int TeamsAtOnce = 100;

    /// <summary>Every team's findings on any day; keeps nothing.</summary>
    public IAsyncEnumerable<AssessedTeam> On(DateOnly day, CancellationToken cancellationToken) =>
        inputs.Of(contracts.On(day), cancellationToken).Select(input => new AssessedTeam(input, input.Assess(day)));

    /// <summary>
    /// Assesses every team for today and keeps what changed on the board, some teams at a time; these are returned once their
    /// findings are kept.
    /// </summary>
    public async IAsyncEnumerable<AssessedTeams> Now([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in contracts.On(clock.Today).Chunk(TeamsAtOnce))
        {
            yield return await assessTeam.Keep([.. some.Select(contract => contract.Id)], cancellationToken);
        }
    }
}
