using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Nec.Core.Calendar;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.FactFiles;

/// <summary>Reads the values of one line by key; each answers null after noting what is wrong, or silently when an optional one is not there.</summary>
/// <param name="fields">Of the line that is read.</param>
/// <param name="errors">Where faults are noted.</param>
/// <param name="isSheet">Whether they come from a spreadsheet, where days and numbers are typed by people.</param>
internal sealed partial class FactFields(List<JsonField> fields, ErrorList errors, bool isSheet = false)
{
    private int _line;

    /// <summary>Moves on to the line that the fields now hold.</summary>
    public void MoveTo(int line) => _line = line;

    /// <summary>Whether the key is there, with a value.</summary>
    public bool Has(string key) => Field(key) is not null;

    /// <summary>Notes an error about a key's value, or about the line when the key is not there.</summary>
    public void Refuse(string key, string message) => errors.Add(Field(key) is { } field ? At(field) : new(_line, 1), message);

    /// <summary>Notes unknown and missing keys.</summary>
    public bool Check(KeySet keys)
    {
        var isSound = true;
        foreach (var field in fields)
        {
            if (!keys.All.Contains(field.Key))
            {
                isSound = false;
                var hint = errors.IsFull ? "" : Given.DidYouMean(field.Key, keys.All, $"; its keys are {string.Join(", ", keys.All)}");
                errors.Add(At(field) with { Column = field.KeyColumn }, $"{Given.Shown(field.Key)} is not a key of {keys.Called}{hint}");
            }
        }

        foreach (var key in keys.Required)
        {
            if (Field(key) is null)
            {
                isSound = false;
                errors.Add(new(_line, 1), $"“{key}” is missing from this {keys.Name}; add it");
            }
        }

        return isSound;
    }

    /// <summary>A text of at least one character.</summary>
    public string? Text(string key) => Field(key) is not { } field ? null
        : field is { Kind: JsonTokenType.String } && !string.IsNullOrWhiteSpace(field.Text) ? field.Text
        : Wrong<string>(field, "a text");

    /// <summary>A real day.</summary>
    public DateOnly? Date(string key) => Field(key) is not { } field ? null
        : field.Kind == JsonTokenType.String && Moments.Date(field.Text) is { } date ? date
        : WrongValue<DateOnly>(field, "a real date such as 2019-08-02", isSheet ? TypedDay.WhyNot(field.Text) : null);

    /// <summary>An instant, which must say its zone.</summary>
    public DateTimeOffset? Instant(string key) => Field(key) is not { } field ? null
        : field.Kind == JsonTokenType.String && Moments.Instant(field.Text) is { } instant ? instant
        : isSheet
            ? WrongValue<DateTimeOffset>(field, "an instant, or a day such as 05/10/2026 or 05/10/2026 09:30", TypedDay.WhyNot(field.Text))
        : WrongValue<DateTimeOffset>(field, "an instant with its zone, such as 2019-08-02T09:00:00Z");

    /// <summary>London wall time; a zone given is converted.</summary>
    public DateTime? Wall(string key) => Field(key) is not { } field ? null
        : field.Kind == JsonTokenType.String && Moments.Wall(field.Text) is { } wall ? wall
        : WrongValue<DateTime>(field, "London's date and time, such as 2019-08-02T18:00");

    /// <summary>A whole number of something counted.</summary>
    public long? Count(string key, long most) => Field(key) is not { } field ? null
        : field.Kind == JsonTokenType.Number && field.Text.Length <= 18 && field.Text.All(char.IsAsciiDigit)
          && long.Parse(field.Text, CultureInfo.InvariantCulture) is var count && count <= most ? count
        : isSheet ? WrongValue<long>(field, "a whole number, zero or more", ThousandsHint(field.Text))
        : WrongValue<long>(field, "a whole number, zero or more, without quotes");

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? Truth(string key) => Field(key) is not { } field ? null
        : field.Kind is JsonTokenType.True or JsonTokenType.False ? field.Kind == JsonTokenType.True
        : WrongValue<bool>(field, "true or false");

    /// <summary>One of an enumeration's words.</summary>
    public T? OneOf<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct => Field(key) is not { } field ? null
        : field.Kind == JsonTokenType.String && words.TryGetValue(field.Text, out var value) ? value
        : WrongValue<T>(field, $"one of {string.Join(", ", words.Keys)}");

    /// <summary>What a name stands for; null after noting that nothing has it.</summary>
    public T? Known<T>(string key, IReadOnlyDictionary<string, T> known, string kind)
        where T : class
    {
        if (Text(key) is not { } name)
        {
            return null;
        }

        if (!known.TryGetValue(name, out var found))
        {
            Refuse(key, $"“{key}” names no known {kind}: {Given.Shown(name)}{Hint(name, known.Keys)}");
        }

        return found;
    }

    /// <summary>The nearest of the words that would have been right.</summary>
    public string Hint(string given, IEnumerable<string> known) => errors.IsFull ? "" : Given.DidYouMean(given, known, "; check it against the contract file");

    private Spot At(JsonField field) => new(field.Line ?? _line, field.Column);

    private JsonField? Field(string key)
    {
        foreach (var field in fields)
        {
            if (field.Key == key)
            {
                return field.Kind == JsonTokenType.Null ? null : field;
            }
        }

        return null;
    }

    private T? Wrong<T>(JsonField field, string wanted, string? hint = null)
        where T : class
    {
        errors.Add(At(field), $"“{field.Key}” must be {wanted}, not {field.Called}{(hint is null ? "" : $": {hint}")}");
        return null;
    }

    private T? WrongValue<T>(JsonField field, string wanted, string? hint = null)
        where T : struct
    {
        Wrong<string>(field, wanted, hint);
        return null;
    }

    private static string? ThousandsHint(string text)
    {
        var mark = text.Contains(',', StringComparison.Ordinal) ? "comma" : "mark";
        return Thousands().IsMatch(text) ? $"write it without the {mark} between the thousands, as {string.Concat(text.Where(char.IsAsciiDigit))}" : null;
    }

    // 1,204, as a spreadsheet shows it, with whatever stands between its thousands.
    [GeneratedRegex(@"^[0-9]{1,3}([,'’\s][0-9]{3})+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thousands();
}
