using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Nec.Application.Notices;

namespace Nec.Dashboard;

/// <summary>
/// Nec's address as files and printed pages name it: <c>Mail:PublicAddress</c>, or the first address that Nec listens at. Never the host of
/// the request, which its sender could forge.
/// </summary>
internal sealed class OwnAddress(NoticeSettings mail, IServer server)
{
    /// <summary>The whole address of a path here; <paramref name="path"/> begins with a slash.</summary>
    public string Of(string path) => (mail.PublicAddress is { Length: > 0 } set ? set : Listening) + path;

    /// <summary>The whole address of the page that a request asks for.</summary>
    public string Of(HttpRequest request)
    {
        var prefix = mail.PublicAddress is { Length: > 0 } ? "" : request.PathBase.ToString();
        return Of($"{prefix}{request.Path}{request.QueryString}");
    }

    private string Listening => (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "").TrimEnd('/');
}
