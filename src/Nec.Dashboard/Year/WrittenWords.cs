using Nec.Core.Calendar;

namespace Nec.Dashboard.Year;

/// <summary>Words for a section that were sent and not kept.</summary>
public sealed record WrittenWords(string Section, string Words, string Fault)
{
    private const int MostCharacters = 20_000;

    /// <summary>The id of a section's field.</summary>
    public static string FieldOf(string section) => $"words-{section}";

    /// <summary>What is wrong with so long a text; null when it is short enough.</summary>
    public static string? TooLong(string what, string words) =>
        words.Length <= MostCharacters ? null : $"{what} must be {Dates.Count(MostCharacters, "character")} or fewer: {Dates.Count(words.Length - MostCharacters, "character")} too many";
}
