using System.Text;
using System.Text.RegularExpressions;

namespace Nec.Integrations.WebPages;

/// <summary>Turns a page's bytes into text: byte order mark, then the reply's charset, then the page's own <c>meta</c>, then UTF-8.</summary>
internal static partial class PageDecoder
{
    private const int MetaWithin = 2048;

    public static string Decode(ReadOnlySpan<byte> body, string? contentType)
    {
        var (encoding, skip) = ByMark(body);
        encoding ??= Named(Charset().Match(contentType ?? "").Groups["name"].Value)
            ?? Named(Charset().Match(Encoding.Latin1.GetString(body[..Math.Min(body.Length, MetaWithin)])).Groups["name"].Value)
            ?? Encoding.UTF8;

        return encoding.GetString(body[skip..]);
    }

    private static (Encoding? Encoding, int Skip) ByMark(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => (null, 0),
    };

    private static Encoding? Named(string name) => name.ToLowerInvariant() switch
    {
        "" => null,
        "utf-8" or "utf8" => Encoding.UTF8,
        // Browsers read both as windows-1252 (WHATWG Encoding), which is where police sites' curly quotes live.
        "iso-8859-1" or "latin1" or "us-ascii" or "ascii" => CodePagesEncodingProvider.Instance.GetEncoding("windows-1252"),
        var other => CodePagesEncodingProvider.Instance.GetEncoding(other) ?? BuiltIn(other),
    };

    private static Encoding? BuiltIn(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""charset\s*=\s*["']?(?<name>[A-Za-z0-9_:.\-]{1,40})""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Charset();
}
