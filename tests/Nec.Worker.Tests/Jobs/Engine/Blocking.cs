using System.Collections.Concurrent;
using Nec.Application.Jobs;
using Nec.Worker.Jobs;
using Npgsql;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>Where runs of <see cref="Blocking"/> and <see cref="BlockingSideBySide"/> stand until a test lets them go on.</summary>
internal sealed class Turnstile : IDisposable
{
    private static readonly ConcurrentDictionary<string, Turnstile> Known = new(StringComparer.Ordinal);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly SemaphoreSlim _entered = new(0);
    private readonly SemaphoreSlim _stopped = new(0);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;
    private int _mostInside;

    public Turnstile() => Known[Name] = this;

    /// <summary>Runs give it as the beginning of their arguments.</summary>
    public string Name { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Whether a run ends well although it was told to stop.</summary>
    public bool IsDeaf { get; init; }

    /// <summary>The most that stood here at once.</summary>
    public int MostInside => _mostInside;

    public void Open() => _open.SetResult();

    public Task Entered() => Once(_entered);

    /// <summary>Waits until a run has been told to stop.</summary>
    public Task Stopped() => Once(_stopped);

    public static async Task<RunReport> Pass(string? arguments, CancellationToken cancellationToken)
    {
        var here = Known[arguments!.Split('|')[0]]; // always given
        var inside = Interlocked.Increment(ref here._inside);
        InterlockedMax(ref here._mostInside, inside);
        here._entered.Release();
        try
        {
            await here._open.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            here._stopped.Release();
            if (!here.IsDeaf)
            {
                throw;
            }
        }
        finally
        {
            Interlocked.Decrement(ref here._inside);
        }

        return RunReport.Succeeded("passed");
    }

    public void Dispose()
    {
        Known.TryRemove(Name, out _);
        _entered.Dispose();
        _stopped.Dispose();
    }

    private static async Task Once(SemaphoreSlim semaphore) => Assert.True(await semaphore.WaitAsync(Patience, TestContext.Current.CancellationToken));

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; seen < value; seen = most)
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}

/// <summary>A job of which one run goes at a time.</summary>
[Job("Blocking", "Waits")]
internal sealed class Blocking : IJob
{
    public Task<RunReport> Run(RunContext run, CancellationToken cancellationToken) => Turnstile.Pass(run.Arguments, cancellationToken);
}

/// <summary>The same, of which several go at once.</summary>
[Job("BlockingSideBySide", "Waits", SideBySide = true)]
internal sealed class BlockingSideBySide : IJob
{
    public Task<RunReport> Run(RunContext run, CancellationToken cancellationToken) => Turnstile.Pass(run.Arguments, cancellationToken);
}

/// <summary>A job that fails.</summary>
[Job("Failing", "Fails", Retries = 3, RetryMinutes = 7)]
internal sealed class Failing : IJob
{
    public Task<RunReport> Run(RunContext run, CancellationToken cancellationToken) => throw new InvalidOperationException("the disk is full\nand more");
}

/// <summary>A job whose database does not answer.</summary>
[Job("CuttingOff", "Is cut off")]
internal sealed class CuttingOff : IJob
{
    public Task<RunReport> Run(RunContext run, CancellationToken cancellationToken) => throw new NpgsqlException("cut off", new IOException("connection reset"));
}
