using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Reminders;
using Nec.Core.Year;

namespace Nec.Dashboard.Promises;

/// <summary>The statuses in the order in which a reader wants them, and the addresses of promises.</summary>
internal static class Standing
{
    /// <summary>What needs a person first, what needs nobody last.</summary>
    public static IReadOnlyList<string> WorstFirst { get; } =
    [
        "overdue", "missed", "at-risk", "due-soon", "unable-to-check", "incomplete", "no-record", "on-track", "met-late", "met", "not-started", "not-applicable",
    ];

    public static int Rank(string status) => WorstFirst.TakeWhile(word => word != status).Count();

    /// <summary>A stored step in words.</summary>
    public static string StepWords(string step) => ReminderStep.Read(step) switch
    {
        { Kind: ReminderKind.Due, Days: 0 } => "On the due date",
        { Kind: ReminderKind.Due, Days: var days } => $"{days} days before it is due",
        { Kind: ReminderKind.Over, Days: var days } => $"{days} days overdue",
        // Told when it slips, then once a month.
        { Kind: ReminderKind.Behind, On: { } month } => $"At risk, {PeriodText.Of(CalendarPeriod.Containing(PeriodKind.Month, month).Label)}",
        { Kind: ReminderKind.Unclear, On: { } looked } => $"Unclear look of {Dates.Long(looked)}",
        _ => Layout.Phrase.OfWord(step),
    };

    /// <summary>The page of an obligation, whose id may hold slashes.</summary>
    public static string AddressOf(string team, string obligation) =>
        $"/promises/{Uri.EscapeDataString(team)}/{string.Join('/', obligation.Split('/').Select(Uri.EscapeDataString))}";

    /// <summary>A team's own page.</summary>
    public static string AddressOf(string team) => $"/promises/{Uri.EscapeDataString(team)}";

    /// <summary><c>2 overdue, 5 on track</c>, the worst first.</summary>
    public static string CountWords(IEnumerable<(string Status, long Number)> counts) =>
        string.Join(", ", counts.OrderBy(count => Rank(count.Status)).Select(count => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count.Number:#,0} {count.Status.Replace('-', ' ')}")));

    /// <summary>The board with a filter; what is null is left out.</summary>
    public static string BoardAddress(params IEnumerable<(string Name, string? Value)> filter) =>
        "/promises?" + string.Join('&', filter.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
}
