namespace Nec.Worker.Jobs;

/// <summary>What a job knows of the attempt that it is.</summary>
internal sealed class RunContext
{
    private readonly Lock _gate = new();
    private (int Percent, string Words)? _progress;

    /// <summary>Names the attempt, where a job has to say who it is.</summary>
    public required string Id { get; init; }

    /// <summary>JSON: what it was asked to do; null when the job needs nothing.</summary>
    public string? Arguments { get; init; }

    /// <summary>The scheduled time that it stands for; null when it was asked for.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>Whether a person asked for it: everything is looked at again, by a further attempt too.</summary>
    public bool IsAsked { get; init; }

    /// <summary>When the first attempt at it started.</summary>
    public DateTimeOffset BeganAt { get; init; }

    /// <summary>Whether somebody sits and waits for it.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Says how far it is; readers see it within seconds.</summary>
    public void Progress(int done, int of, string words)
    {
        lock (_gate)
        {
            _progress = (of == 0 ? 100 : (int)(done * 100L / of), words);
        }
    }

    /// <summary>What was said since the last time that it was taken; null when nothing was.</summary>
    public (int Percent, string Words)? TakeProgress()
    {
        lock (_gate)
        {
            var taken = _progress;
            _progress = null;
            return taken;
        }
    }
}
