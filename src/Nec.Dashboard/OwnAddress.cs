using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Nec.Application.Notices;

namespace Nec.Dashboard;

/// <summary>
/// Nec's address as files and printed pages name it: <c>Mail:PublicAddress</c>, or the first address that Nec listens at. Never the request's own host,
/// which whoever asks could forge.
/// </summary>
internal sealed class OwnAddress(NoticeSettings mail, IServer server)
{
    /// <summary>The whole address of a path here; <paramref name="path"/> begins with a slash.</summary>
    public string Of(string path) => (mail.PublicAddress is { Length: > 0 } set ? set : Listening) + path;

    /// <summary>The whole address of the page that a request asks for.</summary>
    public string Of(HttpRequest request) => Of($"{(mail.PublicAddress is { Length: > 0 } ? "" : request.PathBase.ToString())}{request.Path}{request.QueryString}");

    private string Listening => (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "").TrimEnd('/');
}
