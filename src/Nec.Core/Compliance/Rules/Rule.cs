using Nec.Core.Calendar;

namespace Nec.Core.Compliance.Rules;

/// <summary>How a commitment falls due: a record of its numbers with one pure judgement.</summary>
public abstract record Rule
{
    /// <summary>28, 7 and 0 days for a quarter or longer, 7 and 0 for a month or six weeks, none for a week.</summary>
    protected static IReadOnlyList<int> LadderFor(int lengthDays) => lengthDays switch
    {
        >= 80 => [28, 7, 0],
        > 7 => [7, 0],
        _ => [],
    };
}
