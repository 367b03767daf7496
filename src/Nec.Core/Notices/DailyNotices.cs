using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;

namespace Nec.Core.Notices;

/// <summary>The scheduled notices of one day, over all teams: what each person's notice asks of all of them is gathered once.</summary>
internal sealed class DailyNotices(IReadOnlyList<TeamSnapshot> snapshots, IReadOnlyList<EarlierNotice> earlier, Recipient admin, DateOnly today)
{
    /// <summary>Mondays running on which an unchanged digest still goes (design section 6).</summary>
    private const int MostUnchangedDigests = 3;

    /// <summary>Days within which a list told on another day of the week is not told again unchanged on the digest's.</summary>
    private const int FreshDays = 4;

    private readonly ILookup<string, (int Place, TeamSnapshot TeamSnapshot)> _byTeam = snapshots.Index().ToLookup(entry => entry.Item.Contract.Id, entry => (entry.Index, entry.Item), StringComparer.Ordinal);

    private readonly ILookup<string, EarlierNotice> _earlier = earlier.ToLookup(sent => sent.Address, StringComparer.OrdinalIgnoreCase);

    // By team and commitment: the commitment whose record it asks something of.
    private readonly Dictionary<(string Team, string Commitment), string> _keptBy = snapshots
        .SelectMany(snapshot => snapshot.Contract.Commitments.Where(commitment => commitment.Evidence is RecordOfEvidence)
            .Select(commitment => (Key: (snapshot.Contract.Id, commitment.Id), ((RecordOfEvidence)commitment.Evidence!).Commitment)))
        .ToDictionary(entry => entry.Key, entry => entry.Commitment);

    private readonly Dictionary<DateOnly, bool> _workingDaysBefore = [];

    // What is overdue, by the address of whoever answers for it; only a day that is not the digest's asks.
    private readonly Lazy<ILookup<string, (string Team, Obligation Obligation)>> _overdue = new(() => snapshots
        .SelectMany(snapshot => NoticeLineSelector.Overdue(snapshot, today).Select(open => (open.Address, Entry: (snapshot.Contract.Id, open.Obligation))))
        .ToLookup(open => open.Address, open => open.Entry, StringComparer.OrdinalIgnoreCase));

    /// <summary>All of them.</summary>
    public IReadOnlyList<Notice> Notices() =>
    [
        .. snapshots.Where(snapshot => snapshot.WorkingDays.Includes(today))
            .SelectMany(snapshot => new NoticeLineSelector(snapshot, admin, today).All())
            .GroupBy(entry => entry.Recipient.Address, StringComparer.OrdinalIgnoreCase)
            .Where(person => person.Any(entry => !entry.Line.IsAhead))
            .Select(person => OfPerson(person.First().Recipient, [.. Folded([.. OnePerObligation(person.Select(entry => entry.Line))])]))
            .Where(notice => notice.Kind == NoticeKind.Urgent || SaysSomethingNew(notice))
            .OrderBy(notice => notice.Recipient.Address, StringComparer.Ordinal),
    ];

    // Somebody who holds one post and stands in for another hears of each obligation once.
    private static IEnumerable<NoticeLine> OnePerObligation(IEnumerable<NoticeLine> lines) => lines
        .GroupBy(line => (line.Team, line.Obligation, line.Period, line.Kind))
        .Select(same => same.OrderBy(line => line.Because.OverdueDays).First() with { Tells = [.. same.SelectMany(line => line.Tells).Distinct()] });

    // A meeting and what its record has to hold are one thing to do: one line says both while both are open and due on the same day.
    private IEnumerable<NoticeLine> Folded(IReadOnlyList<NoticeLine> lines)
    {
        var alike = lines.ToLookup(line => (line.Team, line.Commitment, line.Kind, line.DueOn, line.Post));
        NoticeLine? RecordOf(NoticeLine line) => line.Kind is LineKind.Overdue or LineKind.Due && line.IncompleteOn is null && _keptBy.TryGetValue((line.Team, line.Commitment), out var record)
            ? alike[(line.Team, record, line.Kind, line.DueOn, line.Post)].FirstOrDefault(other => other.Obligation[record.Length..] == line.Obligation[line.Commitment.Length..])
            : null;

        var folded = lines.Select(line => (Line: line, Into: RecordOf(line))).Where(entry => entry.Into is not null).ToLookup(entry => entry.Into!, entry => entry.Line);
        var gone = folded.SelectMany(group => group).ToHashSet();
        return lines.Where(line => !gone.Contains(line)).Select(line => folded[line].Any()
            ? line with { Alongside = [.. folded[line].Select(other => other.Title)], Tells = [.. line.Tells, .. folded[line].SelectMany(other => other.Tells)] }
            : line);
    }

