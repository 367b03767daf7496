using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Compliance;

/// <summary>A promise owed once for each event, so many working days after it (domain.md Q3, Q6); hard unless it is a state or soft.</summary>
internal static class PerEvent
{
    /// <summary>Judges on a day: the earliest event whose figure is still owed speaks.</summary>
    public static Finding Assess(History history, PerEventEvidence evidence, DateOnly today)
    {
        var judged = Held(history, today).Select(seen => (Event: seen, Status: Judge(history, evidence, seen, today), DueOn: DueOn(history, evidence, seen))).ToList();
        var owed = judged.Find(entry => entry.Status is Status.DueSoon or Status.Overdue);
        var filled = judged.Count(entry => entry.Status == Status.Met);
        var share = $"{filled} of {Dates.Count(judged.Count, "event")} with {Kebab.Of(evidence.Needs.ToString())}";
        var silent = history.Contract.Neighbourhoods.Count == 0 ? "no neighbourhood is named to read events of"
            : history.TargetHistories.FirstOrDefault(track => !track.Connected) is { } track ? $"{track.Name}: the source is not connected" : null;
        return new()
        {
            Obligation = history.Obligation.Id,
            Status = owed.Event is not null ? owed.Status : judged.Count == 0 ? (silent is null ? Status.OnTrack : Status.UnableToCheck) : filled == judged.Count ? Status.Met : Status.OnTrack,
            Reason = judged.Count == 0 ? silent ?? "no event has been held yet"
                : owed.Event is null ? share
                : $"the event of {Dates.Long(owed.Event.StartsOn)} has no {Kebab.Of(evidence.Needs.ToString())} on record; {share}",
            Period = owed.Event is null ? null : Label(owed.Event),
            DueOn = owed.Event is null ? null : owed.DueOn,
            LastOn = judged.FindLast(entry => entry.Status == Status.Met).Event?.StartsOn,
            Periods = [.. judged.Select(entry => new PeriodFinding(Label(entry.Event), entry.Status) { EndsOn = entry.DueOn })],
            Steps = owed.Event is null ? [] : history.LadderFor(owed.DueOn, [0], escalates: false),
            Facts = owed.Event is null ? [] : [owed.Event],
            ConcernsEvents = judged.Count > 0,
            Troubles = history.Troubles,
            LeadDays = (owed.Event ?? (judged.Count > 0 ? judged[^1].Event : null)) is { } spoken ? LeadTime.DaysOf(spoken) : null,
        };
    }

    /// <summary>The label of each event that it has been owed for up to a day.</summary>
    public static IEnumerable<string> Labels(History history, DateOnly today) => Held(history, today).Select(Label);

    /// <summary>The event of a label; of two neighbourhoods' events that share one, the first that is not filled yet. Null when none has come up to the day.</summary>
    public static EventSeen? Find(History history, EventNeed needs, string label, DateOnly today) =>
        Held(history, today).Where(seen => Label(seen) == label).OrderBy(seen => IsFilled(seen, needs)).FirstOrDefault();

    /// <summary>Whether an event's record holds what a promise needs of it.</summary>
    public static bool IsFilled(EventSeen seen, EventNeed needs) => needs == EventNeed.Footfall ? seen.Footfall is not null : !string.IsNullOrWhiteSpace(seen.Reference);

    private static IEnumerable<EventSeen> Held(History history, DateOnly today) =>
        history.Events.Where(seen => seen.StartsOn <= today && seen.StartsOn >= history.Contract.From && (history.Contract.To is not { } to || seen.StartsOn <= to));

    private static Status Judge(History history, PerEventEvidence evidence, EventSeen seen, DateOnly today)
    {
        var graceEnds = DueOn(history, evidence, seen).AddDays(history.Commitment.GraceDays);
        return IsFilled(seen, evidence.Needs) ? Status.Met
            : seen.Attended == false || (seen.IsGone && seen.Attended is null) ? Status.NotApplicable // nobody is asked how many came to what was called off
            : today <= graceEnds ? Status.DueSoon
            : history.Commitment.Soft || history.Commitment.Rule is Standing ? Status.NoRecord
            : today <= graceEnds.AddDays(Periodic.LateRecordingDays) ? Status.Overdue
            : Status.Missed;
    }

    private static DateOnly DueOn(History history, PerEventEvidence evidence, EventSeen seen) => history.WorkingDays.After(seen.StartsOn, evidence.WithinWorkingDays);

    private static string Label(EventSeen seen) => $"{Dates.Iso(seen.StartsOn)}/{seen.EventId}";
}
