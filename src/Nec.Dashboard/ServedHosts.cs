using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nec.Application.Notices;
using Nec.Dashboard.Api;

namespace Nec.Dashboard;

/// <summary>
/// Refuses requests for a host that is not ours: neither a cache nor a page that another site puts our answers into gets any. Ours are those of
/// <c>Mail:PublicAddress</c>, <c>Dashboard:Hosts</c> and <c>Urls</c>; this machine's own names and the health checks are always served. When neither of the first
/// two is set, every host is, and the log says so at the start.
/// </summary>
internal sealed partial class ServedHosts
{
    private const string Any = "*";
    private static readonly string[] AllInterfaces = ["*", "+", "0.0.0.0", "[::]"];

    private readonly string? _publicAddress;
    private readonly HashSet<string>? _hosts; // null: every host

    public ServedHosts(NoticeSettings mail, IOptions<DashboardOptions> dashboard, IConfiguration configuration, ILogger<ServedHosts> logger)
    {
        _publicAddress = mail.PublicAddress is { Length: > 0 } set ? set : null;
        var further = dashboard.Value.Hosts;
        if (_publicAddress is null && further.Count == 0)
        {
            LogEvery(logger);
        }
        else if (!further.Contains(Any))
        {
            _hosts = further.Concat(Listening(configuration["Urls"])).Select(Plain).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (Uri.TryCreate(_publicAddress, UriKind.Absolute, out var address))
            {
                _hosts.Add(NameOf(address));
            }
        }
    }

    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        if (Serves(context.Request))
        {
            await next(context);
            return;
        }

        var sentence = _publicAddress is null ? "Nec is not served under this name." : $"Nec is not served under this name: open {_publicAddress} instead.";
        if (ApiProblem.Concerns(context))
        {
            await ApiProblem.Of(StatusCodes.Status421MisdirectedRequest, sentence).ExecuteAsync(context);
            return;
        }

        // No page: its style sheet and links would be refused too.
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync($"{sentence}\n", context.RequestAborted);
    }

    /// <summary>Whether a host name, without port, is of this machine itself: <c>localhost</c>, 127.0.0.0/8, <c>[::1]</c>, or what stands for every interface.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));

    private bool Serves(HttpRequest request) =>
        _hosts is null || IsLoopback(request.Host.Host) || _hosts.Contains(Plain(request.Host.Host)) || request.Path.StartsWithSegments("/healthz", StringComparison.Ordinal);

    private static string Plain(string host) => host.TrimEnd('.');

    private static string NameOf(Uri address) => address.HostNameType == UriHostNameType.IPv6 ? address.Host : address.IdnHost;

    private static IEnumerable<string> Listening(string? urls) =>
        from url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        let host = BindingAddress.Parse(url).Host
        where !AllInterfaces.Contains(host)
        select host;

    [LoggerMessage(LogLevel.Warning, "Requests for any host name are served: set Mail:PublicAddress to the address that people use")]
    private static partial void LogEvery(ILogger logger);
}
