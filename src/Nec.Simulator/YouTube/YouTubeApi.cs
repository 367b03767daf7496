using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>The video network: <c>/youtube/v3/channels</c> by up to fifty ids, or by one handle. All its numbers are strings.</summary>
public sealed class YouTubeApi : SimulatedServer
{
    private const int MostAtOnce = 50;

    private readonly SimulatedTime time;

    internal YouTubeApi(SimulatedTime time) => this.time = time;

    /// <summary>The only key that is good; null takes any.</summary>
    public string? Key { get; set; }

    private protected override Task Answer(HttpContext context)
    {
        var (header, query) = (context.Request.Headers["X-Goog-Api-Key"].ToString(), context.Request.Query);
        var key = header.Length > 0 ? header : query["key"].ToString();
        return key.Length == 0 ? YouTubeError.NoKey.Send(context)
            : Key is { } good && key != good ? YouTubeError.InvalidKey.Send(context)
            : context.Request.Path != "/youtube/v3/channels" ? Reply.Text(context, 404, "text/html; charset=UTF-8", "<!DOCTYPE html><title>Error 404 (Not Found)!!1</title>")
            : Channels(context, query);
    }

    private Task Channels(HttpContext context, IQueryCollection query)
    {
        var ids = query["id"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        var handle = query["forHandle"].ToString();
        if (query["part"].ToString().Length == 0 || ids.Length > MostAtOnce || (ids.Length > 0) == (handle.Length > 0))
        {
            return new YouTubeError(400, "missingRequiredParameter", "No filter selected. Expected one of: id, forHandle", "youtube.parameter").Send(context);
        }

        var parts = query["part"].ToString().Split(',');
        var found = SimulatedChannel.All.Where(channel => handle.Length > 0 ? IsCalled(channel, handle) : ids.Contains(channel.Id)).ToList();
        var body = new JsonObject
        {
            ["kind"] = "youtube#channelListResponse",
            ["etag"] = "simulated",
            ["pageInfo"] = new JsonObject { ["totalResults"] = found.Count, ["resultsPerPage"] = found.Count },
        };
        if (found.Count > 0)
        {
            body["items"] = new JsonArray([.. found.Select(channel => ToJson(channel, parts))]); // left out when none matches
        }

        return Reply.Text(context, 200, "application/json; charset=UTF-8", body.ToJsonString());
    }

    private JsonObject ToJson(SimulatedChannel channel, string[] parts)
    {
        var json = new JsonObject { ["kind"] = "youtube#channel", ["etag"] = "simulated", ["id"] = channel.Id };
        if (parts.Contains("snippet"))
        {
            json["snippet"] = new JsonObject { ["title"] = $"{channel.Handle} (simulated)", ["customUrl"] = channel.Handle.ToLowerInvariant() };
        }

        if (parts.Contains("statistics"))
        {
            var isHidden = channel == SimulatedChannel.Hidden;
            var shown = isHidden ? 0 : channel.ShownOn(time.Today);
            json["statistics"] = new JsonObject
            {
                ["viewCount"] = "7654321",
                ["subscriberCount"] = shown.ToString(CultureInfo.InvariantCulture),
                ["hiddenSubscriberCount"] = isHidden,
                ["videoCount"] = "42",
            };
        }

        return json;
    }

    private static bool IsCalled(SimulatedChannel channel, string handle) => channel.Handle.AsSpan(1).Equals(handle.AsSpan().TrimStart('@'), StringComparison.OrdinalIgnoreCase);
}
