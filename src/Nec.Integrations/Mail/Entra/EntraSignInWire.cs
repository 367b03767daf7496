using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nec.Integrations.Mail.Entra;

/// <summary>
/// Stands between the sign-in package and the wire. The package takes https addresses only, so an authority on this machine, a simulated one, is asked in
/// clear here; and it trips over a success that holds no token, a proxy's web page say, so that becomes a failed request.
/// </summary>
internal sealed class EntraSignInWire(bool inClear, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (inClear && request.RequestUri is { IsLoopback: true } address)
        {
            request.RequestUri = new UriBuilder(address) { Scheme = "http" }.Uri;
        }

        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(64 * 1024, cancellationToken);
        if (response.IsSuccessStatusCode && !HoldsToken(await response.Content.ReadAsStringAsync(cancellationToken)))
        {
            response.Dispose();
            throw new HttpRequestException("the sign-in answered without a token");
        }

        return response;
    }

    private static bool HoldsToken(string body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject reply && reply["access_token"] is JsonValue token && token.GetValueKind() == JsonValueKind.String;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
