using System.Diagnostics.CodeAnalysis;

namespace Nec.Application.Jobs;

/// <summary>A request for a run.</summary>
/// <param name="Job">The job's id.</param>
public sealed record JobRequest(string Job)
{
    /// <summary>JSON that the job understands; null when it needs nothing. It is shown to operators: ids only.</summary>
    public string? Arguments { get; init; }

    /// <summary>The audit entry that says which person asked, and why; null when nobody did.</summary>
    public long? AuditId { get; init; }

    /// <summary>The scheduled time that it makes up for or, in the demo, serves; null when it was not scheduled.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>The earliest start; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether a person is waiting for it: it has a queue of its own.</summary>
    public bool IsUrgent { get; init; }
}

/// <summary>
/// Asks for a run; any worker takes it. Code with work calls this, and the engine implements it.
/// It writes outside the caller's transaction, so ask after the commit.
/// </summary>
/// <returns>The engine's id of the run; null when nothing was created, because the job is paused or unknown.</returns>
[SuppressMessage(
    "Naming",
    "CA1711:Identifiers should not have incorrect suffix",
    Justification = "it is a queue of jobs, though no collection")]
public delegate Task<string?> JobQueue(JobRequest request, CancellationToken cancellationToken);
