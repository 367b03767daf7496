using System.Globalization;
using System.Text.Json;
using Nec.Core.Calendar;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.Bluesky;

/// <summary>The day of each account's last post, a call an account. What cannot be had is left open: it never costs the count.</summary>
internal sealed class BlueskyFeed(IRestClient rest)
{
    /// <summary>The looks with the days that could be had.</summary>
    public async Task<IReadOnlyList<AccountLook>> Date(IReadOnlyList<AccountLook> looks, CancellationToken cancellationToken)
    {
        var dated = new List<AccountLook>(looks.Count);
        var goOn = true;
        foreach (var look in looks)
        {
            if (goOn && look is { Look: Seen seen, NetworkId: { } did })
            {
                (var day, goOn) = await LastPost(did, cancellationToken);
                dated.Add(look with { Look = seen with { Reading = seen.Reading with { LastPostOn = day } } });
            }
            else
            {
                dated.Add(look);
            }
        }

        return dated;
    }

    // After a refusal nobody else is asked about: a limit would last longer, an outage would hold up the run.
    private async Task<(DateOnly? Day, bool GoOn)> LastPost(string did, CancellationToken cancellationToken)
    {
        var request = new RestRequest("xrpc/app.bsky.feed.getAuthorFeed").AddQueryParameter("actor", did).AddQueryParameter("limit", "1", encode: false);
        var response = await rest.ExecuteGetAsync(request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(); // RestSharp makes a reply of it

        return (response.IsSuccessStatusCode ? DayIn(response.RawBytes ?? []) : null, response.IsSuccessStatusCode || (int)response.StatusCode == 400);
    }

    private static DateOnly? DayIn(byte[] body)
    {
        try
        {
            var told = JsonSerializer.Deserialize<FeedJson>(body, JsonSerializerOptions.Web)?.Feed is [{ } entry, ..]
                ? entry.Reason?.IndexedAt ?? entry.Post?.IndexedAt // a repost counts on the day it was passed on
                : null;

            return DateTimeOffset.TryParse(told, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? LondonTime.DateOf(at) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record FeedJson(IReadOnlyList<EntryJson?>? Feed);

    private sealed record EntryJson(StampJson? Post, StampJson? Reason);

    private sealed record StampJson(string? IndexedAt);
}
