using System.Globalization;
using System.Text.Json;
using Nec.Core.Calendar;

namespace Nec.Integrations.Meta;

/// <summary>The day of an account's newest post. It is an extra: whatever is odd about it, the count beside it stands.</summary>
internal static class LastPost
{
    /// <summary>The London day in <paramref name="name"/> of the first of <c>posts.data</c>; null when there is none that can be read.</summary>
    public static DateOnly? FirstOf(JsonElement? posts, string name)
    {
        try
        {
            return Read(posts, name);
        }
        catch (InvalidOperationException)
        {
            return null; // text that is no Unicode
        }
    }

    private static DateOnly? Read(JsonElement? posts, string name) =>
        posts is { ValueKind: JsonValueKind.Object } list
        && list.TryGetProperty("data", out var entries) && entries.ValueKind == JsonValueKind.Array && entries.GetArrayLength() > 0
        && entries[0].ValueKind == JsonValueKind.Object && entries[0].TryGetProperty(name, out var written) && written.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParseExact(written.GetString(), "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? LondonTime.DateOf(instant)
            : null;
}
