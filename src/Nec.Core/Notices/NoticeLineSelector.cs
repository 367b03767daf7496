using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Reminders;

namespace Nec.Core.Notices;

/// <summary>The lines that one team's findings give on a working day, each with the person to tell.</summary>
internal sealed class NoticeLineSelector(TeamSnapshot snapshot, Recipient admin, DateOnly today)
{
    /// <summary>A line and its reader.</summary>
    public sealed record Entry(Recipient Recipient, NoticeLine Line);

    /// <summary>Rungs at most so many days before the due date are pressing enough for a day that is not the digest's.</summary>
    private const int PressingDays = 7;

    /// <summary>Days after its last day on which a missed period is still news.</summary>
    private const int NewsDays = 28;

    /// <summary>Days after its due date on which it is still news above that something has been kept after all.</summary>
    private const int ClearedNewsDays = 60;

    /// <summary>A page is named so many days before it fails the national three months.</summary>
    internal const int StaleSoonDays = 14;

    /// <summary>What falls due in so many days stands in a digest that goes for another reason (domain.md C3, digest order).</summary>
    private const int AheadDays = 14;

    /// <summary>So many silent periods of a soft promise make one line (domain.md C6).</summary>
    private const int SilentPeriods = 3;

    private readonly NoticeLineBuilder _make = new(snapshot, admin, today);
    private readonly bool _isDigest = snapshot.WorkingDays.IsFirstOfWeek(today);
    private readonly bool _isExceptionsDay = snapshot.WorkingDays.StandsInFor(DayOfWeek.Wednesday, today);

    // The digest takes the next working day's steps too: a second note on the morning after it would only repeat it.
    private readonly DateOnly _reachOn = snapshot.WorkingDays.IsFirstOfWeek(today) ? snapshot.WorkingDays.After(today, 1) : today;

    private readonly ILookup<ReminderSubject, SentReminder> _toldAbove =
        snapshot.Told.Where(told => told.Step.IsOver).ToLookup(told => told.Subject);

    /// <summary>All of them; one obligation and period gives a person one line, whatever brought it about.</summary>
    public IEnumerable<Entry> All()
    {
        var byId = snapshot.Contract.Obligations.ToDictionary(obligation => obligation.Id, StringComparer.Ordinal);
        return snapshot.Findings.SelectMany(finding => Of(byId[finding.Obligation], finding));
    }

    private IEnumerable<Entry> Of(Obligation obligation, Finding finding) => obligation.Commitment.Soft
        ? Silent(obligation, finding)
        : snapshot.Answers.IsSnoozed(obligation.Id, finding.Period ?? "", today) ? Missed(obligation, finding).Concat(Cleared(obligation, finding))
        : All(obligation, finding);

    private IEnumerable<Entry> All(Obligation obligation, Finding finding)
    {
        var open = Open(obligation, finding).Concat(Slipped(obligation, finding)).ToList();
        return Unclear(obligation, finding).Concat(open)
            .Concat(open.Exists(entry => entry.Line.Owner is null) ? [] : Stale(obligation, finding)) // the open line names the stale pages
            .Concat(Missed(obligation, finding)).Concat(Cleared(obligation, finding));
    }

    /// <summary>The first day on which a page that is in sight fails the national three months; what is out of sight proves nothing.</summary>
    internal static DateOnly? StaleOf(Finding finding) => finding.Sights.Count == 0 ? finding.StaleFrom : finding.Sights.Where(IsKnown).Min(sight => sight.StaleFrom);

    /// <summary>Whether a page's age is known: it is in sight, or was stale before it went out of it.</summary>
    internal static bool IsKnown(TargetFreshness sight) => sight.UnseenSince is not { } since || sight.StaleFrom <= since;

    /// <summary>Every overdue promise of a team that nobody has put off, with the address of the person who answers for it.</summary>
    public static IEnumerable<(string Address, Obligation Obligation)> Overdue(TeamSnapshot snapshot, DateOnly today) =>
        snapshot.Contract.Obligations.Where(obligation => !obligation.Commitment.Soft)
            .Join(snapshot.Findings.Where(finding => finding.Status == Status.Overdue), obligation => obligation.Id, finding => finding.Obligation, (obligation, finding) => (obligation, finding))
            .Where(entry => !snapshot.Answers.IsSnoozed(entry.obligation.Id, entry.finding.Period ?? "", today))
            .Select(entry => (snapshot.Contract.Answering(OwnerOf(snapshot, entry.obligation, entry.finding.Period), today).Person?.Email, entry.obligation))
            .Where(entry => entry.Email is not null)
            .Select(entry => (entry.Email!, entry.obligation));

