namespace Nec.Core.Notices;

/// <summary>Decides who is told what on a day: at most one notice a person a day, none on a day that is not worked, nothing said twice unchanged.</summary>
public static class NoticeWriter
{
    /// <summary>The scheduled notices of a day. Everything told before is in the snapshots; the earlier notices may be in any order.</summary>
    public static IReadOnlyList<Notice> Write(IReadOnlyList<TeamSnapshot> teams, IReadOnlyList<EarlierNotice> earlier, Recipient admin, DateOnly today) =>
        new DailyNotices(teams, earlier, admin, today).Notices();

    /// <summary>
    /// On the day of a handover its letter says all that the day's note would say of the post: the note keeps only what belongs to the reader's other
    /// posts, and goes only if that leaves something.
    /// </summary>
    public static IReadOnlyList<Notice> WithHandovers(IReadOnlyList<Notice> scheduled, IReadOnlyList<Notice> handovers)
    {
        var kept = scheduled.ToList<Notice?>();
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase); // where a person's note stands; a person has one
        foreach (var (place, notice) in scheduled.Index())
        {
            places.TryAdd(notice.Recipient.Address, place);
        }

        var merged = new List<Notice>();
        foreach (var handover in handovers)
        {
            if (!places.Remove(handover.Recipient.Address, out var place) || kept[place] is not { } note)
            {
                merged.Add(handover);
                continue;
            }

            var moved = note.Lines.Where(line => line.Team == handover.Lines[0].Team && line.Post == handover.Lines[0].Post && line.Kind != LineKind.Missed).ToList();
            var rest = note.Lines.Except(moved).ToList();
            kept[place] = null;
            if (rest.Count > 0)
            {
                places.Add(note.Recipient.Address, kept.Count);
                kept.Add(note with { Lines = rest }); // what a predecessor did is not the newcomer's to be proud of
            }

            var first = handover.Lines[0].Tells;
            var replaced = moved.Where(line => line.Kind != LineKind.Unclear).Select(line => (line.Team, line.Obligation)).ToHashSet();
            var own = handover.Lines.Where(line => !replaced.Contains((line.Team, line.Obligation)) && !moved.Exists(open => open.Alongside.Contains(line.Title)));
            List<NoticeLine> lines = [.. moved.Concat(own.Select(line => line with { Tells = [] })).OrderBy(line => line.Kind).ThenBy(line => line.StaleFrom < line.DueOn ? line.StaleFrom : line.DueOn ?? line.StaleFrom ?? DateOnly.MaxValue).ThenBy(line => line.Commitment, StringComparer.Ordinal).ThenBy(line => line.Obligation, StringComparer.Ordinal)];
            lines[0] = lines[0] with { Tells = [.. lines[0].Tells, .. first] };
            merged.Add(handover with { Lines = lines });
        }

        return [.. kept.OfType<Notice>(), .. merged];
    }
}
