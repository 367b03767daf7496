using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Answers;

/// <summary>
/// What may be put on record for one obligation and period on a day, and the fact that it becomes. The page and the press of its
/// button share it.
/// </summary>
public sealed record RecordingRules(Contract Contract, Obligation Obligation, AnswerPeriod Period, DateOnly Today)
{
    /// <summary>The promise.</summary>
    public Commitment Commitment => Obligation.Commitment;

    /// <summary>Whether the machine sees by itself that it was kept, so that a person's record shows as "on a person's word".</summary>
    public bool IsMachineSeen => IsSeen(Commitment);

    /// <summary>The outcomes that change anything for this promise; none where a number or an event's record decides.</summary>
    public IReadOnlyList<Outcome> Fitting => FittingOf(Commitment);

    /// <summary>What is wrong with an outcome for a promise, in a sentence; null when it may be recorded.</summary>
    public static string? OutcomeFault(Obligation obligation, Outcome outcome)
    {
        if (obligation.Commitment.Rule is TargetBy)
        {
            return "This promise is a number to reach: the counts decide, and nothing is recorded by hand";
        }

        if (obligation.Commitment.Evidence is PerEventEvidence)
        {
            return "This promise is kept event by event: record it on the page of the event";
        }

        var fitting = FittingOf(obligation.Commitment);
        var isLikeHeld = outcome is Outcome.Attended && fitting.Contains(Outcome.ReportSent); // both say that people met
        if (isLikeHeld || fitting.Contains(outcome) || outcome is Outcome.Cancelled) // what did not take place leaves the promise open
        {
            return null;
        }

        var words = fitting.Select(fit => Kebab.Of(fit.ToString()));
        return $"{Kebab.Of(outcome.ToString())} says nothing of this promise: use {string.Join(" or ", words)}";
    }

    /// <summary>
    /// Whether the days for late recording are over, so that a record reopens a missed period: it needs a reason and is audited
    /// (domain.md A2-24).
    /// </summary>
    public bool Reopens => Commitment.Rule is Each or OnDates
        && Today > Period.Last.AddDays(Commitment.GraceDays + Periodic.LateRecordingDays);

    /// <summary>What the record must hold to count for this promise.</summary>
    public RecordNeed Requires => Commitment.Evidence is RecordOfEvidence { Needs: var needs } ? needs : RecordNeed.Nothing;

    /// <summary>The promises that the same record keeps as well, if it holds what they need (domain.md A2-21).</summary>
    public IReadOnlyList<(Obligation Obligation, RecordNeed Needs)> AlsoKeeps =>
    [
        .. from other in Contract.Obligations
           where other.Place == Obligation.Place && other.Commitment.Evidence is RecordOfEvidence of && of.Commitment == Commitment.Id
           select (other, ((RecordOfEvidence)other.Commitment.Evidence!).Needs),
    ];

    /// <summary>Whether feedback is asked for.</summary>
    public bool AsksFeedback => Requires == RecordNeed.Feedback || AlsoKeeps.Any(other => other.Needs == RecordNeed.Feedback);

    /// <summary>
    /// Accepts an entry for this period, or says what is wrong with it. The same entry gives the same fact: recorded twice, it is
    /// recorded once.
    /// </summary>
    public Acceptance Accept(Entry entry)
    {
        IEnumerable<EntryFault> outcome = Fitting.Contains(entry.Outcome) ? [] : [NoOutcome];
        return Acceptance.Of(outcome.Concat(DayFault(entry.On)).Concat(WordFaults(entry)), () => ToFact(entry));
    }

    /// <summary>
    /// Accepts what supersedes an earlier record of this period, or says what is wrong with it. It may also say that it did not take
    /// place.
    /// </summary>
    public Acceptance AcceptCorrection(Occurrence earlier, Entry entry)
    {
        IEnumerable<EntryFault> outcome = Fitting.Contains(entry.Outcome) || entry.Outcome == Outcome.Cancelled ? [] : [NoOutcome];
        var faults = outcome.Concat(DayFault(entry.On)).Concat(WordFaults(entry, isCorrection: true));
        return Acceptance.Of(faults, () => Correction(earlier, entry));
    }

