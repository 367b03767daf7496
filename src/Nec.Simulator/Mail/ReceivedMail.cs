using System.Text;

namespace Nec.Simulator;

/// <summary>One header as it stood, unfolded but not decoded.</summary>
public sealed record MailHeader(string Name, string Value);

/// <summary>A message that the sink has taken; its parts are read when first asked for.</summary>
public sealed class ReceivedMail
{
    private readonly byte[] content;
    private readonly Lazy<MimePart> part;

    public ReceivedMail(string from, IReadOnlyList<string> to, byte[] content, DateTimeOffset? receivedAt, bool overTls)
    {
        (From, To, ReceivedAt, OverTls, this.content) = (from, to, receivedAt, overTls, content);
        part = new(() => MimePart.Parse(Encoding.Latin1.GetString(content)));
    }

    /// <summary>The envelope's sender, without brackets; empty for the null sender.</summary>
    public string From { get; }

    /// <summary>The envelope's recipients.</summary>
    public IReadOnlyList<string> To { get; }

    /// <summary>What stood behind the sender's address: <c>SIZE=2048</c>.</summary>
    public string Parameters { get; init; } = "";

    /// <summary>The simulated instant; null when the sink was given no clock.</summary>
    public DateTimeOffset? ReceivedAt { get; }

    public bool OverTls { get; }

    /// <summary>The whole message as it came, dot-stuffing undone, read as UTF-8.</summary>
    public string Raw => Encoding.UTF8.GetString(content);

    public IReadOnlyList<MailHeader> Headers => part.Value.Headers;

    /// <summary>With its angle brackets, as sent.</summary>
    public string? MessageId => Header("Message-ID");

    public string? Subject => Header("Subject");

    /// <summary>The first text/plain part, decoded; null when there is none.</summary>
    public string? Text => part.Value.Find("text/plain")?.Text;

    /// <summary>The first text/html part, decoded; null when there is none.</summary>
    public string? Html => part.Value.Find("text/html")?.Text;

    /// <summary>The first header of this name, encoded words decoded; null when there is none.</summary>
    public string? Header(string name) => part.Value.Header(name) is { } value ? EncodedWords.Decode(value) : null;
}
