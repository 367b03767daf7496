namespace Nec.Worker.Jobs;

/// <summary>Not one notice could be sent, for a reason that is none of theirs; all of them wait.</summary>
internal sealed class NoMailLeavesException(string reason) : Exception($"no mail can be sent: {reason}");
