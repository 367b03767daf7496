using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Compliance.Rules;

/// <summary>
/// A state that must hold at all times (<c>always: true</c>), seen by a machine or re-attested once in every review period.
/// It never becomes overdue or missed (design section 3).
/// </summary>
public sealed record Standing(PeriodKind? Review) : AssessingRule
{
    /// <summary>How old the last good look may be for what it saw to hold still.</summary>
    private static readonly TimeSpan LookHolds = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public override Finding Assess(History history, DateOnly today)
    {
        if (history.Contract.To < today)
        {
            return new() { Obligation = history.Obligation.Id, Status = Status.NotApplicable, Reason = $"the contract ended on {Calendar.Dates.Long(history.Contract.To.Value)}", Periods = Reviews(history, Status.NotApplicable, today) };
        }

        if (Introduction(history, today) is { } introduction)
        {
            return introduction with { Periods = Reviews(history, introduction.Status, today) };
        }

        var review = Review is { } kind ? CalendarPeriod.Containing(kind, today) : null;
        var attested = history.Occurrences.LastOrDefault(History.IsDone);
        var steps = review is null || attested?.OccurredOn >= review.First ? [] : history.LadderFor(review.Last, LadderFor(review.Last.DayNumber - review.First.DayNumber + 1), escalates: false);
        var (status, reason) = Judge(history, review, attested, steps, today);
        return new()
        {
            Obligation = history.Obligation.Id,
            Status = status,
            Reason = reason + Compliance.Words.Stale(history.TargetHistories, today),
            Period = review?.Label,
            DueOn = review?.Last,
            LastOn = attested?.OccurredOn,
            Periods = Reviews(history, status, today),
            Steps = steps,
            Facts = attested is null ? [] : [attested],
            StaleFrom = history.StaleFrom,
            Troubles = history.Troubles,
        };
    }

    /// <summary>The days up to today on which somebody took the accountable post over while the contract was in force.</summary>
    internal static IEnumerable<DateOnly> NewHolders(History history, DateOnly today) =>
        (history.Contract.FindPost(history.Commitment.Accountable)?.Holders ?? []).Select(holder => holder.From).Where(from => from > history.Contract.From && from <= today);

    // A new holder of the accountable post attests anew within some days (domain.md C2 of the contract: "introduce yourself to the clerks").
    private static Finding? Introduction(History history, DateOnly today)
    {
        if (history.Commitment.IntroduceDays is not { } days || NewHolders(history, today).Max(since => (DateOnly?)since) is not { } from || history.Occurrences.Any(fact => History.IsDone(fact) && fact.OccurredOn >= from))
        {
            return null;
        }

        var dueOn = from.AddDays(days);
        return new()
        {
            Obligation = history.Obligation.Id,
            Status = today <= dueOn ? Status.DueSoon : Status.AtRisk,
            Reason = $"the post changed hands on {Calendar.Dates.Long(from)}; to be confirmed anew by {Calendar.Dates.Long(dueOn)}",
            Period = Calendar.Dates.Iso(dueOn),
            DueOn = dueOn,
            LastOn = history.Occurrences.LastOrDefault(History.IsDone)?.OccurredOn,
            Steps = history.LadderFor(dueOn, [.. new[] { days, 7, 0 }.Distinct()], escalates: false),
            Troubles = history.Troubles,
        };
    }

    private static (Status Status, string Reason) Judge(History history, CalendarPeriod? review, Occurrence? attested, IReadOnlyList<Reminders.Step> steps, DateOnly today) =>
        attested is not null && (review is null || attested.OccurredOn >= review.First)
            ? (Status.Met, $"confirmed {Calendar.Dates.Long(attested.OccurredOn)}, on a person's word")
        : history.Commitment.Evidence is { } evidence && evidence is not RecordOfEvidence ? SeenState(history, evidence, today)
        : review is not null && steps.Any(step => step.SendOn <= today) && !history.Commitment.Soft ? (Status.DueSoon, $"to be confirmed by {Calendar.Dates.Long(review.Last)}")
        : attested is null ? (Status.NoRecord, "nobody has confirmed it since the contract began")
        : (Status.OnTrack, $"last confirmed {Calendar.Dates.Long(attested.OccurredOn)}");

    private static (Status Status, string Reason) SeenState(History history, Evidence evidence, DateOnly today)
    {
        if (history.TargetHistories.FirstOrDefault(track => !track.Connected) is { } silent)
        {
            return (Status.UnableToCheck, $"{silent.Name}: the source is not connected");
        }

        var oldest = LondonTime.EndOf(today) - LookHolds;
        if (history.TargetHistories.FirstOrDefault(track => track.GoodLooks.Count == 0 || track.GoodLooks[^1] < oldest) is { } unseen)
        {
            return (Status.UnableToCheck, unseen.Trouble?.Text ?? $"no good look at {unseen.Name} in the last week");
        }

        return evidence switch
        {
            UpcomingEventsEvidence when history.Events.FirstOrDefault(seen => seen.StartsOn >= today && !seen.IsGone) is { } next => (Status.Met, $"an event lies ahead on {Calendar.Dates.Long(next.StartsOn)}"),
            UpcomingEventsEvidence when history.Events.FirstOrDefault(seen => seen.StartsOn >= today) is { } gone =>
                (Status.AtRisk, $"no event lies ahead; the one of {Calendar.Dates.Long(gone.StartsOn)} is no longer advertised"),
            UpcomingEventsEvidence => (Status.AtRisk, "no event lies ahead"),
            UrlEvidence when history.TargetHistories.Any(IsGone) => (Status.AtRisk, "not published"),
            UrlEvidence => (Status.Met, "published"),
            PeopleEvidence when history.TargetHistories.FirstOrDefault(IsGone) is { } empty => (Status.AtRisk, $"no named officer is shown for {empty.Target}"),
            PeopleEvidence => (Status.Met, "named officers are shown"),
            _ when history.TargetHistories.Any(track => track.StaleFrom <= today) => (Status.AtRisk, "not updated in the last three months"),
            _ when history.TargetHistories.Any(track => track.FreshOn is null) => (Status.NoRecord, "no update is known yet"),
            _ => (Status.Met, "updated in the last three months"),
        };
    }

    // What a state needs was not there when it was last looked for.
    private static bool IsGone(TargetHistory track) => track.Changes.Count == 0 || track.Changes[^1].SeenOn < LondonTime.DateOf(track.GoodLooks[^1]);

    private List<PeriodFinding> Reviews(History history, Status current, DateOnly today)
    {
        var reviews = new List<PeriodFinding>();
        if (Review is not { } kind)
        {
            return reviews;
        }

        var until = history.Contract.To is { } to && to < today ? to : today;
        for (var period = CalendarPeriod.Containing(kind, history.Contract.From); period.First <= until; period = period.Next)
        {
            var kept = history.Occurrences.Any(fact => History.IsDone(fact) && fact.OccurredOn >= period.First && fact.OccurredOn <= period.Last);
            reviews.Add(new(period.Label, period.Last >= today ? current
                : !OwedPeriod.Owes(history.Contract, period.First, period.Last) ? Status.NotApplicable
                : kept ? Status.Met : history.TargetHistories.Count > 0 ? Status.UnableToCheck : Status.NoRecord)
            { EndsOn = period.Last });
        }

        return reviews;
    }
}
