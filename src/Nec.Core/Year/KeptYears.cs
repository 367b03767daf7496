namespace Nec.Core.Year;

/// <summary>The days between which one version of a contract is in force.</summary>
/// <param name="To">Last day, inclusive; null while no end is set.</param>
public sealed record InForce(DateOnly From, DateOnly? To)
{
    /// <summary>Whether a day lies in it.</summary>
    public bool Holds(DateOnly day) => From <= day && (To is null || day <= To);
}

/// <summary>From which day on a team's evidence is kept, so that nothing that is still judged changes.</summary>
public static class KeptYears
{
    // What lies shortly before a year decides how it begins: a drop that the next count confirms, a meeting recorded for the period to come.
    private const int MonthsBefore = 3;

    /// <summary>
    /// The first day whose evidence stays: the running contract year, so many before it, and all of every version that was in force in any of them or is judged today. What a worker has
    /// loaded may be older than what is on record, or lie in another folder: so both are asked, and the earlier day counts.
    /// </summary>
    /// <param name="loaded">Every version of one team's contract that a file speaks of; none when this worker has no file of the team: then nothing is taken for judged, and the years count back from today.</param>
    /// <param name="onRecord">Every version that any worker ever loaded, as it was loaded last.</param>
    public static DateOnly First(IReadOnlyCollection<InForce> loaded, IReadOnlyCollection<InForce> onRecord, int years, DateOnly today) =>
        new[] { loaded, onRecord }
            .Where(versions => versions.Count > 0)
            .Select(versions => First([.. versions.OrderBy(version => version.From).ThenBy(version => version.To ?? DateOnly.MaxValue)], isJudged: loaded.Count > 0, years, today))
            .DefaultIfEmpty(today.AddYears(-years - 1))
            .Min()
            .AddMonths(-MonthsBefore);

    private static DateOnly First(List<InForce> inOrder, bool isJudged, int years, DateOnly today)
    {
        var judged = isJudged ? Judged(inOrder, today) : -1;
        var first = (judged < 0 ? today.AddYears(-1) : BeginningOfYear(inOrder[judged], today)).AddYears(-years);
        for (var at = 0; at < inOrder.Count; at++)
        {
            // A version without an end ends where the next one begins.
            var end = at + 1 < inOrder.Count && !(inOrder[at].To < inOrder[at + 1].From) ? inOrder[at + 1].From.AddDays(-1) : inOrder[at].To;
            if (at == judged || end is null || end >= first)
            {
                return inOrder[at].From < first ? inOrder[at].From : first;
            }
        }

        return first;
    }

    private static int Judged(List<InForce> inOrder, DateOnly today) =>
        inOrder.FindLastIndex(version => version.Holds(today)) is >= 0 and var running ? running
        : inOrder.FindLastIndex(version => version.From <= today) is >= 0 and var last ? last
        : 0;

    private static DateOnly BeginningOfYear(InForce judged, DateOnly today)
    {
        var running = judged.From.AddYears(today.Year - judged.From.Year);
        return running > today ? judged.From.AddYears(today.Year - judged.From.Year - 1) : running;
    }
}