    // Who is told: the accountable post, or the one that it was handed to for this period.
    private string OwnerOf(Obligation obligation, string? period) => OwnerOf(snapshot, obligation, period);

    private static string OwnerOf(TeamSnapshot snapshot, Obligation obligation, string? period) => snapshot.Answers.HandedTo(obligation.Id, period ?? "") ?? obligation.Commitment.Accountable;

    private IEnumerable<Entry> Unclear(Obligation obligation, Finding finding)
    {
        if (!_isDigest || finding.Period is not { } period || !snapshot.Waiting.TryGetValue(obligation.Id, out var look))
        {
            yield break;
        }

        var step = new Step(ReminderStep.Unclear(look.OccurredOn), today, OwnerOf(obligation, period));
        if (IsUntold(obligation, period, step.Name, step.Post))
        {
            var (recipient, line) = _make.Line(obligation, finding, LineKind.Unclear, step.Post, [step]);
            yield return new(recipient, line with { WaitingPage = look.Page });
        }
    }

    private IEnumerable<Entry> Open(Obligation obligation, Finding finding)
    {
        if (finding.Status is not (Status.OnTrack or Status.DueSoon or Status.NoRecord or Status.Overdue or Status.AtRisk) || finding.DueOn is null || finding.Period is null)
        {
            yield break;
        }

        var owner = OwnerOf(obligation, finding.Period);
        var ladder = finding.Steps.Select(step => step.IsOver ? step : step with { Post = owner });
        var reached = ladder.Where(step => step.SendOn <= (step.IsOver ? today : _reachOn) && (!step.IsOver || finding.Status == Status.Overdue)).ToList();
        var untold = reached.Where(step => IsUntold(obligation, finding.Period, step.Name, step.Post)).ToList();
        var own = untold.Where(step => !step.IsOver).ToList();

        // Others hear of it a week after the end of grace; the top post on Wednesdays only, as its list of exceptions.
        var over = untold.Where(step => step.IsOver && (step.Name != Ladder.ToTheTop || _isExceptionsDay)).ToList();
        var isOpen = finding.Status == Status.Overdue || reached.Exists(step => !step.IsOver);
        if (isOpen && (_isDigest || own.Exists(IsPressing)))
        {
            // Its deputy may be the one who is told a week later: then both stand in one line.
            own.AddRange(over.Where(step => step.Post == owner));
            over.RemoveAll(step => step.Post == owner);
            yield return _make.Line(obligation, finding, KindOf(finding), owner, own);
        }
        else if (_isDigest && finding.Status is (Status.OnTrack or Status.DueSoon) && finding.DueOn <= today.AddDays(AheadDays) && obligation.Commitment.Rule is not TargetBy)
        {
            var (reader, ahead) = _make.Line(obligation, finding, LineKind.Due, owner, []);
            yield return new(reader, ahead with { IsAhead = true });
        }

        foreach (var post in over.GroupBy(step => step.Post, StringComparer.Ordinal))
        {
            yield return _make.Line(obligation, finding, LineKind.Overdue, post.Key, [.. post]);
        }
    }

    // A target behind its pace, or a state that no longer holds: told when it slips, then once a month while it lasts.
    private IEnumerable<Entry> Slipped(Obligation obligation, Finding finding)
    {
        var step = new Step(ReminderStep.Behind(today), today, obligation.Commitment.Accountable);
        if (_isDigest && finding.Status == Status.AtRisk && !finding.Steps.Any(rung => rung.SendOn <= today && !rung.IsOver))
        {
            var isNews = IsUntold(obligation, finding.Period ?? "", step.Name, step.Post);
            var (recipient, line) = _make.Line(obligation, finding, LineKind.AtRisk, step.Post, isNews ? [step] : []);
            yield return new(recipient, line with { IsAhead = !isNews });
        }
    }

    // The national three months may end before the contract's quarter does: the nearer of the two is told (domain.md A2-4b).
    private IEnumerable<Entry> Stale(Obligation obligation, Finding finding)
    {
        if (!_isDigest || StaleOf(finding) is not { } from || from > today.AddDays(StaleSoonDays) || finding.Status is Status.UnableToCheck or Status.NotApplicable or Status.NotStarted)
        {
            yield break;
        }

        var kind = from <= today ? ReminderKind.Stale : ReminderKind.StaleSoon;
        var step = new Step(ReminderStep.Of(kind), today, obligation.Commitment.Accountable);
        var period = Calendar.Dates.Iso(from);
        if (!(finding.Status is Status.DueSoon or Status.Overdue))
        {
            yield return _make.Line(obligation, finding with { Period = period }, LineKind.Stale, step.Post, IsUntold(obligation, period, step.Name, step.Post) ? [step] : []);
        }
    }

