using System.Text.RegularExpressions;

namespace Nec.Integrations.Http;

/// <summary>
/// What a source says of an error that we do not know, as our reasons may repeat it: its own words, and nothing that could be a credential or an address.
/// </summary>
internal static partial class QuotedError
{
    private const int Longest = 160;

    /// <summary>
    /// The parts that are there, joined by colons, in quotation marks, on one line of at most 160 characters; null when they say nothing.
    /// Tags are left out; addresses, the secret that was sent, and whatever is as long as a token become <c>…</c>.
    /// </summary>
    public static string? Of(string? secret, params IEnumerable<string?> parts)
    {
        var said = parts.Select(part => Plain(part, secret)).Where(part => part.Length > 0);
        var whole = string.Join(": ", said.Distinct(StringComparer.OrdinalIgnoreCase));

        return whole.Length == 0 ? null : $"“{(whole.Length > Longest ? whole[..Longest].TrimEnd() + "…" : whole)}”";
    }

    private static string Plain(string? text, string? secret)
    {
        var whole = string.IsNullOrEmpty(secret) ? text ?? "" : (text ?? "").Replace(secret, "…", StringComparison.OrdinalIgnoreCase);
        var safe = Hidden().Replace(Tags().Replace(whole, ""), "…");
        var shown = safe.Where(letter => char.IsWhiteSpace(letter) || !Printable.IsNot(letter));

        return string.Join(' ', string.Concat(shown).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tags();

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9+.-]*://[^\s]+|[A-Za-z0-9_=|+/-]{30,}", RegexOptions.NonBacktracking)]
    private static partial Regex Hidden();
}
