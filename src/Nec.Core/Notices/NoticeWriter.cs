using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;

namespace Nec.Core.Notices;

/// <summary>Decides who is told what on a day: at most one notice a person a day, none on a day that is not worked, nothing said twice unchanged.</summary>
public static class NoticeWriter
{
    /// <summary>Mondays running on which an unchanged digest still goes (design section 6).</summary>
    private const int MostUnchangedDigests = 3;

    /// <summary>Days within which a list told on another day of the week is not told again unchanged on the digest's.</summary>
    private const int FreshDays = 4;

    /// <summary>The scheduled notices of a day. Everything told before is in the desks; the earlier notices may be in any order.</summary>
    public static IReadOnlyList<Notice> Write(IReadOnlyList<Desk> desks, IReadOnlyList<EarlierNotice> earlier, Recipient admin, DateOnly today) =>
    [
        .. desks.Where(desk => desk.WorkingDays.Includes(today))
            .SelectMany(desk => new DeskLines(desk, admin, today).All())
            .GroupBy(entry => entry.Recipient.Address, StringComparer.OrdinalIgnoreCase)
            .Where(person => person.Any(entry => !entry.Line.IsAhead))
            .Select(person => OfPerson(person.First().Recipient, [.. Folded([.. OnePerObligation(person.Select(entry => entry.Line))], desks)], desks, admin, today))
            .Where(notice => notice.Kind == NoticeKind.Urgent || SaysSomethingNew(notice, earlier, desks))
            .OrderBy(notice => notice.Recipient.Address, StringComparer.Ordinal),
    ];

    // Somebody who holds one post and stands in for another hears of each obligation once.
    private static IEnumerable<NoticeLine> OnePerObligation(IEnumerable<NoticeLine> lines) => lines
        .GroupBy(line => (line.Team, line.Obligation, line.Period, line.Kind))
        .Select(same => same.OrderBy(line => line.Because.OverdueDays).First() with { Tells = [.. same.SelectMany(line => line.Tells).Distinct()] });

    // A meeting and what its record has to hold are one thing to do: one line says both while both are open and due on the same day.
    private static IEnumerable<NoticeLine> Folded(IReadOnlyList<NoticeLine> lines, IReadOnlyList<Desk> desks)
    {
        var keptBy = desks.SelectMany(desk => desk.Contract.Commitments.Where(commitment => commitment.Evidence is RecordOfEvidence)
                .Select(commitment => (Key: (desk.Contract.Id, commitment.Id), ((RecordOfEvidence)commitment.Evidence!).Commitment)))
            .ToDictionary(entry => entry.Key, entry => entry.Commitment);
        NoticeLine? RecordOf(NoticeLine line) => line.Kind is LineKind.Overdue or LineKind.Due && line.IncompleteOn is null && keptBy.TryGetValue((line.Team, line.Commitment), out var record)
            ? lines.FirstOrDefault(other => (other.Team, other.Commitment, other.Kind, other.DueOn, other.Post) == (line.Team, record, line.Kind, line.DueOn, line.Post)
                && other.Obligation[record.Length..] == line.Obligation[line.Commitment.Length..])
            : null;

        var folded = lines.Select(line => (Line: line, Into: RecordOf(line))).Where(entry => entry.Into is not null).ToLookup(entry => entry.Into!, entry => entry.Line);
        var gone = folded.SelectMany(group => group).ToHashSet();
        return lines.Where(line => !gone.Contains(line)).Select(line => folded[line].Any()
            ? line with { Alongside = [.. folded[line].Select(other => other.Title)], Tells = [.. line.Tells, .. folded[line].SelectMany(other => other.Tells)] }
            : line);
    }

    /// <summary>
    /// On the day of a handover its letter says all that the day's note would say of the post: the note keeps only what belongs to the reader's other
    /// posts, and goes only if that leaves something.
    /// </summary>
    public static IReadOnlyList<Notice> WithHandovers(IReadOnlyList<Notice> scheduled, IReadOnlyList<Notice> handovers)
    {
        var kept = scheduled.ToList();
        var merged = new List<Notice>();
        foreach (var handover in handovers)
        {
            var note = kept.Find(notice => string.Equals(notice.Recipient.Address, handover.Recipient.Address, StringComparison.OrdinalIgnoreCase));
            if (note is null)
            {
                merged.Add(handover);
                continue;
            }

            var moved = note.Lines.Where(line => line.Team == handover.Lines[0].Team && line.Post == handover.Lines[0].Post && line.Kind != LineKind.Missed).ToList();
            var rest = note.Lines.Except(moved).ToList();
            kept.Remove(note);
            kept.AddRange(rest.Count == 0 ? [] : [note with { Lines = rest }]); // what a predecessor did is not the newcomer's to be proud of
            var first = handover.Lines[0].Tells;
            var replaced = moved.Where(line => line.Kind != LineKind.Unclear).Select(line => (line.Team, line.Obligation)).ToHashSet();
            var own = handover.Lines.Where(line => !replaced.Contains((line.Team, line.Obligation)) && !moved.Exists(open => open.Alongside.Contains(line.Title)));
            List<NoticeLine> lines = [.. moved.Concat(own.Select(line => line with { Tells = [] })).OrderBy(line => line.Kind).ThenBy(line => line.StaleFrom < line.DueOn ? line.StaleFrom : line.DueOn ?? line.StaleFrom ?? DateOnly.MaxValue).ThenBy(line => line.Commitment, StringComparer.Ordinal).ThenBy(line => line.Obligation, StringComparer.Ordinal)];
            lines[0] = lines[0] with { Tells = [.. lines[0].Tells, .. first] };
            merged.Add(handover with { Lines = lines });
        }

        return [.. kept, .. merged];
    }

