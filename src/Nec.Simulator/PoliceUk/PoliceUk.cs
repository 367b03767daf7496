using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>data.police.uk's interface under <c>/api</c>: forces, and the neighbourhoods of <c>dorset</c> with their people, priorities and events.</summary>
public sealed class PoliceUk : SimulatedServer
{
    internal static readonly JsonSerializerOptions Spelling = new(JsonSerializerDefaults.Web);

    private static readonly (DateTimeOffset From, DateTimeOffset To) Outage = (London.At(new(2019, 10, 21), new(0, 0)), London.At(new(2019, 10, 23), new(0, 0)));
    private static readonly (DateTimeOffset From, DateTimeOffset To) LostPriorities = (London.At(new(2020, 3, 20), new(0, 0)), London.At(new(2020, 3, 24), new(0, 0)));

    private readonly SimulatedTime time;

    internal PoliceUk(SimulatedTime time) => this.time = time;

    /// <summary>The base address of the interface: <c>http://127.0.0.1:1234/api</c>.</summary>
    public string BaseAddress => $"{Address}api";

    /// <summary>The ids of the neighbourhoods with a team of the contract year.</summary>
    public static IReadOnlyList<string> Neighbourhoods { get; } = [.. Area.All.Where(area => area.Town is not null).Select(area => area.Id)];

    private protected override Task Answer(HttpContext context)
    {
        var now = time.Now;
        var path = (context.Request.Path.Value ?? "/").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Within(Outage, now) ? Reply.Bytes(context, 503, null, [])
            : path is ["api", .. var route] ? Route(context, route, now)
            : NotFound(context);
    }

    private static Task Route(HttpContext context, string[] route, DateTimeOffset now) => route switch
    {
        ["forces"] => Json(context, ForceList.All),
        ["forces", var force] when ForceList.Find(force) is { } known => Json(context, ForceJson.Of(known)),
        ["dorset", "neighbourhoods"] => Json(context, Area.All.Select(area => new NamedJson(area.Id, area.EncodedName))),
        [var force, "neighbourhoods"] when ForceList.Find(force) is not null => Json(context, Array.Empty<NamedJson>()),
        ["dorset", var id, .. var section] when Area.Find(id) is { } area => Section(context, area, section, now),
        _ => NotFound(context),
    };

    private static Task Section(HttpContext context, Area area, string[] section, DateTimeOffset now) => section switch
    {
        [] => Json(context, area.Detail()),
        ["people"] => Json(context, area.People(now)),
        ["priorities"] when area.Town?.Slug == "bridport" && Within(LostPriorities, now) => NotFound(context),
        ["priorities"] => Json(context, PublishedPriorities.Of(area, now)),
        ["events"] => Json(context, LocalEvents.Ahead(area, now).Select(ahead => ahead.ToJson())),
        _ => NotFound(context),
    };

    private static bool Within((DateTimeOffset From, DateTimeOffset To) span, DateTimeOffset now) => now >= span.From && now < span.To;

    private static Task NotFound(HttpContext context) => Reply.Text(context, 404, "text/plain; charset=utf-8", "Not Found");

    private static Task Json<T>(HttpContext context, T body) => Reply.Bytes(context, 200, "application/json", JsonSerializer.SerializeToUtf8Bytes(body, Spelling));

    private sealed record ForceJson(
        string Id, string Name, string Url, string Telephone, string? Description, [property: JsonPropertyName("engagement_methods")] IReadOnlyList<object> EngagementMethods)
    {
        public static ForceJson Of(NamedJson force) => new(
            force.Id, force.Name, "", "101", null,
            [
                new { type = (string?)null, title = "facebook", description = (string?)null, url = $"http://www.facebook.com/{force.Id}sim" },
                new { title = "telephone", description = "101", url = "" },
            ]);
    }
}

internal sealed record NamedJson(string Id, string Name);
