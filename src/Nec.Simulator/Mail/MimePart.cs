using System.Text;
using System.Text.RegularExpressions;

namespace Nec.Simulator;

/// <summary>A part of a message: headers, and either parts of its own or a body. Text here holds one octet a letter (Latin-1).</summary>
internal sealed class MimePart
{
    private readonly string body;

    private MimePart(IReadOnlyList<MailHeader> headers, string body) => (Headers, this.body) = (headers, body);

    public IReadOnlyList<MailHeader> Headers { get; }

    public string Text => Charset.Of(Parameter("charset") ?? "").GetString(Bytes());

    private string ContentType => (Header("Content-Type") ?? "text/plain").Split(';')[0].Trim();

    public static MimePart Parse(string octets)
    {
        var gap = octets.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, body) = octets.StartsWith("\r\n", StringComparison.Ordinal) ? ("", octets[2..])
            : gap < 0 ? (octets, "")
            : (octets[..gap], octets[(gap + 4)..]);
        return new(MailHeaders.Parse(head), body);
    }

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>The first part of this type, depth first; this one, when it is.</summary>
    public MimePart? Find(string contentType)
        => ContentType.Equals(contentType, StringComparison.OrdinalIgnoreCase) ? this
        : Parts().Select(part => part.Find(contentType)).FirstOrDefault(found => found is not null);

    private IEnumerable<MimePart> Parts()
    {
        if (!ContentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) || Parameter("boundary") is not { } boundary)
        {
            yield break;
        }

        // The line end before a boundary belongs to it; the look ahead keeps "outer" from splitting at "outer1".
        var line = "\r\n--" + Regex.Escape(boundary) + @"(?=(?:--)?[ \t]*(?:\r\n|$))";
        var pieces = Regex.Split("\r\n" + body, line, RegexOptions.None, TimeSpan.FromSeconds(1));
        foreach (var piece in pieces.Skip(1).TakeWhile(piece => !piece.StartsWith("--", StringComparison.Ordinal)))
        {
            var lineEnd = piece.IndexOf("\r\n", StringComparison.Ordinal);
            if (lineEnd >= 0)
            {
                yield return Parse(piece[(lineEnd + 2)..]);
            }
        }
    }

    private byte[] Bytes() => Header("Content-Transfer-Encoding")?.Trim().ToUpperInvariant() switch
    {
        "BASE64" => Base64.Decode(body),
        "QUOTED-PRINTABLE" => QuotedPrintable.Decode(body),
        _ => Encoding.Latin1.GetBytes(body),
    };

    private string? Parameter(string name) => Header("Content-Type")?.Split(';').Skip(1)
        .Select(parameter => parameter.Split('=', 2, StringSplitOptions.TrimEntries))
        .FirstOrDefault(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1].Trim('"');
}