    private static EntryFault NoOutcome { get; } = new("outcome", "Choose what happened");

    private IEnumerable<EntryFault> WordFaults(Entry entry, bool isCorrection = false) =>
        entry.TooLong().Concat(Lacking(entry, isCorrection));

    private IEnumerable<EntryFault> Lacking(Entry entry, bool isCorrection)
    {
        var isDone = entry.Outcome is Outcome.Held or Outcome.Attended or Outcome.ReportSent;
        if (isDone && Requires == RecordNeed.Feedback && entry.Feedback is null)
        {
            yield return new("feedback", "Enter what they said, or “none offered”");
        }

        if (isDone && Requires == RecordNeed.Note && entry.Note is null)
        {
            yield return new("note", "Enter a note: this promise needs one");
        }

        if (entry.Reason is null && (isCorrection || Reopens || entry.Outcome == Outcome.NotApplicable))
        {
            yield return new("reason", isCorrection ? "Enter why what was on record is wrong"
                : entry.Outcome == Outcome.NotApplicable ? "Enter why it does not apply"
                : "Enter why it is recorded so late");
        }
    }

    /// <summary>What is wrong with putting it off to a day; nothing when it can be.</summary>
    public IEnumerable<EntryFault> SnoozeFaults(DateOnly untilOn, string? reason, DateOnly latestOn)
    {
        if (untilOn <= Today)
        {
            yield return new("day", $"The day must be after today, {Dates.Long(Today)}");
        }
        else if (untilOn > latestOn)
        {
            yield return new("day", $"The day must be {Dates.Long(latestOn)} or earlier: it can be put off no further");
        }
        else if (untilOn > Period.Last && reason is null)
        {
            yield return new("reason", $"Enter why it can wait: it is due by {Dates.Long(Period.Last)}");
        }
    }

    /// <summary>
    /// Accepts what is put on record by its name and day, by the command line or a script, or says what is wrong with it: with
    /// <c>outcome</c>, <c>on</c>, <c>period</c>, <c>means</c>, <c>note</c>, <c>feedback</c> or <c>reason</c>. The rules are the
    /// page's; the day alone says which period is meant, unless one is named.
    /// </summary>
    public static Acceptance Named(Contract contract, Obligation obligation, Entry entry, string? period, DateOnly today)
    {
        var (commitment, faults) = (obligation.Commitment, new List<EntryFault>());
        if (OutcomeFault(obligation, entry.Outcome) is { } outcome)
        {
            faults.Add(new("outcome", outcome));
        }

        period ??= AfterTheLast(commitment, entry.On);
        if (PeriodOf(contract, commitment, entry.On, period) is not { } meant)
        {
            faults.Add(new("period", $"'{period}' is no period of {commitment.Id}: write it as {PeriodLabels.Example(commitment.Rule)}"));
        }
        else
        {
            var rules = new RecordingRules(contract, obligation, meant, today);
            faults.AddRange(rules.DayFault(entry.On).Select(fault => fault with { Field = "on" }));
            faults.AddRange(rules.WordFaults(entry));
        }

        // An interval is counted from days alone: its name says nothing that its day does not.
        return Acceptance.Of(faults, () => Fact(commitment.Id, obligation.Place, entry, commitment.Rule is Every ? null : period));
    }

    // After the last of its dates, a day can only be meant for that one.
    private static string? AfterTheLast(Commitment commitment, DateOnly on) =>
        commitment.Rule is OnDates { Dates: var dates } && dates.Count > 0 && on > dates.Max() ? Dates.Iso(dates.Max()) : null;

    private static readonly DateOnly NoEnd = new(2999, 12, 31);

    // Null when the period that is named is none of the promise's.
    private static AnswerPeriod? PeriodOf(Contract contract, Commitment commitment, DateOnly on, string? named)
    {
        var whole = new AnswerPeriod("", contract.From, contract.To ?? NoEnd); // no label holds the day: the contract alone bounds it
        if (named is null)
        {
            var holding = PeriodLabels.Holding(commitment.Rule, on);
            return (holding is null ? null : AnswerPeriod.Of(contract, commitment, holding, [])) ?? whole;
        }

        return !PeriodLabels.Knows(commitment.Rule, named) ? null
            : commitment.Rule is Every ? whole // its days are counted from what is on record
            : AnswerPeriod.Of(contract, commitment, named, []) is { } period && contract.From <= period.Last && period.Last <= NoEnd ? period
            : null;
    }

