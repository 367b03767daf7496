using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Reminders;

namespace Nec.Core.Compliance;

/// <summary>All that one obligation is judged from: its contract, its facts up to the day, and the working days.</summary>
public sealed record History
{
    /// <summary>The contract in force.</summary>
    public required Contract Contract { get; init; }

    /// <summary>What is judged.</summary>
    public required Obligation Obligation { get; init; }

    /// <summary>The days that are worked.</summary>
    public required WorkingDays WorkingDays { get; init; }

    /// <summary>What people recorded of it, by day; with evidence of another's record, that one's too.</summary>
    public IReadOnlyList<Occurrence> Occurrences { get; init; } = [];

    /// <summary>The last day of another commitment's record that lacks what is needed; null when there is none.</summary>
    public DateOnly? IncompleteOn { get; init; }

    /// <summary>What the machine saw, one track a target; empty when a person records it. Of a target: the looks at its accounts.</summary>
    public IReadOnlyList<TargetHistory> TargetHistories { get; init; } = [];

    /// <summary>The readings of a target's accounts, by account, each by instant; empty for every other rule.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Reading>> Readings { get; init; } = new Dictionary<string, IReadOnlyList<Reading>>(StringComparer.Ordinal);

    /// <summary>Every event known to the team; empty unless the evidence is about events.</summary>
    public IReadOnlyList<EventSeen> Events { get; init; } = [];

    /// <summary>The promise.</summary>
    public Commitment Commitment => Obligation.Commitment;

    /// <summary>The first day on which the national three months fail for the worst target; null when unknown.</summary>
    public DateOnly? StaleFrom => TargetHistories.Min(track => track.StaleFrom);

    /// <summary>What an admin should be told of silent sources, and of those that are not connected.</summary>
    public IReadOnlyList<Trouble> Troubles => [.. TargetHistories.Select(track => track.Connected ? track.Trouble : NotConnected()).OfType<Trouble>().Distinct()];

    private Trouble NotConnected()
    {
        var source = Compliance.EvidenceSources.SourceOf(Commitment.Evidence)!;
        return new(TroubleKind.NotConnected, TroubleKey.Target(source), Contract.From, $"the source {source} is not connected: the promises that it would show stay unable to be checked until a person records them");
    }

    /// <summary>Whether the outcome is the promise kept.</summary>
    public static bool IsDone(Occurrence fact) => fact.Outcome is Outcome.Held or Outcome.Attended or Outcome.ReportSent;

    /// <summary>Whether the outcome closes the period without a breach: declined, not scheduled by the counterpart (domain.md A2-16), or not applicable (C2-6).</summary>
    public static bool IsClosing(Occurrence fact) => fact.Outcome is Outcome.OfferedDeclined or Outcome.NotScheduled or Outcome.NotApplicable;

    /// <summary>The ladder of a due date, by the contract's <c>remind</c> or the default one for its length.</summary>
    public IReadOnlyList<Step> LadderFor(DateOnly dueOn, IReadOnlyList<int> defaultDays, bool escalates = true) =>
        Ladder.Of(Contract, Commitment, Commitment.RemindDays ?? (Commitment.Soft ? [] : defaultDays), dueOn, escalates && !Commitment.Soft, WorkingDays);

    /// <summary>Judges the obligation on a day.</summary>
    public Finding Assess(DateOnly today)
    {
        var finding = Judge(today) with { Sights = Commitment.Rule is Rules.TargetBy ? [] : [.. TargetHistories.Where(track => track.Connected).Select(track => new TargetFreshness(track.Target, track.StaleFrom, track.Trouble?.SinceOn))] };
        return IncompleteOn is { } on && !(finding.LastOn >= on) && Commitment.Evidence is RecordOfEvidence { Needs: var needs }
            ? finding with { IncompleteOn = on, Reason = $"{finding.Reason}; held {Dates.Long(on)}, but with no {Kebab.Of(needs.ToString())} on record" }
            : finding;
    }

    private Finding Judge(DateOnly today) => today < Contract.From
        ? new() { Obligation = Obligation.Id, Status = Status.NotStarted, Reason = $"the contract is in force from {Dates.Long(Contract.From)}" }
        : Commitment.Evidence is PerEventEvidence perEvent ? PerEvent.Assess(this, perEvent, today)
        : ((Rules.AssessingRule)Commitment.Rule).Assess(this, today); // every rule is one
}