    private Notice OfPerson(Recipient recipient, IReadOnlyList<NoticeLine> lines)
    {
        var theirs = lines.Select(line => line.Team).Distinct(StringComparer.Ordinal).SelectMany(team => _byTeam[team]).OrderBy(entry => entry.Place).Select(entry => entry.TeamSnapshot).ToList();
        var isDigest = theirs.Exists(snapshot => snapshot.WorkingDays.IsFirstOfWeek(today));
        var beside = isDigest ? [] : AlsoOverdue(recipient, lines);
        return new()
        {
            Kind = isDigest ? NoticeKind.Digest : NoticeKind.Urgent,
            Recipient = recipient,
            Day = today,
            Lines = [.. lines.OrderBy(line => line.Kind).ThenBy(line => line.DueOn).ThenBy(line => line.Team, StringComparer.Ordinal).ThenBy(line => line.Commitment, StringComparer.Ordinal).ThenBy(line => line.Obligation, StringComparer.Ordinal)],
            Done = isDigest ? [.. theirs.SelectMany(snapshot => DoneSince(snapshot, recipient))] : [],
            Scores = [.. theirs.Select(Score).Where(score => score.FellDue > 0)],
            AlsoOverdue = beside.Count,
            Counted = [.. theirs.Select(snapshot => snapshot.Contract.Id).Concat(beside)],
        };
    }

    // The teams of a person's own promises that are overdue beside the ones named, one for each.
    private List<string> AlsoOverdue(Recipient recipient, IReadOnlyList<NoticeLine> lines)
    {
        var named = lines.ToLookup(line => line.Team, StringComparer.Ordinal);
        return [.. _overdue.Value[recipient.Address].Where(open => !named[open.Team].Any(line => line.Obligation == open.Obligation.Id || line.Alongside.Contains(open.Obligation.Title))).Select(open => open.Team)];
    }

    private bool SaysSomethingNew(Notice digest)
    {
        var before = _earlier[digest.Recipient.Address].Where(sent => sent.Day < digest.Day).OrderByDescending(sent => sent.Day).ToList();
        var saysTheSameAsFriday = before is [{ IsDigest: false } last, ..] && last.Fingerprint == digest.Fingerprint
            && (last.Day >= digest.Day.AddDays(-FreshDays) || IsWorkingDayBefore(last.Day)); // at Easter the working day before is five days ago
        var unchanged = before.Where(sent => sent.IsDigest).TakeWhile(sent => sent.Fingerprint == digest.Fingerprint).Count();
        return digest.Lines.Any(line => line.Tells.Count > 0) || (unchanged < MostUnchangedDigests && !saysTheSameAsFriday);
    }

    private bool IsWorkingDayBefore(DateOnly day) =>
        _workingDaysBefore.TryGetValue(day, out var isIt) ? isIt : _workingDaysBefore[day] = snapshots.Any(snapshot => snapshot.WorkingDays.After(day, 1) >= today);

    // Pride, one line each: what this person's posts kept since the digest before (domain.md C3, digest order).
    private IEnumerable<DoneLine> DoneSince(TeamSnapshot snapshot, Recipient recipient) =>
        from obligation in snapshot.Contract.Obligations
        join finding in snapshot.Findings on obligation.Id equals finding.Obligation
        where finding.LastOn is { } last && last < today && last >= DigestBefore(snapshot) && !obligation.Commitment.Soft && obligation.Commitment.Rule is not TargetBy
            && finding.Status is Status.Met or Status.OnTrack or Status.DueSoon
            && string.Equals(snapshot.Contract.Answering(obligation.Commitment.Accountable, today).Person?.Email, recipient.Address, StringComparison.OrdinalIgnoreCase)
        where obligation.Commitment.Evidence is not PerEventEvidence // one of several events is no reason to call it done
        orderby finding.LastOn, obligation.Id
        select new DoneLine(obligation.Title, finding.LastOn!.Value, obligation.Commitment.Rule, PeriodLabels.Holding(obligation.Commitment.Rule, finding.LastOn!.Value));

    private DateOnly DigestBefore(TeamSnapshot snapshot)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return snapshot.WorkingDays.OnOrAfter(monday.AddDays(-7));
    }

    // What the annual pack counts: soft promises and states without a review are left out.
    private static TeamScore Score(TeamSnapshot snapshot)
    {
        var hard = snapshot.Contract.Obligations.Where(obligation => !obligation.Commitment.Soft && obligation.Commitment.Rule is not Standing { Review: null }).ToDictionary(obligation => obligation.Id, obligation => obligation.Commitment.Rule, StringComparer.Ordinal);
        var theirs = snapshot.Findings.Where(finding => hard.ContainsKey(finding.Obligation)).ToList();
        var ended = theirs.SelectMany(finding => finding.Periods).ToList();

        // An interval of "every" stands among the periods only once it is closed: one that is open and overdue has fallen due all the same.
        var open = theirs.Count(finding => finding.Status == Status.Overdue && hard[finding.Obligation] is Every);
        var kept = ended.Count(period => period.Status is Status.Met or Status.MetLate);
        return new(snapshot.Contract.Title, kept, kept + open + ended.Count(period => period.Status is Status.Missed or Status.Overdue), snapshot.Contract.From);
    }
}
