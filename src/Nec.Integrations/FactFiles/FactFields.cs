using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Nec.Core.Calendar;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.FactFiles;

/// <summary>Reads the values of one line by key; each answers null after noting what is wrong, or silently when an optional one is not there.</summary>
internal sealed partial class FactFields(List<JsonField> fields, ErrorList errors)
{
    private int _line;

    /// <summary>Moves on to the line that the fields now hold.</summary>
    public void MoveTo(int line) => _line = line;

    /// <summary>Whether the key is there, with a value.</summary>
    public bool Has(string key) => Field(key) is not null;

    /// <summary>Notes an error about a key's value, or about the line when the key is not there.</summary>
    public void Refuse(string key, string message) => errors.Add(new(_line, Field(key)?.Column ?? 1), message);

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
                errors.Add(new(_line, field.KeyColumn), $"{Given.Shown(field.Key)} is not a key of {keys.Called}{hint}");
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
        : field.Kind == JsonTokenType.String && DateOf(field.Text) is { } date ? date
        : WrongValue<DateOnly>(field, "a real date such as 2019-08-02");

    /// <summary>A real day between 1990 and 2199, as a text gives it; else null.</summary>
    public static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1990 and < 2200 ? date : null;

    /// <summary>An instant, which must say its zone.</summary>
    public DateTimeOffset? Instant(string key) => Field(key) is not { } field ? null
        : field.Kind == JsonTokenType.String && InstantOf(field.Text) is { } instant ? instant
        : WrongValue<DateTimeOffset>(field, "an instant with its zone, such as 2019-08-02T09:00:00Z");

    /// <summary>London wall time; a zone given is converted.</summary>
    public DateTime? Wall(string key) => Field(key) is not { } field ? null
        : field.Kind == JsonTokenType.String && WallOf(field.Text) is { } wall ? wall
        : WrongValue<DateTime>(field, "London's date and time, such as 2019-08-02T18:00");

    /// <summary>A whole number of something counted.</summary>
    public long? Count(string key, long most) => Field(key) is not { } field ? null
        : field.Kind == JsonTokenType.Number && field.Text.Length <= 18 && field.Text.All(char.IsAsciiDigit)
          && long.Parse(field.Text, CultureInfo.InvariantCulture) is var count && count <= most ? count
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

    private T? Wrong<T>(JsonField field, string wanted)
        where T : class
    {
        errors.Add(new(_line, field.Column), $"“{field.Key}” must be {wanted}, not {field.Called}");
        return null;
    }

    private T? WrongValue<T>(JsonField field, string wanted)
        where T : struct
    {
        Wrong<string>(field, wanted);
        return null;
    }

    private static DateTimeOffset? InstantOf(string text) =>
        Instants().IsMatch(text) && DateOf(text[..10]) is not null
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant.ToUniversalTime() : null;

    private static DateTime? WallOf(string text) =>
        InstantOf(text) is { } instant ? TimeZoneInfo.ConvertTime(instant, LondonTime.Zone).DateTime
        : DateTime.TryParseExact(text, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
          && DateOf(text[..10]) is not null ? wall
        : null;

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,7})?)?(Z|[+-][0-9]{2}:[0-9]{2})\\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Instants();
}
