namespace Nec.Dashboard.Jobs.Engine;

/// <summary>What a request to Hangfire's dashboard would change.</summary>
internal enum EngineDeed
{
    /// <summary>No known change: a page when it is read, refused when it is posted.</summary>
    None,

    /// <summary>No change: an open page refreshes its figures.</summary>
    Refresh,

    /// <summary>Runs recurring jobs now.</summary>
    Trigger,

    /// <summary>Puts runs back into their queues.</summary>
    Requeue,

    /// <summary>Starts runs that wait for their scheduled time.</summary>
    Enqueue,

    /// <summary>Deletes runs.</summary>
    Delete,

    /// <summary>Removes recurring jobs until the next start of a worker.</summary>
    Remove,
}

/// <summary>Hangfire's addresses as deeds.</summary>
internal static class EngineDeeds
{
    /// <summary>What an address below <c>/hangfire</c> does, and the run in it; null when the form names the runs.</summary>
    public static (EngineDeed Deed, string? Run) Of(string path) => path.TrimEnd('/').ToLowerInvariant().Split('/') switch
    {
        ["", "stats"] => (EngineDeed.Refresh, null),
        ["", "recurring", "trigger"] => (EngineDeed.Trigger, null),
        ["", "recurring", "remove"] => (EngineDeed.Remove, null),
        ["", "jobs", "actions", "requeue", var run] => (EngineDeed.Requeue, run),
        ["", "jobs", "actions", "delete", var run] => (EngineDeed.Delete, run),
        ["", "jobs", _, "requeue"] => (EngineDeed.Requeue, null),
        ["", "jobs", _, "enqueue"] => (EngineDeed.Enqueue, null),
        ["", "jobs", _, "delete"] => (EngineDeed.Delete, null),
        _ => (EngineDeed.None, null),
    };

    /// <summary>The action of the audit entry.</summary>
    public static string ActionOf(EngineDeed deed) => deed switch
    {
        EngineDeed.Trigger => "trigger-job",
        EngineDeed.Requeue => "requeue-run",
        EngineDeed.Enqueue => "enqueue-run",
        EngineDeed.Delete => "delete-run",
        _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, "It changes nothing."),
    };
}
