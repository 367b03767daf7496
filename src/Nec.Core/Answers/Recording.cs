using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Answers;

/// <summary>What may be put on record for one obligation and period on a day, and the fact that it becomes. The page and the press of its button share it.</summary>
public sealed record Recording(Contract Contract, Obligation Obligation, AnswerPeriod Period, DateOnly Today)
{
    /// <summary>The promise.</summary>
    public Commitment Commitment => Obligation.Commitment;

    /// <summary>Whether the machine sees by itself that it was kept, so that a person's record shows as "on a person's word".</summary>
    public bool IsMachineSeen => Commitment.Evidence is not (null or RecordOfEvidence);

    /// <summary>The outcomes that change anything for this promise; none where a number or an event's record decides.</summary>
    public IReadOnlyList<Outcome> Fitting =>
        Commitment.Rule is TargetBy || Commitment.Evidence is PerEventEvidence ? []
        : Commitment.Rule is Standing ? [Outcome.Held]
        : IsMachineSeen ? [Outcome.Held, Outcome.NotApplicable]
        : [Outcome.Held, Outcome.ReportSent, Outcome.OfferedDeclined, Outcome.NotScheduled, Outcome.NotApplicable];

    /// <summary>Whether the days for late recording are over, so that a record reopens a missed period: it needs a reason and is audited (domain.md A2-24).</summary>
    public bool Reopens => Commitment.Rule is Each or OnDates && Today > Period.Last.AddDays(Commitment.GraceDays + Periodic.LateRecordingDays);

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

    /// <summary>What is wrong with an entry; nothing when it can be recorded.</summary>
    public IEnumerable<EntryFault> Faults(Entry entry, bool isCorrection = false)
    {
        if (!Fitting.Contains(entry.Outcome) && !(isCorrection && entry.Outcome == Outcome.Cancelled))
        {
            yield return new("outcome", "Choose what happened");
        }

        if (DayFault(entry.On) is { } fault)
        {
            yield return new("day", fault);
        }

        var isDone = entry.Outcome is Outcome.Held or Outcome.ReportSent;
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
    /// What is put on record by its name and day, by the command line or a script: no page has asked first, so any outcome is taken and the day alone says which
    /// period is meant, unless one is named. What it needs to count, and a reason when it is late, it needs as on the page.
    /// </summary>
    /// <returns>The fact, null when there is something wrong with it: with <c>on</c>, <c>period</c>, <c>note</c>, <c>feedback</c> or <c>reason</c>.</returns>
    public static (Occurrence? Fact, IReadOnlyList<EntryFault> Faults) Named(Contract contract, Obligation obligation, Entry entry, string? period, DateOnly today)
    {
        var faults = NameFaults(obligation.Commitment, entry, period, today).ToList();
        var label = period ?? PeriodLabels.Holding(obligation.Commitment.Rule, entry.On);
        if (faults.Count == 0 && label is not null && AnswerPeriod.Of(contract, obligation.Commitment, label, []) is { } meant)
        {
            faults.AddRange(new Recording(contract, obligation, meant, today).Faults(entry).Where(fault => fault.Field is "reason" or "feedback" or "note"));
        }

        return faults.Count > 0 ? (null, faults) : (Fact(obligation.Commitment.Id, obligation.Place, entry, period), []);
    }

    private static IEnumerable<EntryFault> NameFaults(Commitment commitment, Entry entry, string? period, DateOnly today)
    {
        if (entry.On > today)
        {
            yield return new("on", $"{Dates.Long(entry.On)} has not come yet: record it when it has happened");
        }

        if (period is not null && !PeriodLabels.Knows(commitment.Rule, period))
        {
            yield return new("period", $"'{period}' is no period of {commitment.Id}: write it as {PeriodLabels.Example(commitment.Rule)}");
        }
    }

    /// <summary>The fact that an entry becomes; the same for the same entry, so that recording it twice records it once.</summary>
    public Occurrence ToFact(Entry entry)
    {
        var period = LabelFor(entry.On);
        // The meeting is one: recorded as the other promise's, it keeps both.
        var commitment = period is null && entry.Outcome != Outcome.NotApplicable && Commitment.Evidence is RecordOfEvidence of
            && Contract.Obligations.Any(other => other.Commitment.Id == of.Commitment && other.Place == Obligation.Place) ? of.Commitment : Commitment.Id;
        return Fact(commitment, Obligation.Place, entry, period);
    }

    /// <summary>The fact that supersedes an earlier one.</summary>
    public Occurrence Correction(Occurrence earlier, Entry entry) => new(earlier.Commitment, earlier.Place, entry.On, entry.Outcome)
    {
        Period = LabelFor(entry.On),
        Means = entry.Means,
        Feedback = entry.Feedback,
        Note = Joined(entry.Note, entry.Reason is { } reason ? $"Corrected: {reason}" : null),
    };

    /// <summary>Of an obligation's records those that this period is answered by, the newest first.</summary>
    public IReadOnlyList<Occurrence> OnRecord(IEnumerable<Occurrence> occurrences) =>
    [
        .. occurrences
            .Where(fact => fact.Outcome != Outcome.Cancelled && (fact.Period is { } label ? label == Period.Label : Commitment.Rule is Every ? fact.OccurredOn >= Period.First : Period.Holds(fact.OccurredOn)))
            .OrderByDescending(fact => fact.OccurredOn).ThenByDescending(fact => fact.Id),
    ];

    private string? DayFault(DateOnly on) => on > Today ? $"The day must be today, {Dates.Long(Today)}, or in the past"
        : on < Contract.From ? $"The day must be {Dates.Long(Contract.From)} or later: the contract began then"
        : on < Period.First ? Commitment.Rule is Every
            ? $"The day must be {Dates.Long(Period.First)} or later: the last time on record was the day before"
            : $"The day must be {Dates.Long(Period.First)} or later: this page is for the period that began then"
        : Contract.To < on ? $"The day must be {Dates.Long(Contract.To.Value)} or earlier: the contract ended then"
        : null;

    // Only a day outside the period has to name it; inside, the same meeting recorded elsewhere is the same fact.
    private string? LabelFor(DateOnly on) => Commitment.Rule is Each or OnDates && !Period.Holds(on) ? Period.Label : null;

    private static Occurrence Fact(string commitment, string? place, Entry entry, string? period) => new(commitment, place, entry.On, entry.Outcome)
    {
        Period = period,
        Means = entry.Means,
        Feedback = entry.Feedback,
        Note = Joined(entry.Note, entry.Outcome == Outcome.NotApplicable ? entry.Reason : entry.Reason is { } reason ? $"Recorded late: {reason}" : null),
    };

    private static string? Joined(string? note, string? more) => (note, more) switch { (null, _) => more, (_, null) => note, _ => $"{note}\n{more}" };
}
