using System.Net;
using Polly;
using Polly.Retry;

namespace Nec.Integrations.Http;

/// <summary>Two more tries of what is safe to repeat: no reply, 408, 429 (as long as the wait that it asks for is short) and 5xx. It sees the status codes because it wraps the whole call.</summary>
internal sealed class RetryHandler : DelegatingHandler
{
    /// <summary>The address first asked for, so that a redirect can be told from it.</summary>
    public static readonly HttpRequestOptionsKey<Uri> FirstAddress = new("nec.first-address");

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

        if (address.UserInfo.Length > 0)
        {
            throw new RefusedException("the address holds a user name or password, which we do not send");
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
                ShouldHandle = async outcome => IsWorthAnotherTry(outcome.Outcome) && !await UsageCap.IsIn(outcome.Outcome.Result, outcome.Context.CancellationToken),
                DelayGenerator = outcome => ValueTask.FromResult(outcome.Outcome.Result is { } response ? RateLimit.WaitOf(response, _timeProvider.GetUtcNow()) : null),
                OnRetry = outcome =>
                {
                    outcome.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    private bool IsWorthAnotherTry(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: (HttpRequestException or IOException) and { } failure } => Reply.Refusal(failure) is not { Passing: false },
        { Result: { } response } => IsPassing(response.StatusCode) && !(RateLimit.WaitOf(response, _timeProvider.GetUtcNow()) > HostWaits.Longest),
        _ => false,
    };

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status is >= 500 and < 600;
}
