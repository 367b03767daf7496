using System.Net;
using System.Net.Http.Headers;
using Nec.Integrations.Http;
using RestSharp;
using RestSharp.Interceptors;

namespace Nec.Integrations.WebPages;

/// <summary>Fetches the web pages that contracts name, unless a site's robots.txt asks us not to.</summary>
public sealed class PageClient(IRestClient rest, WebPageOptions options, TimeProvider realTime)
{
    private readonly Dictionary<string, string> _hosts = new(options.Hosts, StringComparer.OrdinalIgnoreCase);
    private readonly Robots _robots = new(rest, options, realTime);

    /// <summary>On real time, as everything outside is.</summary>
    public PageClient(IRestClient rest, WebPageOptions options)
        : this(rest, options, TimeProvider.System)
    {
    }

    /// <summary>The page at an address; anything but a document of text is refused.</summary>
    public Task<PageFetch> Fetch(string url, CancellationToken cancellationToken) => Fetch(url, null, cancellationToken);

    /// <summary>The same, or <see cref="PageFetch.NotModified"/> when the server says that it is still the page that came with these validators.</summary>
    public async Task<PageFetch> Fetch(string url, PageValidators? since, CancellationToken cancellationToken) =>
        await Ask(url, since, cancellationToken) switch
        {
            PageFetch.Ok other when !IsText(other.ContentType) => new PageFetch.Unable($"the address answers with {other.ContentType}, not a web page"),
            var fetch => fetch,
        };

    /// <summary>Whatever is published at an address, of any kind: contracts are often PDFs.</summary>
    public Task<PageFetch> FetchAny(string url, CancellationToken cancellationToken) => Ask(url, null, cancellationToken);

    private async Task<PageFetch> Ask(string url, PageValidators? since, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            return new PageFetch.Unable("the address is not http or https");
        }

        if (address.UserInfo.Length > 0)
        {
            return new PageFetch.Unable("the address holds a user name or password, which we do not send");
        }

        var askedAt = Rehosted(address);
        if (await _robots.Refusal(address, askedAt, cancellationToken) is { } refusal)
        {
            return new PageFetch.Unable(refusal);
        }

        var response = await rest.ExecuteGetAsync(Request(askedAt, since), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        return Read(response, since);
    }

    private RestRequest Request(Uri askedAt, PageValidators? since)
    {
        var request = new RestRequest(askedAt).AddHeader("Accept", "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.1");
        request.Interceptors = [new RedirectsAskRobots(_robots)];
        if (EntityTagHeaderValue.TryParse(since?.ETag, out var tag))
        {
            request.AddHeader("If-None-Match", tag.ToString());
        }

        if (since?.LastModified is { } date && RetryConditionHeaderValue.TryParse(date, out var parsed) && parsed.Date is not null)
        {
            request.AddHeader("If-Modified-Since", date.Trim());
        }

        return request;
    }

    private static PageFetch Read(RestResponse response, PageValidators? since)
    {
        var (tag, modified) = (Header(response.Headers, "ETag"), Header(response.ContentHeaders, "Last-Modified"));
        if (since is not null && response.StatusCode == HttpStatusCode.NotModified)
        {
            return new PageFetch.NotModified(new(tag ?? since.ETag, modified ?? since.LastModified));
        }

        return Reply.WhyUnable(response) is { } reason ? new PageFetch.Unable(reason) { IsAbsent = response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone }
            : new PageFetch.Ok(response.RawBytes ?? [], Header(response.ContentHeaders, "Content-Type") ?? response.ContentType) { ETag = tag, LastModified = modified };
    }

    private Uri Rehosted(Uri address) => _hosts.TryGetValue(address.Host, out var elsewhere)
        ? new Uri($"{elsewhere.TrimEnd('/')}{address.PathAndQuery}")
        : address;

    private static bool IsText(string? contentType) =>
        string.IsNullOrEmpty(contentType) || contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || contentType.Contains("xhtml", StringComparison.OrdinalIgnoreCase);

    // RestSharp's own property for the content type has lost the charset.
    private static string? Header(IReadOnlyCollection<HeaderParameter>? headers, string name) =>
        headers?.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    // A page may have moved to a part of the site, or to a site, that wants to be left alone.
    private sealed class RedirectsAskRobots(Robots robots) : Interceptor
    {
        public override ValueTask BeforeHttpRequest(HttpRequestMessage requestMessage, CancellationToken cancellationToken)
        {
            requestMessage.Options.Set(RedirectHandler.Gate, (next, token) => robots.Refusal(next, next, token));
            return ValueTask.CompletedTask;
        }
    }
}
