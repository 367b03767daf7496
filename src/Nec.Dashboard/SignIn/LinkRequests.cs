using System.Threading.Channels;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nec.Application.Notices;
using Nec.Storage;
using Npgsql;

namespace Nec.Dashboard.SignIn;

/// <summary>Somebody asks for a link.</summary>
/// <param name="Address">The address that it goes to, if it is known.</param>
/// <param name="ReturnPath">The page of ours that it leads to; null for the first one.</param>
/// <param name="IsSecond">Whether the client has asked so often that others come first.</param>
internal sealed record LinkRequest(string Address, string? ReturnPath, bool IsSecond);

/// <summary>
/// Sends links to those who asked and are known. An ask is declined only while the person has a link that works, is not used and is fresh:
/// nobody can keep them from having one by asking for theirs. It works behind the answer, not before it: neither the answer nor the time
/// that it takes tells whether an address is known.
/// </summary>
internal sealed partial class LinkRequests(
    KnownPeople people,
    SignInLinks links,
    SignInMail mail,
    OwnAddress own,
    IOptionsMonitor<CookieAuthenticationOptions> cookies,
    ILogger<LinkRequests> logger) : BackgroundService
{
    /// <summary>For how long after it was mailed a link that is not used stands for another one.</summary>
    public const int FreshMinutes = 5;

    // So that nobody's mailbox is filled by a stranger: at most five mails in 15 minutes.
    private const int EnoughForFirst = 3;
    private const int EnoughForSecond = 1;
    private const int MostWaiting = 200;

    private readonly Channel<LinkRequest> _asked = Channel.CreateBounded<LinkRequest>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Never waits, never says what becomes of it. Half the places are kept for those who have not asked often.</summary>
    public void Ask(LinkRequest request)
    {
        if (!request.IsSecond || _asked.Reader.Count < MostWaiting / 2)
        {
            _asked.Writer.TryWrite(request);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var request in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Send(request, stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or StorageException)
            {
                LogNotSent(failure); // the next who asks is served all the same
            }
        }
    }

    private async Task Send(LinkRequest request, CancellationToken cancellationToken)
    {
        if (people.Find(request.Address) is not { } person)
        {
            LogUnknown();
            return;
        }

        var now = cookies.Get(Session.Scheme).TimeProvider!.GetUtcNow(); // real time, like everything about signing in
        var expiresAt = now.AddMinutes(SignInNotices.LinkMinutes);
        var link = person with { IsMailed = true, ReturnPath = request.ReturnPath };
        var enough = request.IsSecond ? EnoughForSecond : EnoughForFirst;
        if (await links.CreateUnless(enough, expiresAt.AddMinutes(-FreshMinutes), link, expiresAt, now, cancellationToken) is not { } token)
        {
            LogEnough();
            return;
        }

        await mail(request.Address, own.Of($"/sign-in/{token}"), SignInNotices.LinkMinutes, cancellationToken);
        LogQueued(person.Role);
    }

    [LoggerMessage(LogLevel.Information, "A sign-in link for the role {Role} was put into the outbox")]
    private partial void LogQueued(string role);

    [LoggerMessage(LogLevel.Information, "A sign-in link was asked for by an address that nobody knows")]
    private partial void LogUnknown();

    [LoggerMessage(LogLevel.Warning, "No sign-in link was sent: its reader has fresh ones that are not used")]
    private partial void LogEnough();

    [LoggerMessage(LogLevel.Error, "A sign-in link could not be put into the outbox")]
    private partial void LogNotSent(Exception failure);
}