    private IEnumerable<Entry> Missed(Obligation obligation, Finding finding)
    {
        foreach (var period in finding.Periods.Where(period => period.Status == Status.Missed && period.EndsOn?.AddDays(obligation.Commitment.GraceDays + NewsDays) >= today))
        {
            var missed = finding with { Status = Status.Missed, Period = period.Period, DueOn = period.EndsOn, Steps = [], Lacking = [] };
            var own = new Step(ReminderStep.Of(ReminderKind.Missed), today, obligation.Commitment.Accountable);
            if (_isDigest && IsUntold(obligation, period.Period, own.Name, own.Post))
            {
                yield return _make.Line(obligation, missed, LineKind.Missed, own.Post, [own]);
            }

            var next = new Step(ReminderStep.Of(ReminderKind.Missed), today, snapshot.Contract.FindPost(own.Post)?.EscalatesTo ?? own.Post);
            var above = new Step(ReminderStep.Of(ReminderKind.Missed), today, Ladder.TopPost(snapshot.Contract, obligation.Commitment));
            if (_isDigest && next.Post != own.Post && next.Post != above.Post && IsUntold(obligation, period.Period, next.Name, next.Post))
            {
                yield return _make.Line(obligation, missed, LineKind.Missed, next.Post, [next]);
            }

            if (_isExceptionsDay && above.Post != own.Post && IsUntold(obligation, period.Period, above.Name, above.Post))
            {
                yield return _make.Line(obligation, missed, LineKind.Missed, above.Post, [above]);
            }
        }
    }

    // Whoever was told that a post below was late hears too that it is over: once, on the day of the week that is theirs.
    private IEnumerable<Entry> Cleared(Obligation obligation, Finding finding)
    {
        var top = Ladder.TopPost(snapshot.Contract, obligation.Commitment);
        foreach (var told in _toldAbove[new ReminderSubject.Promise(obligation.Id)].Where(told => told.Team == snapshot.Contract.Id && told.Post != obligation.Commitment.Accountable).DistinctBy(told => (told.Period, told.Post)))
        {
            var period = finding.Periods.FirstOrDefault(period => period.Period == told.Period && period.Status is Status.Met or Status.MetLate or Status.NotApplicable);
            var step = new Step(ReminderStep.Of(ReminderKind.Cleared), today, told.Post);
            if (period?.EndsOn?.AddDays(ClearedNewsDays) >= today && (told.Post == top ? _isExceptionsDay : _isDigest) && IsUntold(obligation, period.Period, step.Name, step.Post))
            {
                yield return _make.Line(obligation, finding with { Status = period.Status, Period = period.Period, DueOn = period.EndsOn, Steps = [], Lacking = [] }, LineKind.Cleared, told.Post, [step]);
            }
        }
    }

    private IEnumerable<Entry> Silent(Obligation obligation, Finding finding)
    {
        var silent = finding.Periods.Where(period => period.EndsOn < today).Reverse().TakeWhile(period => period.Status == Status.NoRecord).ToList();
        var step = new Step(ReminderStep.Of(ReminderKind.Silent), today, obligation.Commitment.Accountable);
        if (_isDigest && silent.Count >= SilentPeriods && IsUntold(obligation, silent[^1].Period, step.Name, step.Post))
        {
            var (recipient, line) = _make.Line(obligation, finding with { Period = silent[^1].Period, DueOn = null }, LineKind.Silent, step.Post, [step]);
            yield return new(recipient, line with { SilentPeriods = silent.Count });
        }
    }

    private bool IsUntold(Obligation obligation, string period, ReminderStep step, string post) =>
        !snapshot.Told.Contains(new(snapshot.Contract.Id, new ReminderSubject.Promise(obligation.Id), period, step, post));

    private static LineKind KindOf(Finding finding) => finding.Status switch { Status.Overdue => LineKind.Overdue, Status.AtRisk => LineKind.AtRisk, _ => LineKind.Due };

    /// <summary>Whether a rung may go on a day that is not the digest's.</summary>
    internal static bool IsPressing(Step step) =>
        step.IsOver || (step.Name.Kind == ReminderKind.Due && step.Name.Days <= PressingDays);
}
