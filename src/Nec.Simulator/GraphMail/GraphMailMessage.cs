namespace Nec.Simulator;

/// <summary>A mail that the simulated mailbox has sent.</summary>
/// <param name="ContentType"><c>HTML</c> or <c>Text</c>: there is one body.</param>
/// <param name="Headers">Those of <c>internetMessageHeaders</c>; names are compared without case.</param>
public sealed record GraphMailMessage(
    string Subject,
    string ContentType,
    string Content,
    IReadOnlyList<string> To,
    IReadOnlyList<string> ReplyTo,
    IReadOnlyDictionary<string, string> Headers,
    bool SavedToSentItems);
