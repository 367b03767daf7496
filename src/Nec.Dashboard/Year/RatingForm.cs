using System.Globalization;
using Microsoft.AspNetCore.Http;
using Nec.Core.Calendar;

namespace Nec.Dashboard.Year;

/// <summary>The panel's rating, as typed.</summary>
public sealed record RatingForm
{
    private const int MostNameCharacters = 200;
    private const int FirstYear = 2000;

    public static RatingForm Empty { get; } = new();

    public string Panel { get; init; } = "";

    public string Word { get; init; } = "";

    public string Day { get; init; } = "";

    public string Month { get; init; } = "";

    public string Year { get; init; } = "";

    public string Comments { get; init; } = "";

    /// <summary>What is wrong, by field; empty when it is only looked at.</summary>
    public IReadOnlyList<(string Field, string Text)> Faults { get; init; } = [];

    public static RatingForm Of(IFormCollection form) => new()
    {
        Panel = Text(form, "panel"),
        Word = Text(form, "word"),
        Day = Text(form, "day"),
        Month = Text(form, "month"),
        Year = Text(form, "year"),
        Comments = Text(form, "comments"),
    };

    public string? FaultOf(string field) => Faults.FirstOrDefault(fault => fault.Field == field).Text;

    /// <summary>The day on which it was given, or the same form with what is wrong with it. An empty scale allows any word.</summary>
    public (RatingForm Checked, DateOnly RatedOn) Check(DateOnly today, IReadOnlyList<string> scale)
    {
        List<(string, string)> faults = [];
        if (Panel.Length is 0 or > MostNameCharacters)
        {
            faults.Add(("panel", Panel.Length == 0 ? "Enter who rated" : $"Who rated must be {MostNameCharacters} characters or fewer"));
        }

        if (Word.Length is 0 or > MostNameCharacters)
        {
            faults.Add(("word", Word.Length == 0 ? "Enter the word that the panel used" : $"The word must be {MostNameCharacters} characters or fewer"));
        }
        else if (scale.Count > 0 && !scale.Contains(Word, StringComparer.Ordinal))
        {
            faults.Add(("word", "Choose the word as it stands on the scale"));
        }

        var day = DayOf();
        if (day is null || day > today)
        {
            var wanted = day is null ? $"a real date{TypedDay.WhyNot(Day, Month, Year)}" : "today or in the past";
            faults.Add(("day", $"The day on which it was given must be {wanted}"));
        }

        if (WrittenWords.TooLong("The comments", Comments) is { } tooLong)
        {
            faults.Add(("comments", tooLong));
        }

        return (this with { Faults = faults }, day ?? today);
    }

    private DateOnly? DayOf() => TypedDay.Read(Day, Month, Year) is { Year: >= FirstYear } day ? day : null;

    private static string Text(IFormCollection form, string name) => form[name].ToString().ReplaceLineEndings("\n").Trim();
}
