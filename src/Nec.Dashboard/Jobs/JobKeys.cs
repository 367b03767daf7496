using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>The names under which jobs, and the ends of pauses, stand in the scheduler's store.</summary>
public static class JobKeys
{
    /// <summary>The group of every job of ours.</summary>
    public const string Group = "nec";

    /// <summary>The group of what ends pauses: apart from ours, so that it is never paused, listed or removed with them.</summary>
    public const string PauseGroup = "nec-pauses";

    /// <summary>The job that resumes another when its pause is over.</summary>
    public const string EndPause = "EndPause";

    /// <summary>The trigger's value that names the job to resume.</summary>
    public const string PausedJob = "job";

    /// <summary>What begins a job that has no time of its own, in words; null when it is switched off.</summary>
    public static string? BegunBy(string job) => BegunBy(job, name => name);

    /// <inheritdoc cref="BegunBy(string)"/>
    internal static string? BegunBy(string job, Func<string, string> called) => job == Shard ? $"when {called(ShardOf)} shares out a long list" : null;

    /// <summary>The job that looks at a part of what another one hands out, and records under that one's name.</summary>
    internal const string Shard = "CheckPageShard";

    internal const string ShardOf = "CheckPages";

    internal static JobKey Job(string name) => new(name, Group);

    internal static TriggerKey EndOf(string job) => new(job, PauseGroup);
}
