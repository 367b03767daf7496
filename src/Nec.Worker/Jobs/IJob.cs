using Nec.Application.Jobs;

namespace Nec.Worker.Jobs;

/// <summary>A job: one class in a folder of its own, declared by its <see cref="JobAttribute"/>. It holds no state between runs, and may run twice.</summary>
internal interface IJob
{
    /// <summary>Does what is due and not yet done, and says what it achieved.</summary>
    Task<RunReport> Run(RunContext run, CancellationToken cancellationToken);
}

/// <summary>Declares a job.</summary>
/// <param name="id">Its name for good: runs, settings and links know it by this, whatever the class is called.</param>
/// <param name="does">What it does, in words.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class JobAttribute(string id, string does) : Attribute
{
    /// <summary>Its name for good.</summary>
    public string Id { get; } = id;

    /// <summary>What it does, in words.</summary>
    public string Does { get; } = does;

    /// <summary>When it is scheduled: six fields, Europe/London, days by name; null when another job asks for it.</summary>
    public string? Cron { get; init; }

    /// <summary>Whether its scheduled times lie on working days only.</summary>
    public bool WorkingDays { get; init; }

    /// <summary>Whether a scheduled time that passed while no worker was up is made up for once.</summary>
    public bool MakesUp { get; init; } = true;

    /// <summary>Further attempts at a run that failed.</summary>
    public int Retries { get; init; }

    /// <summary>Minutes between them.</summary>
    public int RetryMinutes { get; init; } = 5;

    /// <summary>Whether several runs of it may go at once; otherwise a run waits for the one before.</summary>
    public bool SideBySide { get; init; }

    /// <summary>The job that hands this one its work; null for all others.</summary>
    public string? AskedBy { get; init; }
}
