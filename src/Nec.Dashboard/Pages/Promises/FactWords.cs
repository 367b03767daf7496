using System.Globalization;
using Nec.Core.Calendar;
using Nec.Dashboard.Layout;

namespace Nec.Dashboard.Pages.Promises;

/// <summary>A fact in one line.</summary>
internal static class FactWords
{
    // Recording on the next day is ordinary.
    private const int OrdinaryDays = 1;

    public static string What(FactOnPage row, Names names)
    {
        var kind = row.Kind switch { "check" => "Look at the source", "reading" => "Count", "section" => "Look at a section", "priorities" => "Look at the priorities", _ => Phrase.OfWord(row.Kind) };
        var about = row.Target is null ? kind : $"{kind} of {(row.Kind == "reading" ? names.OfAccount(row.Target) : names.OfTarget(row.Target))}";
        return row.Said is null ? about : $"{about}: {Said(row.Kind, row.Said)}";
    }

    private static string Said(string kind, string said) =>
        kind == "event" ? Names.OfEvent(said)
        : long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count.ToString("#,0", CultureInfo.InvariantCulture)
        : DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? $"newest of {Dates.Long(day)}"
        : said.Replace('-', ' ');

    public static string Recorded(FactOnPage row)
    {
        var days = LondonTime.DateOf(row.RecordedAt).DayNumber - row.OccurredOn.DayNumber;
        return $"recorded {When.At(row.RecordedAt)}{(days > OrdinaryDays ? $" ({days} days later)" : "")} by {row.RecordedBy}";
    }

    public static string Counts(FactOnPage row) => row.IsCorrected ? "does not count: corrected later" : row.HasDecided ? "it decided the status" : "not for the current status";
}
