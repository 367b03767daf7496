using System.Text;
using System.Text.Json;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.FactFiles;

/// <summary>One value of a line: its key, where key and value stand, and the value as written (a text without its quotes).</summary>
internal readonly record struct JsonField(string Key, int KeyColumn, int Column, JsonTokenType Kind, string Text)
{
    /// <summary>Where it stands; null: on the line that is being read.</summary>
    public int? Line { get; init; }

    /// <summary>What a person would call the value.</summary>
    public string Called => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.Null => "null",
        _ => Given.Shown(Text),
    };
}

/// <summary>Splits one line, a flat JSON object, into its fields.</summary>
internal static class FactLine
{
    /// <summary>Whether the line is such an object; what is wrong with it is noted.</summary>
    public static bool TryRead(string line, int number, List<JsonField> fields, ErrorList errors)
    {
        fields.Clear();
        if (line.IndexOf('\uFFFD', StringComparison.Ordinal) is >= 0 and var at)
        {
            errors.Add(new(number, at + 1), FactText.NotUtf8);
            return false;
        }

        var utf8 = Encoding.UTF8.GetBytes(line);
        try
        {
            return TryRead(utf8, number, fields, errors);
        }
        catch (JsonException failure)
        {
            var quotes = line.AsSpan().ContainsAny('“', '”') ? ", straight ones (\") and no curly ones (“ ”)" : "";
            errors.Add(
                new(number, Column(utf8, failure.BytePositionInLine ?? 0)),
                $"this is not JSON; write one object a line, with its keys and texts in double quotes{quotes}");
        }
        catch (InvalidOperationException)
        {
            errors.Add(new(number, 1), "a text of this line holds half a character (a lone surrogate); write it out");
        }

        return false;
    }

    private static bool TryRead(byte[] utf8, int number, List<JsonField> fields, ErrorList errors)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(new(number, 1), "a line must be one JSON object such as {\"fact\":\"occurrence\", …}");
            return false;
        }

        var isSound = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (key, keyColumn) = (reader.GetString()!, Column(utf8, reader.TokenStartIndex));
            reader.Read();
            var (kind, column) = (reader.TokenType, Column(utf8, reader.TokenStartIndex));
            var text = kind == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
            reader.Skip();
            if (fields.Exists(field => field.Key == key))
            {
                errors.Add(new(number, keyColumn), $"the key {Given.Shown(key)} stands in this line twice; keep one");
                isSound = false;
            }

            fields.Add(new(key, keyColumn, column, kind, text));
        }

        // Anything after the object makes this throw.
        reader.Read();
        return isSound;
    }

    private static int Column(byte[] utf8, long position) =>
        1 + Encoding.UTF8.GetCharCount(utf8, 0, (int)Math.Min(position, utf8.Length));
}
