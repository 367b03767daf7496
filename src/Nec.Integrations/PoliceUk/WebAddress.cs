using System.Text.RegularExpressions;

namespace Nec.Integrations.PoliceUk;

/// <summary>Reads addresses of the web as forces type them, with or without a scheme.</summary>
internal static partial class WebAddress
{
    private const int Longest = 190; // as much as a draft quotes of a text

    /// <summary>The address as contract files take it, by https where no scheme was typed; null for what is no web address.</summary>
    public static string? Of(string? typed)
    {
        var text = typed?.Trim() ?? "";
        var whole = Schemes().IsMatch(text) ? text
            : text.StartsWith("//", StringComparison.Ordinal) ? $"https:{text}"
            : Bare().IsMatch(text) ? $"https://{text}"
            : "";

        var isPlain = whole.Length is > 0 and <= Longest && whole == YamlText.Plain(whole, Longest) && !whole.Contains(' ', StringComparison.Ordinal);
        return isPlain
            && Uri.TryCreate(whole, UriKind.Absolute, out var url) && url.Host.Length > 0 && url.UserInfo.Length == 0 ? whole : null;
    }

    [GeneratedRegex("^https?://", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Schemes();

    // A host with a path, or one that says by its first or last label that it is one: "leaflet.pdf" and "north.police" are none.
    [GeneratedRegex(
        @"^(www\.([a-z0-9-]+\.)*[a-z]{2,}|([a-z0-9-]+\.)+(uk|org|com|net|info|app|wales|cymru|scot)|([a-z0-9-]+\.)+[a-z]{2,}(?=(:[0-9]{1,5})?/))"
        + @"(:[0-9]{1,5})?([/?#]\S*)?\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bare();
}
