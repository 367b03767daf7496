using System.Globalization;
using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Reminders;

namespace Nec.Core.Notices;

/// <summary>The wording of notices in English; a second language is a second file.</summary>
internal static class NoticeWords
{
    /// <summary>The headings, by kind of line.</summary>
    public static string Heading(LineKind kind) => kind switch
    {
        LineKind.Overdue => "Overdue",
        LineKind.Due => "Coming up",
        LineKind.AtRisk => "Behind its pace",
        LineKind.Missed => "Missed",
        LineKind.Trouble => "Sources that do not answer",
        _ => "Sources that answer again",
    };

    /// <summary><c>Fri 14 Nov</c>.</summary>
    public static string ShortDay(DateOnly day) => day.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    /// <summary><c>Friday 14 November 2025</c>.</summary>
    public static string LongDay(DateOnly day) => day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>6-monthly</c>, <c>quarterly</c>; null for a date that does not recur.</summary>
    public static string? Rhythm(Rule rule) => rule switch
    {
        Every { Interval: { Unit: IntervalUnit.Month, Count: 1 } } => "monthly",
        Every { Interval: { Unit: IntervalUnit.Year, Count: 1 } } => "yearly",
        Every { Interval: var interval } => $"every {interval}" is var words && interval.Unit == IntervalUnit.Month ? FormattableString.Invariant($"{interval.Count}-monthly") : words,
        Each { Kind: PeriodKind.Week } => "weekly",
        Each { Kind: PeriodKind.Month } => "monthly",
        Each { Kind: PeriodKind.Quarter } => "quarterly",
        Each { Kind: PeriodKind.HalfYear } => "half-yearly",
        Each => "yearly",
        _ => null,
    };

    /// <summary>The subject: the most pressing action with its day, and how many more; no personal name (domain.md C3).</summary>
    public static string Subject(Notice notice)
    {
        var first = notice.Lines[0];
        var action = first.Kind switch
        {
            LineKind.Overdue => $"{first.Title}: was due {ShortDay(first.DueOn!.Value)}",
            LineKind.Missed => $"{first.Title}: missed, was due {ShortDay(first.DueOn!.Value)}",
            LineKind.Trouble or LineKind.Recovered => $"Nec: {Sources(notice)}",
            _ => $"{first.Title} by {ShortDay(first.DueOn!.Value)}" + (first.Rhythm is { } rhythm ? $" ({rhythm})" : ""),
        };
        return notice.Kind == NoticeKind.Admin || notice.Lines.Count == 1 ? action : $"{action}, and {notice.Lines.Count - 1} more";
    }

    private static string Sources(Notice notice)
    {
        var silent = notice.Lines.Count(line => line.Kind == LineKind.Trouble);
        var back = notice.Lines.Count - silent;
        return (silent, back) switch
        {
            (0, _) => Dates.Count(back, "source answers again", "sources answer again"),
            (_, 0) => Dates.Count(silent, "source does not answer", "sources do not answer"),
            _ => $"{Dates.Count(silent, "source does not answer", "sources do not answer")}, {back} again",
        };
    }

    /// <summary>The first sentence.</summary>
    public static string Opening(Notice notice) => notice.Kind switch
    {
        NoticeKind.Digest => $"This is your week from {LongDay(notice.Day)}: {Dates.Count(notice.Lines.Count, "promise needs you", "promises need you")}.",
        NoticeKind.Admin => $"What could not be seen, or can be seen again, on {LongDay(notice.Day)}. No team is marked down for any of it.",
        _ when notice.Lines.All(line => line.Steps.Any(step => step.StartsWith("over-", StringComparison.Ordinal))) =>
            $"For you to know: {Dates.Count(notice.Lines.Count, "promise is", "promises are")} overdue, and {(notice.Lines.Count == 1 ? "its officer has" : "their officers have")} been told.",
        _ => notice.Lines.Count == 1 ? "One promise needs you today." : $"{notice.Lines.Count} promises need you today.",
    };

