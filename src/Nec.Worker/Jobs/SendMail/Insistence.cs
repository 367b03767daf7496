using Nec.Storage;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Nec.Worker.Jobs;

/// <summary>
/// Writes down what must not be forgotten: again and again, each time on a fresh connection, while the database is away, restarts or has
/// no room. It gives up only when the host is stopping, so that a stop does not take for ever.
/// </summary>
internal sealed class Insistence : IDisposable
{
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(10);

    /// <summary>Shorter than the engine and the host wait for a run to end.</summary>
    private static readonly TimeSpan AfterStop = TimeSpan.FromSeconds(15);

    private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(IsPassing),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(50),
            MaxDelay = TimeSpan.FromSeconds(2),
        })
        .AddTimeout(OneTry)
        .Build();

    private readonly CancellationTokenSource _giveUp = new();
    private readonly CancellationTokenRegistration _stopping;

    public Insistence(IHostApplicationLifetime host) => _stopping = host.ApplicationStopping.Register(() => _giveUp.CancelAfter(AfterStop));

    /// <summary>Writes; what is written must be the same when it is done twice.</summary>
    /// <exception cref="OperationCanceledException">The host is stopping, and the database did not come back in time.</exception>
    public async Task Write(Func<CancellationToken, Task> write) =>
        await Pipeline.ExecuteAsync(async cancellationToken => await write(cancellationToken), _giveUp.Token);

    public void Dispose()
    {
        _stopping.Dispose();
        _giveUp.Dispose();
    }

    private static bool IsPassing(Exception failure) =>
        failure is TimeoutRejectedException || Outage.Is(failure) || Outage.IsShortage(failure);
}
