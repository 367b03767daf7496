using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Answers;

/// <summary>The days of the period that a link is for, both inside it; it falls due on its last.</summary>
public sealed record AnswerPeriod(string Label, DateOnly First, DateOnly Last)
{
    /// <summary>The days of a label; null when the promise has no such period. An interval of <c>every</c> begins the day after the time that it is counted from.</summary>
    public static AnswerPeriod? Of(Contract contract, Commitment commitment, string label, IEnumerable<Occurrence> occurrences) => commitment.Rule switch
    {
        _ when commitment.Evidence is PerEventEvidence => Day(label.Split('/')[0]) is { } eventOn ? new(label, eventOn, eventOn) : null,
        Each { Kind: var kind } => OfCalendar(kind, label),
        // A new holder confirms a state anew: the label is that last day, not one of the calendar.
        Standing when commitment.IntroduceDays is { } days && Day(label) is { } introduceBy => new(label, introduceBy.AddDays(-days), introduceBy),
        Standing { Review: { } kind } => OfCalendar(kind, label),
        OnDates { Dates: var dates } when Day(label) is { } day && dates.Contains(day) =>
            new(label, dates.Where(date => date < day).Select(date => (DateOnly?)date.AddDays(1)).LastOrDefault() ?? contract.From, day),
        Every every when Day(label) is { } dueOn => new(label, BeginningOf(contract, every, dueOn, occurrences), dueOn),
        TargetBy { By: var by } when Day(label) == by => new(label, contract.From, by),
        _ => null,
    };

    /// <summary>
    /// Whether the promise has, or had, the period of a label that <see cref="Of"/> can read. Where labels are days, any day can be read: the interval must be counted from something known, the
    /// event have come, the post have changed hands. The calendar's periods and the contract's own dates are always there.
    /// </summary>
    public static bool IsKnown(History history, string label, DateOnly today) => history.Commitment switch
    {
        { Evidence: PerEventEvidence } => PerEvent.Labels(history, today).Contains(label, StringComparer.Ordinal),
        { Rule: Every every } => every.DueDates(history).Any(dueOn => Dates.Iso(dueOn) == label),
        { Rule: Standing, IntroduceDays: { } days } when Day(label) is { } introduceBy => Standing.NewHolders(history, today).Any(from => from.AddDays(days) == introduceBy),
        _ => true,
    };

    /// <summary>Whether the day lies in it.</summary>
    public bool Holds(DateOnly day) => First <= day && day <= Last;

    private static AnswerPeriod? OfCalendar(PeriodKind kind, string label) => CalendarPeriod.Parse(kind, label) is { } period ? new(label, period.First, period.Last) : null;

    private static DateOnly BeginningOf(Contract contract, Every every, DateOnly dueOn, IEnumerable<Occurrence> occurrences) =>
        occurrences.Where(fact => (History.IsDone(fact) || History.IsClosing(fact)) && every.Interval.After(fact.OccurredOn) == dueOn).Max(fact => (DateOnly?)fact.OccurredOn)?.AddDays(1)
        ?? Latest(contract.From, every.Interval.After(contract.From) == dueOn ? contract.From : Before(every.Interval, dueOn).AddDays(1));

    // Counted from something that the machine saw: as far back as the interval reaches.
    private static DateOnly Before(Interval interval, DateOnly dueOn) => (interval with { Count = -interval.Count }).After(dueOn);

    private static DateOnly Latest(DateOnly one, DateOnly other) => one > other ? one : other;

    // Whoever is signed in may type a label: a day so far off that nothing could be counted from it is none.
    private static DateOnly? Day(string text) =>
        Dates.Read(text) is { Year: >= 1900 and < 3000 } day ? day : null;
}
