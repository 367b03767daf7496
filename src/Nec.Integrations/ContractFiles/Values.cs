using System.Globalization;
using System.Text.RegularExpressions;
using Nec.Core.Calendar;
using Nec.Core.Compliance;

namespace Nec.Integrations.ContractFiles;

/// <summary>Reads single values; each answers null after noting what is wrong with the one given under a name.</summary>
internal sealed partial class Values(ErrorList errors)
{
    private const int LongestLine = 200;
    private const int LongestProse = 4_000;

    /// <summary>Notes an error; null, so that a reader can end with it.</summary>
    public string? Refuse(YamlNode node, string name, string wanted)
    {
        errors.Add(node.At, $"“{name}” must be {wanted}, not {node.Kind}");
        return null;
    }

    /// <summary>A word, number or code, kept exactly as written.</summary>
    public string? Word(YamlNode node, string name) => node is YamlText { IsNothing: false } text
        ? OneLine(text, name)
        : Refuse(node, name, "a word");

    /// <summary>Text on one line; what YAML takes for a number or a yes needs quotes.</summary>
    public string? Line(YamlNode node, string name) => node is not YamlText { IsNothing: false } text ? Refuse(node, name, "a text")
        : text.IsPlain && NotText().IsMatch(text.Value) ? Refuse(node, name, "a text (put it in quotes)")
        : OneLine(text, name);

    /// <summary>Text of any number of lines, which are joined.</summary>
    public string? Prose(YamlNode node, string name)
    {
        if (node is not YamlText { IsNothing: false } text || (text.IsPlain && NotText().IsMatch(text.Value)))
        {
            return Refuse(node, name, "a text");
        }

        var joined = string.Join(' ', text.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return joined.Length == 0 ? Refuse(node, name, "a text of at least one word")
            : joined.Length > LongestProse ? Refuse(node, name, "at most 4,000 characters long")
            : joined.Any(IsUnwanted) ? Refuse(node, name, "free of control characters")
            : joined;
    }

    /// <summary>An id: lower-case letters, digits and hyphens.</summary>
    public string? Slug(YamlNode node, string name) =>
        node is YamlText { Value.Length: <= 100 } text && Slugs().IsMatch(text.Value) && !text.IsNothing
            ? text.Value
            : Refuse(node, name, "made of a-z, 0-9 and hyphens");

    /// <summary>A real day between 1990 and 2199, far enough from the ends of the calendar to reckon with.</summary>
    public DateOnly? Date(YamlNode node, string name)
    {
        if (node is YamlText text && Dates.Read(text.Value) is { Year: >= 1990 and < 2200 } date)
        {
            return date;
        }

        Refuse(node, name, "a real date such as 2019-08-02");
        return null;
    }

    /// <summary>A whole number within bounds, without quotes, separators or exponents.</summary>
    public long? Whole(YamlNode node, string name, long least, long most)
    {
        if (node is YamlText { IsPlain: true } text && Digits().IsMatch(text.Value)
            && long.Parse(text.Value, CultureInfo.InvariantCulture) is var number && number >= least && number <= most)
        {
            return number;
        }

        Refuse(node, name, FormattableString.Invariant($"a whole number from {least} to {most}, without quotes"));
        return null;
    }

    /// <summary>A percentage above nothing, to at most four decimals.</summary>
    public decimal? Percent(YamlNode node, string name)
    {
        if (node is YamlText { IsPlain: true } text && Decimals().IsMatch(text.Value)
            && decimal.Parse(text.Value, CultureInfo.InvariantCulture) is > 0 and <= 1000 and var percent)
        {
            return percent;
        }

        Refuse(node, name, "a percentage such as 10 or 2.5");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? Truth(YamlNode node, string name)
    {
        if (node is YamlText { IsPlain: true, Value: "true" or "false" } text)
        {
            return text.Value == "true";
        }

        Refuse(node, name, "true or false");
        return null;
    }

    /// <summary>One of an enumeration's words.</summary>
    public T? OneOf<T>(YamlNode node, string name, IReadOnlyList<string> words)
        where T : struct, Enum
    {
        if (node is YamlText text && words.Contains(text.Value))
        {
            return Kebab.Parse<T>(text.Value);
        }

        Refuse(node, name, $"one of {string.Join(", ", words)}");
        return null;
    }

    private string? OneLine(YamlText text, string name)
    {
        var trimmed = text.Value.Trim();
        return trimmed.Length == 0 ? Refuse(text, name, "a text of at least one character")
            : trimmed.Length > LongestLine ? Refuse(text, name, "at most 200 characters long")
            : trimmed.Any(IsUnwanted) ? Refuse(text, name, "one line, free of control characters")
            : trimmed;
    }

    /// <summary>Whether a letter has no place in a text; halves of pairs are letters and pictures beyond the first 65,536, which are welcome.</summary>
    public static bool IsUnwanted(char letter) => Printable.IsNot(letter) && !char.IsSurrogate(letter) && letter is not ('\u200C' or '\u200D');

    [GeneratedRegex(
        @"^(true|false|True|False|TRUE|FALSE|[-+]?[0-9][0-9_,]*(\.[0-9]*)?([eE][-+]?[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}|\.nan|[-+]?\.inf)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotText();

    [GeneratedRegex("^[a-z0-9-]+\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slugs();

    [GeneratedRegex("^(0|[1-9][0-9]{0,14})\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();

    [GeneratedRegex("^[0-9]{1,4}(\\.[0-9]{1,4})?\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Decimals();
}
