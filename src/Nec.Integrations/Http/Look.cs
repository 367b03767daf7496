using Nec.Core.Facts;

namespace Nec.Integrations.Http;

/// <summary>What one look at one account gave.</summary>
public abstract record Look;

/// <summary>The count was seen.</summary>
public sealed record Seen(Reading Reading) : Look;

/// <summary>It was not seen, which proves nothing about the promise. Somebody must act when it needs a person; otherwise the next run may see it.</summary>
public sealed record Unable(string Reason, bool NeedsPerson) : Look
{
    /// <summary>The network asks us to wait: more calls in this run would make the wait longer.</summary>
    public bool StopAsking { get; init; }
}
