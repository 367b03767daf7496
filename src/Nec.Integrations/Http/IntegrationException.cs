namespace Nec.Integrations.Http;

/// <summary>An outside system did not give what was asked of it. The message is a sentence for people and never holds a credential or an address with one.</summary>
public sealed class IntegrationException(string source, int? status, string detail) : Exception($"{source}: {detail}")
{
    /// <summary>The outside system, as the dashboard names it.</summary>
    public string SourceName { get; } = source;

    /// <summary>The HTTP status; null when there was no reply.</summary>
    public int? Status { get; } = status;

    /// <summary>What went wrong, without the source's name.</summary>
    public string Detail { get; } = detail;
}

/// <summary>Our own handlers refuse to go on: a forbidden address, a body too large, a reply too late, a host that wants to be left alone. RestSharp carries it to <see cref="Reply"/>.</summary>
internal sealed class RefusedException(string detail, bool passing = false) : HttpRequestException(detail)
{
    /// <summary>Whether another try may fare better.</summary>
    public bool Passing { get; } = passing;

    /// <summary>Until when a host has asked to be left alone; null when that is not why we refuse.</summary>
    public DateTimeOffset? Until { get; init; }
}
