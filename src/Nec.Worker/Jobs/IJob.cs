using Nec.Application.Jobs;

namespace Nec.Worker.Jobs;

/// <summary>
/// A job: one class in a folder of its own, declared by its <see cref="JobAttribute"/>.
/// It holds no state between runs, and may run twice.
/// </summary>
internal interface IJob
{
    /// <summary>Does what is due and not yet done, and says what it achieved.</summary>
    Task<RunReport> Run(RunContext run, CancellationToken cancellationToken);
}

/// <summary>Declares a job.</summary>
/// <param name="id">Its permanent name: runs, settings and links use it, whatever the class is called.</param>
/// <param name="does">What it does, in words.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class JobAttribute(string id, string does) : Attribute
{
    /// <summary>Its permanent name.</summary>
    public string Id { get; } = id;

    /// <summary>What it does, in words.</summary>
    public string Does { get; } = does;

    /// <summary>When it is scheduled: six fields, Europe/London, days by name; null when another job asks for it.</summary>
    public string? Cron { get; init; }

    /// <summary>Whether it is scheduled on working days only.</summary>
    public bool WorkingDays { get; init; }

    /// <summary>Whether one run makes up for the scheduled times that passed while no worker was running.</summary>
    public bool MakesUp { get; init; } = true;

    /// <summary>Further attempts at a run that failed.</summary>
    public int Retries { get; init; }

    /// <summary>Minutes between them.</summary>
    public int RetryMinutes { get; init; } = 5;

    /// <summary>Whether several of its runs may go at once; otherwise a run waits for the previous one.</summary>
    public bool SideBySide { get; init; }

    /// <summary>
    /// The setting without which it is not scheduled: its key (<c>Mail:Inbox:Host</c>), or key and value (<c>Mail:Transport=Notify</c>);
    /// null when it is always scheduled.
    /// </summary>
    public string? Needs { get; init; }

    /// <summary>The job that hands this one its work; null for all others.</summary>
    public string? AskedBy { get; init; }
}
