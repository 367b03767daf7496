using Nec.Core.Contracts;

namespace Nec.Core.Compliance.Rules;

/// <summary>A rule with its one pure judgement; every rule is one.</summary>
public abstract record AssessingRule : Rule
{
    /// <summary>Judges one obligation on a day on which its contract has begun.</summary>
    public abstract Finding Assess(History history, DateOnly today);

    /// <summary>28, 7 and 0 days before for a quarter or longer, 7 and 0 for a month or six weeks, none for a week (design section 3).</summary>
    protected static IReadOnlyList<int> LadderFor(int lengthDays) => lengthDays switch
    {
        >= 80 => [28, 7, 0],
        > 7 => [7, 0],
        _ => [],
    };
}
