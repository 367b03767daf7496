namespace Nec.Integrations.Http;

/// <summary>What one harmless call to a source showed; the text never holds a credential.</summary>
public sealed record Probe(ProbeOutcome Outcome, string Says)
{
    /// <summary>When the credentials stop working; null when they do not expire or the source does not tell.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The probe of a source that refuses: what needs nobody will pass, and says nothing of the credentials.</summary>
    internal static Probe Refused(Unable refusal) => new(refusal.NeedsPerson ? ProbeOutcome.Fails : ProbeOutcome.Silent, refusal.Reason);
}

/// <summary>How a source stands.</summary>
public enum ProbeOutcome
{
    /// <summary>No credentials are set, and the source asks for some.</summary>
    NotConfigured,

    /// <summary>It answers.</summary>
    Works,

    /// <summary>It answers, but something will stop it or is missing.</summary>
    Warns,

    /// <summary>It refuses us.</summary>
    Fails,

    /// <summary>It gives no answer of use, or asks us to wait: nothing is known of the credentials.</summary>
    Silent,
}