    /// <summary>Of an obligation's records those that this period is answered by, the newest first.</summary>
    public IReadOnlyList<Occurrence> OnRecord(IEnumerable<Occurrence> occurrences) =>
    [
        .. occurrences
            .Where(fact => fact.Outcome != Outcome.Cancelled && Answers(fact))
            .OrderByDescending(fact => fact.OccurredOn).ThenByDescending(fact => fact.Id),
    ];

    private bool Answers(Occurrence fact) =>
        fact.Period is { } label ? label == Period.Label
        : Commitment.Rule is Every ? fact.OccurredOn >= Period.First
        : Period.Holds(fact.OccurredOn);

    private IEnumerable<EntryFault> DayFault(DateOnly on) =>
        on > Today ? [new("day", $"The day must be today, {Dates.Long(Today)}, or in the past")]
        : on < Contract.From ? [new("day", $"The day must be {Dates.Long(Contract.From)} or later: the contract began then")]
        : on < Period.First ? [new("day", TooEarly)]
        : Contract.To < on ? [new("day", $"The day must be {Dates.Long(Contract.To.Value)} or earlier: the contract ended then")]
        : [];

    private string TooEarly => Commitment.Rule is Every
        ? $"The day must be {Dates.Long(Period.First)} or later: the last time on record was the day before"
        : $"The day must be {Dates.Long(Period.First)} or later: an earlier day is of another period";

    private Occurrence ToFact(Entry entry)
    {
        var period = LabelFor(entry.On);
        // The meeting is one: recorded as the other promise's, it keeps both.
        var isOthers = period is null && entry.Outcome != Outcome.NotApplicable && Commitment.Evidence is RecordOfEvidence of
            && Contract.Obligations.Any(other => other.Commitment.Id == of.Commitment && other.Place == Obligation.Place);
        var commitment = isOthers ? ((RecordOfEvidence)Commitment.Evidence!).Commitment : Commitment.Id;
        return Fact(commitment, Obligation.Place, entry, period);
    }

    private Occurrence Correction(Occurrence earlier, Entry entry) => new(earlier.Commitment, earlier.Place, entry.On, entry.Outcome)
    {
        Period = LabelFor(entry.On),
        Means = entry.Means,
        Feedback = entry.Feedback,
        Note = Joined(entry.Note, entry.Reason is { } reason ? $"Corrected: {reason}" : null),
    };

    private static IReadOnlyList<Outcome> FittingOf(Commitment commitment) =>
        commitment.Rule is TargetBy || commitment.Evidence is PerEventEvidence ? []
        : commitment.Rule is Standing ? [Outcome.Held]
        : IsSeen(commitment) ? [Outcome.Held, Outcome.NotApplicable]
        : [Outcome.Held, Outcome.ReportSent, Outcome.OfferedDeclined, Outcome.NotScheduled, Outcome.NotApplicable];

    private static bool IsSeen(Commitment commitment) => commitment.Evidence is not (null or RecordOfEvidence);

    // Only a day outside the period has to name it; inside, the same meeting recorded elsewhere is the same fact.
    private string? LabelFor(DateOnly on) => Commitment.Rule is Each or OnDates && !Period.Holds(on) ? Period.Label : null;

    private static Occurrence Fact(string commitment, string? place, Entry entry, string? period) => new(commitment, place, entry.On, entry.Outcome)
    {
        Period = period,
        Means = entry.Means,
        Feedback = entry.Feedback,
        Note = Joined(entry.Note, entry.Outcome == Outcome.NotApplicable || entry.Reason is null ? entry.Reason : $"Recorded late: {entry.Reason}"),
    };

    private static string? Joined(string? note, string? more) =>
        note is null ? more : more is null ? note : $"{note}\n{more}";
}
