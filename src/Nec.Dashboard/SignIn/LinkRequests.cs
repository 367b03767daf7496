using System.Threading.Channels;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nec.Application.Notices;
using Nec.Storage;
using Npgsql;

namespace Nec.Dashboard.SignIn;

/// <summary>
/// Sends links to those who asked and are known. It works behind the answer, not before it: neither the answer nor the time that it takes tells
/// whether an address is known.
/// </summary>
internal sealed partial class LinkRequests(
    KnownPeople people,
    SignInLinks links,
    SignInMail mail,
    NoticeSettings settings,
    IServer server,
    IOptionsMonitor<CookieAuthenticationOptions> cookies,
    ILogger<LinkRequests> logger) : BackgroundService
{
    /// <summary>How long a mailed link works.</summary>
    public const int Minutes = 15;

    // So that nobody's mailbox is filled by a stranger.
    private const int MostAtOnce = 3;
    private const int MostWaiting = 200;

    private readonly Channel<string> _asked = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    // The request's own host name is not asked: whoever asks for a link could forge it, and the link would lead the reader to them.
    private string OurAddress => settings.PublicAddress ?? (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "").TrimEnd('/');

    /// <summary>Never waits, never says what becomes of it.</summary>
    public void Ask(string address) => _asked.Writer.TryWrite(address);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var address in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Send(address, stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or StorageException)
            {
                LogNotSent(failure); // the next who asks is served all the same
            }
        }
    }

    private async Task Send(string address, CancellationToken cancellationToken)
    {
        if (people.Find(address) is not { } person)
        {
            LogUnknown();
            return;
        }

        var now = cookies.Get(Session.Scheme).TimeProvider!.GetUtcNow(); // real time, like everything about signing in
        if (await links.CreateAtMost(MostAtOnce, person, now.AddMinutes(Minutes), now, cancellationToken) is not { } token)
        {
            LogEnough();
            return;
        }

        await mail(address, $"{OurAddress}/sign-in/{token}", Minutes, cancellationToken);
        LogQueued(person.Role);
    }

    [LoggerMessage(LogLevel.Information, "A sign-in link for the role {Role} was put into the outbox")]
    private partial void LogQueued(string role);

    [LoggerMessage(LogLevel.Information, "A sign-in link was asked for by an address that nobody knows")]
    private partial void LogUnknown();

    [LoggerMessage(LogLevel.Warning, "A sign-in link was asked for too often and not sent")]
    private partial void LogEnough();

    [LoggerMessage(LogLevel.Error, "A sign-in link could not be put into the outbox")]
    private partial void LogNotSent(Exception failure);
}
