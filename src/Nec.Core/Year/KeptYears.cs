using Nec.Core.Contracts;

namespace Nec.Core.Year;

/// <summary>From which day on a team's evidence is kept, so that nothing that is still judged changes.</summary>
public static class KeptYears
{
    // What lies shortly before a year decides how it begins: a drop that the next count confirms, a meeting recorded for the period to come.
    private const int MonthsBefore = 3;

    /// <summary>
    /// The first day whose evidence stays: the running contract year, so many before it, and all of every version that was in force in any of them or is judged today.
    /// </summary>
    /// <param name="versions">Every version of one team's contract; none when it has none any more.</param>
    public static DateOnly First(IReadOnlyCollection<Contract> versions, int years, DateOnly today)
    {
        var inOrder = versions.OrderBy(version => version.From).ToList();
        if ((inOrder.FindLast(version => version.IsInForceOn(today)) ?? inOrder.FindLast(version => version.From <= today) ?? inOrder.FirstOrDefault()) is not { } judged)
        {
            return today.AddYears(-years - 1).AddMonths(-MonthsBefore);
        }

        var running = judged.From.AddYears(today.Year - judged.From.Year);
        var first = (running > today ? judged.From.AddYears(today.Year - judged.From.Year - 1) : running).AddYears(-years);
        for (var at = 0; at < inOrder.Count; at++)
        {
            // A version without an end ends where the next one begins.
            var end = at + 1 < inOrder.Count && !(inOrder[at].To < inOrder[at + 1].From) ? inOrder[at + 1].From.AddDays(-1) : inOrder[at].To;
            if (inOrder[at] == judged || end is null || end >= first)
            {
                return (inOrder[at].From < first ? inOrder[at].From : first).AddMonths(-MonthsBefore);
            }
        }

        return first.AddMonths(-MonthsBefore);
    }
}
