using System.Globalization;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Dashboard.Layout;

namespace Nec.Dashboard.Promises;

/// <summary>A fact in one line.</summary>
internal static class FactText
{
    // Recording on the next day is ordinary.
    private const int OrdinaryDays = 1;

    public static string What(FactOnPage row, Names names) => What(row.Kind, row.Target, row.Said, names);

    /// <summary>The same words for a fact that was judged rather than read from its row.</summary>
    public static string What(Fact fact, Names names) => fact switch
    {
        Occurrence { Outcome: var outcome } => Phrase.OfWord(Kebab.Of(outcome.ToString())),
        Reading reading => What("reading", reading.Account, reading.Count.ToString(CultureInfo.InvariantCulture), names),
        SectionCheck look => What("section", look.Page, Kebab.Of(look.Verdict.ToString()), names),
        PriorityCheck look => What("priorities", look.Neighbourhood, look.NewestIssueOn is { } newest ? Dates.Iso(newest) : null, names),
        PeopleCheck look => What("people", look.Neighbourhood, look.Count.ToString(CultureInfo.InvariantCulture), names),
        EventSeen seen => What("event", seen.Neighbourhood, seen.EventId, names),
        SourceCheck look => What("check", look.Target, Kebab.Of(look.Outcome.ToString()), names),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "a kind of fact without words"),
    };

    /// <summary>The day that a reader looks for: of an event its own, not the one on which it was seen.</summary>
    public static DateOnly Day(Fact fact) => fact is EventSeen seen ? seen.StartsOn : fact.OccurredOn;

    private static string What(string factKind, string? target, string? said, Names names)
    {
        var kind = factKind switch { "check" => "Look at the source", "reading" => "Count", "section" => "Look at a section", "priorities" => "Look at the priorities", _ => Phrase.OfWord(factKind) };
        var about = target is null ? kind : $"{kind} of {(factKind == "reading" ? names.OfAccount(target) : names.OfTarget(target))}";
        return said is null ? about : $"{about}: {Said(factKind, said)}";
    }

    private static string Said(string kind, string said) =>
        kind == "event" ? Names.OfEvent(said)
        : long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count.ToString("#,0", CultureInfo.InvariantCulture)
        : Dates.Read(said) is { } day ? $"newest of {Dates.Long(day)}"
        : said.Replace('-', ' ');

    public static string Recorded(FactOnPage row)
    {
        var days = LondonTime.DateOf(row.RecordedAt).DayNumber - row.OccurredOn.DayNumber;
        return $"recorded {When.At(row.RecordedAt)}{(days > OrdinaryDays ? $" ({days} days later)" : "")} by {row.RecordedBy}";
    }

    public static string Counts(FactOnPage row) => row.IsCorrected ? "does not count: corrected later" : row.HasDecided ? "it decided the status" : "not for the current status";
}
