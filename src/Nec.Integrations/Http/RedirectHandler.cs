using System.Net;

namespace Nec.Integrations.Http;

/// <summary>
/// Follows redirects itself, so that every hop is checked, paced and refused like a first address: the framework's own following would show a
/// proxy, and robots.txt, only the first.
/// </summary>
internal sealed class RedirectHandler(AddressGuard guard, bool follows, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Who has a say about each address that a redirect leads to: null to go on, otherwise why not.</summary>
    public static readonly HttpRequestOptionsKey<Func<Uri, CancellationToken, Task<string?>>> Gate = new("nec.gate");

    private const int Most = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var hops = 0; ; hops++)
        {
            await guard.Check(request, cancellationToken);
            var response = await base.SendAsync(request, cancellationToken);
            if (!follows || request.Method != HttpMethod.Get || !IsRedirect(response.StatusCode) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            request.RequestUri = await Next(request, location, hops, cancellationToken);
            request.Headers.Authorization = null; // meant for the first address only
        }
    }

    private static async Task<Uri> Next(HttpRequestMessage request, Uri location, int hops, CancellationToken cancellationToken)
    {
        var from = request.RequestUri!; // what has just answered
        var to = location.IsAbsoluteUri ? location : Uri.TryCreate(from, location, out var joined) ? joined : throw new RefusedException("the address redirects to what is no address");
        var refusal = hops == Most ? $"the address redirects more than {Most} times"
            : to.Scheme != Uri.UriSchemeHttp && to.Scheme != Uri.UriSchemeHttps ? "the address redirects to one that is not http or https"
            : to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttps ? "the address redirects from https to http, which we do not follow"
            : to.UserInfo.Length > 0 ? "the address redirects to one with a user name or password, which we do not send"
            : request.Options.TryGetValue(Gate, out var gate) ? await gate(to, cancellationToken)
            : null;

        return refusal is null ? to : throw new RefusedException(refusal);
    }

    private static bool IsRedirect(HttpStatusCode status) => status is
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
