using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.WebPages;

/// <summary>Fetches the web pages that contracts name.</summary>
public sealed class PageClient(IRestClient rest, WebPageOptions options)
{
    private readonly Dictionary<string, string> _hosts = new(options.Hosts, StringComparer.OrdinalIgnoreCase);

    /// <summary>The page at an address; anything but a document of text is refused.</summary>
    public async Task<PageFetch> Fetch(string url, CancellationToken cancellationToken) =>
        await FetchAny(url, cancellationToken) switch
        {
            PageFetch.Ok other when !IsText(other.ContentType) => new PageFetch.Unable($"the address answers with {other.ContentType}, not a web page"),
            var fetch => fetch,
        };

    /// <summary>Whatever is published at an address, of any kind: contracts are often PDFs.</summary>
    public async Task<PageFetch> FetchAny(string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            return new PageFetch.Unable("the address is not http or https");
        }

        if (address.UserInfo.Length > 0)
        {
            return new PageFetch.Unable("the address holds a user name or password, which we do not send");
        }

        var request = new RestRequest(Rehosted(address)).AddHeader("Accept", "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.1");
        var response = await rest.ExecuteGetAsync(request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        return Reply.WhyUnable(response) is { } reason ? new PageFetch.Unable(reason) { IsAbsent = response.StatusCode is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.Gone }
            : new PageFetch.Ok(response.RawBytes ?? [], ContentType(response));
    }

    private Uri Rehosted(Uri address) => _hosts.TryGetValue(address.Host, out var elsewhere)
        ? new Uri($"{elsewhere.TrimEnd('/')}{address.PathAndQuery}")
        : address;

    private static bool IsText(string? contentType) =>
        string.IsNullOrEmpty(contentType) || contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || contentType.Contains("xhtml", StringComparison.OrdinalIgnoreCase);

    // RestSharp's own property has lost the charset.
    private static string? ContentType(RestResponse response) =>
        response.ContentHeaders?.FirstOrDefault(header => string.Equals(header.Name, "Content-Type", StringComparison.OrdinalIgnoreCase))?.Value ?? response.ContentType;
}
