using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Testing.Core;

namespace Nec.Bench;

/// <summary>The notices of a day for one country and for a tenth of it: on a Monday, when all that is open is told, and on the day after.</summary>
internal static class NoticeWriting
{
    private const int Teams = 5_000;
    private static readonly Recipient Admin = new("Administrator", "admin@example.org");

    public static Task<IReadOnlyList<Row>> Measure(CancellationToken cancellationToken)
    {
        var teams = Nation.Teams(Teams);
        return Task.FromResult<IReadOnlyList<Row>>([.. new[] { Nation.Monday, Nation.Tuesday }.SelectMany(day => On(day, teams, cancellationToken))]);
    }

    private static IEnumerable<Row> On(DateOnly day, IReadOnlyList<Team> teams, CancellationToken cancellationToken)
    {
        List<TeamSnapshot> snapshots = [.. teams.Select(team => new TeamSnapshot(team.Contract, Nation.Judge(team, day), A.WorkingDays, new HashSet<SentReminder>()))];
        var some = snapshots[..(Teams / 10)];
        var told = NoticeWriter.Write(snapshots, [], Admin, day).Count;
        var tenth = Best.Of(() => NoticeWriter.Write(some, [], Admin, day), cancellationToken);
        var whole = Best.Of(() => NoticeWriter.Write(snapshots, [], Admin, day), cancellationToken);
        yield return new($"{told:#,0} notices of {Teams:#,0} teams on a {day.DayOfWeek}", "", $"{whole.TotalMilliseconds:0} ms of processor time", "", null);
        yield return Tenfold.Row("the same, in proportion", tenth, whole, $"{Teams / 10:#,0} teams");
    }
}
