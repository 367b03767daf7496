using System.Text;

namespace Nec.Simulator;

/// <summary>The head of a message or a part, folded lines joined.</summary>
internal static class MailHeaders
{
    /// <summary><paramref name="head"/> holds one octet a letter; values come back as UTF-8.</summary>
    public static IReadOnlyList<MailHeader> Parse(string head)
    {
        List<MailHeader> headers = [];
        foreach (var line in Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(head)).Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.StartsWith(' ') || line.StartsWith('\t'))
            {
                if (headers.Count > 0)
                {
                    headers[^1] = headers[^1] with { Value = headers[^1].Value + line }; // unfolding keeps the blank (RFC 5322, 2.2.3)
                }
            }
            else if (colon > 0)
            {
                headers.Add(new(line[..colon], line[(colon + 1)..].TrimStart()));
            }
        }

        return headers;
    }
}
