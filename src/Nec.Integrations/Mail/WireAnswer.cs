using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nec.Integrations.Mail;

/// <summary>What came of one request to a mail service.</summary>
internal abstract record WireAnswer
{
    /// <summary>It answered.</summary>
    public sealed record Reply(int Status, string Body, TimeSpan? RetryAfter) : WireAnswer
    {
        /// <summary>The body as JSON; null when it is none.</summary>
        public JsonNode? Json()
        {
            try
            {
                return JsonNode.Parse(Body);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>The request never left us.</summary>
    public sealed record NotReached : WireAnswer;

    /// <summary>The request left, at least in part, and no answer came.</summary>
    public sealed record Silence : WireAnswer;
}

/// <summary>A body that knows whether any of it has left: from then on nobody can say that the mail was not sent.</summary>
internal sealed class WatchedContent(byte[] json) : HttpContent
{
    private volatile bool _isLeaving;

    /// <summary>Whether a connection stood and the body began to go over it.</summary>
    public bool IsLeaving => _isLeaving;

    protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
    {
        _isLeaving = true;
        await stream.WriteAsync(json);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = json.Length;

        return true;
    }
}
