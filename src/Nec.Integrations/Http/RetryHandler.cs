using System.Net;
using Polly;
using Polly.Retry;

namespace Nec.Integrations.Http;

/// <summary>Two more tries of what is safe to repeat: no reply, 408, 429 (as long as <c>Retry-After</c> is short) and 5xx. It sees the status codes because it wraps the whole call.</summary>
internal sealed class RetryHandler : DelegatingHandler
{
    /// <summary>The address first asked for, so that a redirect can be told from it.</summary>
    public static readonly HttpRequestOptionsKey<Uri> FirstAddress = new("nec.first-address");

    // A longer wait than this holds up everybody behind: the next run asks again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly TimeProvider _timeProvider;

    public RetryHandler(HttpOptions options, TimeProvider timeProvider, HttpMessageHandler inner)
        : base(inner)
    {
        _timeProvider = timeProvider;
        _pipeline = options.Retries == 0 ? ResiliencePipeline<HttpResponseMessage>.Empty : Pipeline(options);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri;
        if (address is null || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw new RefusedException("the address is not http or https");
        }

        request.Options.Set(FirstAddress, address);
        if (request.Method != HttpMethod.Get)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        return await _pipeline.ExecuteAsync(
            async token =>
            {
                request.RequestUri = address; // a redirect in the try before has moved it
                return await base.SendAsync(request, token);
            },
            cancellationToken);
    }

    private ResiliencePipeline<HttpResponseMessage> Pipeline(HttpOptions options) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = _timeProvider }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(options.RetrySeconds),
                ShouldHandle = outcome => ValueTask.FromResult(IsWorthAnotherTry(outcome.Outcome)),
                DelayGenerator = outcome => ValueTask.FromResult(outcome.Outcome.Result is { } response ? RetryAfter(response) : null),
                OnRetry = outcome =>
                {
                    outcome.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    private bool IsWorthAnotherTry(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: RefusedException refused } => refused.Passing,
        { Exception: HttpRequestException failure } => failure.InnerException is not RefusedException,
        { Exception: IOException } => true,
        { Result: { } response } => IsPassing(response.StatusCode) && !(RetryAfter(response) > LongestWait),
        _ => false,
    };

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status is >= 500 and < 600;

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > _timeProvider.GetUtcNow() => date - _timeProvider.GetUtcNow(),
        _ => null,
    };
}
