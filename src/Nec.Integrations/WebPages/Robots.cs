using System.Collections.Concurrent;
using System.Net;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.WebPages;

/// <summary>Asks each host once a day which of its pages it wants left alone, through the same guard and at the same pace as its pages.</summary>
internal sealed class Robots(IRestClient rest, WebPageOptions options, TimeProvider realTime)
{
    private static readonly TimeSpan Good = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _settings = new(options.Robots, StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a page is not to be read; null when it may be.</summary>
    /// <param name="address">The page's address, as the contract has it.</param>
    /// <param name="askedAt">Where it is asked for, when its host is served elsewhere.</param>
    public async Task<string?> Refusal(Uri address, Uri askedAt, CancellationToken cancellationToken)
    {
        if (_settings.TryGetValue(address.IdnHost, out var rule) && rule.Equals(WebPageOptions.IgnoreRobots, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var host = _hosts.GetOrAdd(askedAt.GetLeftPart(UriPartial.Authority), _ => new Host());
        await host.Turn.WaitAsync(cancellationToken); // many pages of one host may begin at once: one of them asks
        try
        {
            if (host.File is null || realTime.GetUtcNow() - host.ReadAt >= Good)
            {
                if (await Ask(askedAt, host, cancellationToken) is { } unreadable)
                {
                    return unreadable;
                }
            }
        }
        finally
        {
            host.Turn.Release();
        }

        return host.File?.Allows(address) == false ? $"robots.txt of {address.IdnHost} asks us not to read this page" : null;
    }

    // A failure is not kept: the host may be back for the next page, and while it is not its circuit answers.
    private async Task<string?> Ask(Uri askedAt, Host host, CancellationToken cancellationToken)
    {
        var response = await rest.ExecuteGetAsync(new RestRequest(new Uri(askedAt, "/robots.txt")).AddHeader("Accept", "text/plain,*/*;q=0.1"), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var refusal = Reply.WhyUnable(response);
        if (refusal is null || (response.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests))
        {
            (host.File, host.ReadAt) = (refusal is null ? RobotsFile.Parse(response.RawBytes) : RobotsFile.AllowsAll, realTime.GetUtcNow());
            return null;
        }

        // What was read once holds until it can be read again (RFC 9309, 2.4); what we ourselves refuse needs no second name.
        return host.File is not null ? null
            : Reply.Refusal(response.ErrorException) is { Passing: false } ? refusal
            : $"robots.txt could not be read: {refusal}";
    }

    private sealed class Host
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public RobotsFile? File { get; set; }

        public DateTimeOffset ReadAt { get; set; }
    }
}
