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
/// Refuses requests for a host that is not ours: no cache and no page of another site gets our answers under a foreign name. Ours are those
/// of <c>Mail:PublicAddress</c>, <c>Dashboard:Hosts</c> and <c>Urls</c>; this machine's own names and the health checks are always served.
/// When neither of the first two is set, every host is served, and the log says so at the start.
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
            var address = Uri.TryCreate(_publicAddress, UriKind.Absolute, out var known) ? known.IdnHost : "";
            _hosts = further.Concat(Listening(configuration["Urls"])).Append(address).Select(HostName.Of).OfType<string>()
                .ToHashSet(StringComparer.Ordinal);
        }
    }

    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        if (Serves(context.Request))
        {
            await next(context);
            return;
        }

        var sentence = _publicAddress is null ? "Nec is not served under this name."
            : $"Nec is not served under this name: open {_publicAddress} instead.";
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

    /// <summary>Whether a request is for a health check, which depends on neither the host nor the person who asks.</summary>
    public static bool IsHealthCheck(HttpRequest request) => request.Path.StartsWithSegments("/healthz", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a host is this machine itself: <c>localhost</c>, 127.0.0.0/8, <c>[::1]</c>, or an address that means every interface.
    /// </summary>
    public static bool IsLoopback(HostString host) =>
        HostName.Of(host.Host) is { } name && (name == "localhost" || (IPAddress.TryParse(name, out var address)
            && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))));

    /// <summary>Whether a host is one that the settings name; any host when they name none.</summary>
    public bool IsOurs(HostString host) => _hosts is null || (HostName.Of(host.Host) is { } name && _hosts.Contains(name));

    private bool Serves(HttpRequest request) => IsOurs(request.Host) || IsLoopback(request.Host) || IsHealthCheck(request);

    private static IEnumerable<string> Listening(string? urls) =>
        from url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        let host = BindingAddress.Parse(url).Host
        where !AllInterfaces.Contains(host)
        select host;

    [LoggerMessage(LogLevel.Warning, "Requests for any host name are served: set Mail:PublicAddress to the address that people use")]
    private static partial void LogEvery(ILogger logger);
}