    /// <summary>What to do by when.</summary>
    public static string Action(NoticeLine line) => line.Kind switch
    {
        LineKind.Overdue => $"{line.Title}. It was due {LongDay(line.DueOn!.Value)}.",
        LineKind.Missed => $"{line.Title}. It was due {LongDay(line.DueOn!.Value)}, and the days for late recording are over.",
        LineKind.Trouble or LineKind.Recovered => line.Title,
        _ => $"{line.Title} by {LongDay(line.DueOn!.Value)}.",
    };

    /// <summary>How it stands, and what was late on our side.</summary>
    public static string Standing(NoticeLine line) => HowItStands(line) + (line.DaysLate > 0 ? $" This note is {Dates.Count(line.DaysLate, "day")} late, because nothing was sent in between." : "");

    // The day is in the action already: what is left to say is what was done last, or what is still lacking.
    private static string HowItStands(NoticeLine line) =>
        line.Kind == LineKind.Missed || line.IsTarget ? $"{char.ToUpperInvariant(line.Reason[0])}{line.Reason[1..]}."
        : line.Lacking.Count > 0 ? $"No real update seen yet: {string.Join(", ", line.Lacking)}." + (line.StaleFrom is { } stale ? $" By the national three months it has been stale since {ShortDay(stale)}." : "")
        : line.LastOn is { } last ? $"Last done {LongDay(last)}."
        : "Nothing is on record yet.";

    /// <summary>The promise as published; a quotation in it is marked as the inner one.</summary>
    public static string Promise(NoticeLine line) => $"The promise: “{line.Promise.Replace('“', '‘').Replace('”', '’')}”";

    /// <summary>What counts as done.</summary>
    public static string Counts(string counts) => $"What counts: {counts.TrimEnd('.')}.";

    /// <summary>When the next note on it goes.</summary>
    public static string Next(DateOnly on) => $"Next note on it: {ShortDay(on)}, only if still open.";

    /// <summary>One kept promise.</summary>
    public static string Done(string title, DateOnly on) => $"{title} ({ShortDay(on)})";

    /// <summary>The heading over what was kept.</summary>
    public const string DoneHeading = "Done since last week";

    /// <summary>How much was kept so far, first of all: help, not blame.</summary>
    public static string Score(TeamScore score) => $"{score.TeamTitle}: {score.Kept} of {Dates.Count(score.FellDue, "promise")} that fell due so far were kept.";

    /// <summary>How to answer.</summary>
    public static string HowToAnswer(string? replyTo) => replyTo is null
        ? "Done one of these? Tell your Nec administrator the day and how it was done; it is recorded with that day."
        : "Done one of these? Reply with the day and how it was done; it is recorded with that day.";

    /// <summary>Why this person is told.</summary>
    public static string Because(Contract contract, string accountable, string post, Post? answering, Tenure? person, IReadOnlyList<Step> steps)
    {
        var title = contract.FindPost(post)?.Title ?? post;
        var of = contract.FindPost(accountable)?.Title ?? accountable;
        var overdue = steps.FirstOrDefault(step => step.IsOver) is { } over ? $"something has been overdue for {over.Name["over-".Length..]} days, and " : "";
        return person is null || answering is null ? $"{overdue}the post {title}, {contract.Title}, is vacant and so is every post above it"
            : answering.Id != post ? $"{overdue}the post {title}, {contract.Title}, is vacant and yours, {answering.Title}, is the next one up"
            : answering.Deputies.Contains(person) ? $"{overdue}you cover for the {title}, {contract.Title}"
            : post != accountable ? $"{overdue}you hold the post {title}, next above the {of}, {contract.Title}"
            : $"{overdue}you hold the post {title}, {contract.Title}";
    }

    /// <summary>The last line.</summary>
    public static string YouGetThis(IEnumerable<string> reasons) => $"You get this because {string.Join("; ", reasons)}.";

    /// <summary>The last line of an admin's notice.</summary>
    public const string AdminGetsThis = "you are the administrator that Mail:Admin names";
}
