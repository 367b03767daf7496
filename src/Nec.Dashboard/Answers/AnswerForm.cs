using System.Globalization;
using Microsoft.AspNetCore.Http;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Facts;

namespace Nec.Dashboard.Answers;

/// <summary>What a form holds, as it was sent; texts are null when left empty.</summary>
public sealed record AnswerForm
{
    /// <summary>The ways in which something can be done.</summary>
    public static IReadOnlyList<string> AllMeans { get; } = ["in person", "video", "telephone", "other"];

    /// <summary>The button that was pressed; null when none was.</summary>
    public string? Press { get; init; }

    public string? Day { get; init; }

    public string? Month { get; init; }

    public string? Year { get; init; }

    public string? Outcome { get; init; }

    public string? Means { get; init; }

    public string? Note { get; init; }

    public string? Feedback { get; init; }

    public string? Reason { get; init; }

    public string? Post { get; init; }

    /// <summary>Whether the team was at the event; null when not said.</summary>
    public bool? Attended { get; init; }

    public string? Footfall { get; init; }

    public string? Reference { get; init; }

    /// <summary>The team's newest answer when the form was shown.</summary>
    public long After { get; init; }

    /// <summary>The look that the form asks about.</summary>
    public long Look { get; init; }

    /// <summary>The day given; null when it is none of the calendar's.</summary>
    public DateOnly? On => TypedDay.Read(Day, Month, Year) is { Year: >= 1000 } day ? day : null;

    /// <summary>A form that holds a day.</summary>
    public static AnswerForm Of(DateOnly day) => new()
    {
        Day = day.Day.ToString(CultureInfo.InvariantCulture),
        Month = day.Month.ToString(CultureInfo.InvariantCulture),
        Year = day.Year.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A form that holds what is on record.</summary>
    public static AnswerForm Of(Occurrence fact) => Of(fact.OccurredOn) with
    {
        Outcome = Kebab.Of(fact.Outcome.ToString()),
        Means = fact.Means,
        Note = fact.Note,
        Feedback = fact.Feedback,
    };

    /// <summary>What was sent.</summary>
    public static AnswerForm Of(IFormCollection form) => new()
    {
        Press = Text(form, "press"),
        Day = Text(form, "day"),
        Month = Text(form, "month"),
        Year = Text(form, "year"),
        Outcome = Text(form, "outcome"),
        Means = AllMeans.FirstOrDefault(means => means == Text(form, "means")),
        Note = Text(form, "note"),
        Feedback = Text(form, "feedback"),
        Reason = Text(form, "reason"),
        Post = Text(form, "post"),
        Attended = Text(form, "attended") switch { "yes" => true, "no" => false, _ => null },
        Footfall = Text(form, "footfall"),
        Reference = Text(form, "reference"),
        After = Number(form, "after"),
        Look = Number(form, "look"),
    };

    public Entry Entry(Outcome outcome, DateOnly on) => new(outcome, on) { Means = Means, Note = Note, Feedback = Feedback, Reason = Reason };

    /// <summary>Texts longer than we keep.</summary>
    public IEnumerable<EntryFault> TooLong() =>
        from field in new (string Name, string? Text)[] { ("note", Note), ("feedback", Feedback), ("reason", Reason) }
        where field.Text?.Length > Core.Answers.Entry.MostCharacters
        select new EntryFault(field.Name, $"Shorten this to {Core.Answers.Entry.MostCharacters:#,0} characters or fewer");

    // The database holds no NUL, and nobody means a control character.
    private static string? Text(IFormCollection form, string name)
    {
        var kept = string.Concat(form[name].ToString().ReplaceLineEndings("\n").Where(letter => letter == '\n' || !char.IsControl(letter))).Trim();
        return kept.Length == 0 ? null : kept;
    }

    private static long Number(IFormCollection form, string name) =>
        long.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
