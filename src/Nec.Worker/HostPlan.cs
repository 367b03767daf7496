namespace Nec.Worker;

/// <summary>What a host of this process is for.</summary>
public sealed record HostPlan
{
    /// <summary>Leads to the database.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Whose time the jobs and the pages keep; HTTP, retries, pacing, TLS and cookies keep real time (decision 0005).</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Whether the clock is the demo's.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>Whether jobs run in this process; if not, it only talks to the store that the workers share.</summary>
    public bool RunsJobs { get; init; }

    /// <summary>Whether pages are served.</summary>
    public bool ServesPages { get; init; }

    /// <summary>Settings that stand above the file's and the environment's.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);
}
