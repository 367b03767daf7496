using Nec.Core.Calendar;
using Nec.Dashboard.Layout;

namespace Nec.Dashboard.Pages.Promises;

/// <summary>A fact in one line.</summary>
internal static class FactWords
{
    // Recording on the next day is ordinary.
    private const int OrdinaryDays = 1;

    public static string What(FactOnPage row)
    {
        var kind = row.Kind == "check" ? "Look at the source" : Phrase.OfWord(row.Kind);
        var about = row.Target is null ? kind : $"{kind} of {row.Target}";
        return row.Said is null ? about : $"{about}: {row.Said.Replace('-', ' ')}";
    }

    public static string Recorded(FactOnPage row)
    {
        var days = LondonTime.DateOf(row.RecordedAt).DayNumber - row.OccurredOn.DayNumber;
        return $"recorded {When.At(row.RecordedAt)}{(days > OrdinaryDays ? $" ({days} days later)" : "")} by {row.RecordedBy}";
    }

    public static string Counts(FactOnPage row) => row.IsCorrected ? "does not count: corrected later" : row.HasDecided ? "it decided the status" : "not for the current status";
}
