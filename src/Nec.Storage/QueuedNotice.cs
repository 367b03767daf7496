namespace Nec.Storage;

/// <summary>One email on its way into the outbox.</summary>
public sealed record QueuedNotice
{
    /// <summary>What makes it the only one of its sort: <c>{address}|{day}</c> for scheduled ones.</summary>
    public required string Key { get; init; }

    /// <summary><c>digest</c>, <c>urgent</c>, <c>admin</c>, <c>sign-in</c>, <c>handover</c> or <c>newsletter</c>.</summary>
    public required string Kind { get; init; }

    public required string RecipientAddress { get; init; }

    public required string RecipientName { get; init; }

    /// <summary>The London day that it belongs to.</summary>
    public required DateOnly Day { get; init; }

    public required string Subject { get; init; }

    public required string TextBody { get; init; }

    public required string HtmlBody { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Derived from the key with a secret, so that a retry is recognised as the same message and nobody outside can name it.</summary>
    public required string MessageId { get; init; }

    /// <summary>A hash of its obligations, periods and statuses: equal means that nothing changed.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Every team that it names or counts, by their slugs: who may not see all of them may not read it. Without any, as a sign-in link is, it is for those who see every team.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];
}

/// <summary>A notice that a worker has to send now.</summary>
public sealed record ClaimedNotice
{
    public required long NoticeId { get; init; }

    public required string NoticeKey { get; init; }

    public required string Kind { get; init; }

    public required string RecipientAddress { get; init; }

    public required string RecipientName { get; init; }

    public required DateOnly Day { get; init; }

    public required string Subject { get; init; }

    public required string TextBody { get; init; }

    public required string HtmlBody { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required string MessageId { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>This try included.</summary>
    public required int Attempts { get; init; }

    /// <summary>Which claim this is: it ends when another takes the notice over, and then lets nobody give it back.</summary>
    public required Guid ClaimId { get; init; }

    /// <summary>Whether another worker had it, and was lost with it: it may have been sent.</summary>
    public required bool TookOver { get; init; }
}

/// <summary>A notice that something refers to.</summary>
public sealed record KnownNotice
{
    public required long NoticeId { get; init; }

    public required string NoticeKey { get; init; }

    public required string RecipientAddress { get; init; }

    /// <summary>When it was sent; while that is unknown, when it was queued.</summary>
    public required DateTimeOffset LeftAt { get; init; }
}
