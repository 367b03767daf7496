namespace Nec.Worker.Jobs;

/// <summary>What a job knows about its attempt.</summary>
internal sealed class RunContext
{
    private readonly Lock _gate = new();
    private (int Percent, string Words)? _progress;

    /// <summary>The name of the attempt, for example for claims.</summary>
    public required string Id { get; init; }

    /// <summary>What it was asked to do, as JSON; null when the job needs nothing.</summary>
    public string? Arguments { get; init; }

    /// <summary>The scheduled time that it serves; null when it was asked for.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>Whether a person asked for it: then every target is checked again, in a further attempt too.</summary>
    public bool IsAsked { get; init; }

    /// <summary>When the first attempt started.</summary>
    public DateTimeOffset BeganAt { get; init; }

    /// <summary>Whether a person is waiting for it.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Reports its progress; readers see it within seconds.</summary>
    public void Progress(int done, int of, string words)
    {
        lock (_gate)
        {
            _progress = (of == 0 ? 100 : (int)(done * 100L / of), words);
        }
    }

    /// <summary>The progress reported since the last call; null when there was none.</summary>
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