    private static Notice OfPerson(Recipient recipient, List<NoticeLine> lines, IReadOnlyList<Desk> desks, Recipient admin, DateOnly today)
    {
        var teams = lines.Select(line => line.Team).ToHashSet(StringComparer.Ordinal);
        var theirs = desks.Where(desk => teams.Contains(desk.Contract.Id)).ToList();
        var isDigest = theirs.Exists(desk => desk.WorkingDays.IsFirstOfWeek(today));
        return new()
        {
            Kind = isDigest ? NoticeKind.Digest : NoticeKind.Urgent,
            Recipient = recipient,
            Day = today,
            Lines = [.. lines.OrderBy(line => line.Kind).ThenBy(line => line.DueOn).ThenBy(line => line.Team, StringComparer.Ordinal).ThenBy(line => line.Commitment, StringComparer.Ordinal).ThenBy(line => line.Obligation, StringComparer.Ordinal)],
            Done = isDigest ? [.. theirs.SelectMany(desk => DoneSince(desk, recipient, today))] : [],
            Scores = [.. theirs.Select(Score).Where(score => score.FellDue > 0)],
            AlsoOverdue = isDigest ? 0 : desks.Sum(desk => new DeskLines(desk, admin, today).OverdueOf(recipient, lines)),
        };
    }

    private static bool SaysSomethingNew(Notice digest, IReadOnlyList<EarlierNotice> earlier, IReadOnlyList<Desk> desks)
    {
        var before = earlier
            .Where(sent => sent.Day < digest.Day && string.Equals(sent.Address, digest.Recipient.Address, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(sent => sent.Day)
            .ToList();
        var saysTheSameAsFriday = before is [{ IsDigest: false } last, ..] && last.Fingerprint == digest.Fingerprint
            && (last.Day >= digest.Day.AddDays(-FreshDays) || desks.Any(desk => desk.WorkingDays.After(last.Day, 1) >= digest.Day)); // at Easter the working day before is five days ago
        var unchanged = before.Where(sent => sent.IsDigest).TakeWhile(sent => sent.Fingerprint == digest.Fingerprint).Count();
        return digest.Lines.Any(line => line.Tells.Count > 0) || (unchanged < MostUnchangedDigests && !saysTheSameAsFriday);
    }

    // Pride, one line each: what this person's posts kept since the digest before (domain.md C3, digest order).
    private static IEnumerable<DoneLine> DoneSince(Desk desk, Recipient recipient, DateOnly today) =>
        from obligation in desk.Contract.Obligations
        join finding in desk.Findings on obligation.Id equals finding.Obligation
        where finding.LastOn is { } last && last < today && last >= DigestBefore(desk, today) && !obligation.Commitment.Soft && obligation.Commitment.Rule is not TargetBy
            && finding.Status is Status.Met or Status.OnTrack or Status.DueSoon
            && string.Equals(LineMaker.Answering(desk.Contract, obligation.Commitment.Accountable, today).Person?.Email, recipient.Address, StringComparison.OrdinalIgnoreCase)
        where obligation.Commitment.Evidence is not PerEventEvidence // one of several events is no reason to call it done
        orderby finding.LastOn, obligation.Id
        select new DoneLine(obligation.Title, finding.LastOn!.Value, obligation.Commitment.Rule, PeriodLabels.Holding(obligation.Commitment.Rule, finding.LastOn!.Value));

    private static DateOnly DigestBefore(Desk desk, DateOnly today)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return desk.WorkingDays.OnOrAfter(monday.AddDays(-7));
    }

    private static TeamScore Score(Desk desk)
    {
        var hard = desk.Contract.Obligations.Where(obligation => !obligation.Commitment.Soft && obligation.Commitment.Rule is not Standing).ToDictionary(obligation => obligation.Id, obligation => obligation.Commitment.Rule, StringComparer.Ordinal);
        var theirs = desk.Findings.Where(finding => hard.ContainsKey(finding.Obligation)).ToList();
        var ended = theirs.SelectMany(finding => finding.Periods).ToList();

        // An interval of "every" stands among the periods only once it is closed: one that is open and overdue has fallen due all the same.
        var open = theirs.Count(finding => finding.Status == Status.Overdue && hard[finding.Obligation] is Every);
        var kept = ended.Count(period => period.Status is Status.Met or Status.MetLate);
        return new(desk.Contract.Title, kept, kept + open + ended.Count(period => period.Status is Status.Missed or Status.Overdue), desk.Contract.From);
    }
}
