namespace Nec.Simulator;

/// <summary>An e-mail that the simulated Notify has taken.</summary>
/// <param name="Subject">The template's subject, filled in.</param>
/// <param name="Body">The template's body, filled in.</param>
/// <param name="ReplyToId">Which of the service's addresses takes answers; null: its default.</param>
public sealed record NotifyMessage(Guid Id, string EmailAddress, string? Reference, string Subject, string Body, string? ReplyToId)
{
    /// <summary>When it was taken.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
