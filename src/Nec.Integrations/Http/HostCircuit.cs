using System.Globalization;
using Polly;
using Polly.CircuitBreaker;

namespace Nec.Integrations.Http;

/// <summary>Leaves one host alone for a while once it has failed several times in a row, so that its other pages fail at once rather than after three tries of half a minute each.</summary>
internal sealed class HostCircuit
{
    private const int Failures = 5;

    private static readonly TimeSpan Break = TimeSpan.FromSeconds(30);

    private readonly CircuitBreakerManualControl _control = new();
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly TimeProvider _timeProvider;
    private readonly string _host;
    private DateTimeOffset _until;
    private string _last = "";

    public HostCircuit(string host, TimeProvider timeProvider)
    {
        (_host, _timeProvider) = (host, timeProvider);
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = timeProvider }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                // All of at least five: in a row, since every success begins the count anew (Ask).
                FailureRatio = 1,
                MinimumThroughput = Failures,
                SamplingDuration = TimeSpan.FromHours(1),
                BreakDuration = Break,
                ManualControl = _control,
                StateProvider = _state,
                ShouldHandle = outcome => ValueTask.FromResult(Failure(outcome.Outcome) is not null),
                OnOpened = opened =>
                {
                    _last = Failure(opened.Outcome) ?? _last;
                    _until = _timeProvider.GetUtcNow() + opened.BreakDuration;
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Fails at once while the host is left alone: before it takes a turn that another call could have.</summary>
    public void ThrowIfOpen()
    {
        if (_state.CircuitState == CircuitState.Open && _timeProvider.GetUtcNow() < _until)
        {
            throw Refusal();
        }
    }

    /// <summary>Asks, unless the host is left alone; after the break one call tries whether it is back.</summary>
    public async Task<HttpResponseMessage> Ask(Func<CancellationToken, Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _pipeline.ExecuteAsync(async token => await ask(token), cancellationToken);
            if ((int)response.StatusCode < 500)
            {
                await _control.CloseAsync(CancellationToken.None);
            }

            return response;
        }
        catch (BrokenCircuitException)
        {
            throw Refusal();
        }
    }

    private static string? Failure(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: (HttpRequestException or IOException) and { } failure } => Reply.Refusal(failure) is not { } refused ? "no reply" : refused.Passing ? refused.Message : null,
        { Result: { } response } when (int)response.StatusCode >= 500 => string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}"),
        _ => null,
    };

    private RefusedException Refusal() => new(string.Create(
        CultureInfo.InvariantCulture, $"{_host} failed {Failures} times in a row (at last: {_last}) and is left alone for {Break.TotalSeconds} seconds"));
}
