using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Nec.Integrations.Http;

namespace Nec.Integrations.Mail;

/// <summary>
/// The way to a mail service over HTTP. Not the one of the sources (<see cref="OutboundHttp"/>): that one repeats what failed, and hides whether a request
/// had left when it did, which is the difference between "not now" and "nobody knows". The address is an admin's setting, so no guard stands here.
/// </summary>
internal sealed class MailWire(string baseAddress, HttpOptions options, HttpMessageHandler? over = null) : IDisposable
{
    private const int LongestBody = 64 * 1024;

    private readonly Uri _base = new(baseAddress.TrimEnd('/') + "/");
    private readonly TimeSpan _patience = TimeSpan.FromSeconds(options.TimeoutSeconds);
    private readonly HttpClient _client = new(over ?? Sockets(options)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The handler that everything to a mail service goes through, sign-in included.</summary>
    public static SocketsHttpHandler Sockets(HttpOptions options, Func<string, string?>? environment = null)
    {
        var proxy = ProxyChoice.Of(options, environment ?? Environment.GetEnvironmentVariable);
        return new()
        {
            AllowAutoRedirect = false, // a redirect would carry the credentials along
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            UseProxy = proxy is not null,
            Proxy = proxy,
            ConnectTimeout = TimeSpan.FromSeconds(Math.Min(options.TimeoutSeconds, 15)),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20), // a connection that dies while we write leaves us not knowing
        };
    }

    /// <summary>Sends once; cancelled only while nothing has left, since afterwards the answer alone tells what became of the mail.</summary>
    public async Task<WireAnswer> Post(string path, string token, JsonObject body, CancellationToken cancellationToken)
    {
        using var content = new WatchedContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var limit = new CancellationTokenSource(_patience);
        await using var stopping = cancellationToken.Register(() =>
        {
            if (!content.IsLeaving)
            {
                limit.Cancel();
            }
        });

        return await Ask(HttpMethod.Post, path, token, content, limit.Token, cancellationToken);
    }

    /// <summary>Asks without changing anything.</summary>
    public async Task<WireAnswer> Get(string path, string token, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);

        return await Ask(HttpMethod.Get, path, token, null, limit.Token, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<WireAnswer> Ask(HttpMethod method, string path, string token, WatchedContent? content, CancellationToken limit, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_base, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.UserAgent.ParseAdd("Nec");
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit);

            return new WireAnswer.Reply((int)response.StatusCode, await Body(response, limit), Wait(response));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            if (content?.IsLeaving == true)
            {
                return new WireAnswer.Silence();
            }

            cancellationToken.ThrowIfCancellationRequested();

            return new WireAnswer.NotReached();
        }
    }

    /// <summary>The beginning of the body; empty when it breaks off, for the status has said what matters.</summary>
    private static async Task<string> Body(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var body = new byte[LongestBody];
            var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);

            return Encoding.UTF8.GetString(body, 0, length);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or OperationCanceledException)
        {
            return "";
        }
    }

    // Seconds only: Graph gives no dates, and a date would have to be read against a clock.
    private static TimeSpan? Wait(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, TimeSpan.TicksPerSecond, TimeSpan.TicksPerDay)) : null;
}
