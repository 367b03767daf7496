using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Nec.Integrations.WebPages;

/// <summary>Turns a page's bytes into text: byte order mark, then the reply's charset, then the page's own <c>meta</c>, then UTF-8 where it is that, else windows-1252.</summary>
internal static partial class PageDecoder
{
    private const int MetaWithin = 2048;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!; // always there

    public static string Decode(ReadOnlySpan<byte> body, string? contentType)
    {
        var (encoding, skip) = ByMark(body);
        encoding ??= Named(Charset().Match(contentType ?? "")) ?? OwnWord(body) ?? Guessed(body);

        return encoding.GetString(body[skip..]);
    }

    // A page that could be read so far is no UTF-16, whatever it says (WHATWG HTML, 13.2.3.2).
    private static Encoding? OwnWord(ReadOnlySpan<byte> body) =>
        Named(Meta().Match(Encoding.Latin1.GetString(body[..Math.Min(body.Length, MetaWithin)]))) is { } named
            ? named.GetByteCount("<") == 1 ? named : Encoding.UTF8
            : null;

    private static Encoding Guessed(ReadOnlySpan<byte> body) => Utf8.IsValid(body) ? Encoding.UTF8 : Windows1252;

    private static (Encoding? Encoding, int Skip) ByMark(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => (null, 0),
    };

    private static Encoding? Named(Match match) => match.Groups["name"].Value.ToLowerInvariant() switch
    {
        "" => null,
        "utf-8" or "utf8" => Encoding.UTF8,
        // Browsers read both as windows-1252 (WHATWG Encoding), which is where police sites' curly quotes live.
        "iso-8859-1" or "latin1" or "us-ascii" or "ascii" => Windows1252,
        var other => CodePagesEncodingProvider.Instance.GetEncoding(other) ?? BuiltIn(other),
    };

    private static Encoding? BuiltIn(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return null; // unknown, or UTF-7, which no browser reads either
        }
    }

    [GeneratedRegex("""charset\s*=\s*["']?(?<name>[A-Za-z0-9_:.\-]{1,40})""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Charset();

    [GeneratedRegex("""<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*["']?(?<name>[A-Za-z0-9_:.\-]{1,40})""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Meta();
}
