using Nec.Core.Calendar;
using Nec.Core.Compliance;

namespace Nec.Core.Notices;

/// <summary>Tells an admin of sources that fell silent and of those that came back: one line in and one out, never a line a night (domain.md D2).</summary>
public static class AdminNoticeWriter
{
    private const string In = "trouble";
    private const string Out = "recovered";
    private const string Post = "admin";

    /// <summary>The admin's notice of a day; null when nothing changed outside.</summary>
    public static Notice? Write(IReadOnlyList<Desk> desks, Recipient admin, DateOnly today)
    {
        var lines = desks.SelectMany(Lines).OrderBy(line => line.Kind).ThenBy(line => line.Team, StringComparer.Ordinal).ThenBy(line => line.Obligation, StringComparer.Ordinal).ToList();
        return lines.Count == 0 ? null : new() { Kind = NoticeKind.Admin, Recipient = admin, Day = today, Lines = lines };
    }

    private static IEnumerable<NoticeLine> Lines(Desk desk)
    {
        var now = desk.Findings.SelectMany(finding => finding.Troubles).DistinctBy(trouble => (trouble.Target, trouble.SinceOn)).ToList();
        foreach (var trouble in now)
        {
            var key = Key(desk, trouble.Target, Dates.Iso(trouble.SinceOn), In);
            if (!desk.Told.Contains(key))
            {
                yield return Line(desk, key, LineKind.Trouble, Sentence(trouble.Text));
            }
        }

        foreach (var told in desk.Told.Where(told => told.Step == In && told.Post == Post))
        {
            var key = Key(desk, told.Obligation, told.Period, Out);
            if (!desk.Told.Contains(key) && !now.Exists(trouble => trouble.Target == told.Obligation && Dates.Iso(trouble.SinceOn) == told.Period))
            {
                yield return Line(desk, key, LineKind.Recovered, $"{told.Obligation}, silent since {told.Period}, is seen again.");
            }
        }
    }

    private static Told Key(Desk desk, string target, string since, string step) => new(desk.Contract.Id, target, since, step, Post);

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";

    private static NoticeLine Line(Desk desk, Told key, LineKind kind, string sentence) => new()
    {
        Team = key.Team,
        TeamTitle = desk.Contract.Title,
        Obligation = key.Obligation,
        Commitment = key.Obligation,
        Kind = kind,
        Title = sentence,
        Status = Status.UnableToCheck,
        Period = key.Period,
        Reason = sentence,
        Post = Post,
        Steps = [key.Step],
        Because = NoticeWords.AdminGetsThis,
    };
}
