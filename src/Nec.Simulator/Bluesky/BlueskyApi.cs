using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>The open network's public view: <c>/xrpc/app.bsky.actor.getProfiles</c>, twenty-five at a time, <c>getProfile</c> and <c>app.bsky.feed.getAuthorFeed</c>. Nobody signs in.</summary>
public sealed class BlueskyApi : SimulatedServer
{
    /// <summary>The path that answers for several actors.</summary>
    public const string ProfilesPath = "/xrpc/app.bsky.actor.getProfiles";

    /// <summary>The path that answers with what an actor posted.</summary>
    public const string FeedPath = "/xrpc/app.bsky.feed.getAuthorFeed";

    private const int MostAtOnce = 25;

    private readonly SimulatedTime time;
    private readonly ConcurrentDictionary<string, string> moved = new(StringComparer.Ordinal);

    internal BlueskyApi(SimulatedTime time) => this.time = time;

    /// <summary>From now on the actor has another handle; the old one is nobody's.</summary>
    public void Move(SimulatedActor actor, string handle) => moved[actor.Did] = handle;

    private protected override Task Answer(HttpContext context) => context.Request.Path.Value switch
    {
        ProfilesPath => Profiles(context),
        "/xrpc/app.bsky.actor.getProfile" => Profile(context),
        FeedPath => Feed(context),
        _ => Error(context, 501, "MethodNotImplemented", "Method Not Implemented"),
    };

    internal static Task Error(HttpContext context, int status, string error, string message)
        => Reply.Text(context, status, "application/json; charset=utf-8", new JsonObject { ["error"] = error, ["message"] = message }.ToJsonString());

    private Task Profiles(HttpContext context)
    {
        var actors = context.Request.Query["actors"];
        if (actors.Count is 0 or > MostAtOnce)
        {
            return Error(context, 400, "InvalidRequest", actors.Count == 0 ? "Error: Params must have the property \"actors\"" : "Error: actors must not have more than 25 elements");
        }

        if (actors.Any(actor => !IsIdentifier(actor)))
        {
            return Error(context, 400, "InvalidRequest", "Error: actors/0 must be a valid did or a handle"); // one wrong actor spoils the call
        }

        var found = actors.Select(actor => Find(actor!)).OfType<SimulatedActor>().Where(IsShown); // the others are left out without a word
        return Send(context, new JsonObject { ["profiles"] = new JsonArray([.. found.Select(ToJson)]) });
    }

    private Task Profile(HttpContext context) => Find(context.Request.Query["actor"].ToString()) switch
    {
        null => Error(context, 400, "InvalidRequest", "Profile not found"),
        var actor when actor == SimulatedActor.TakenDown => Error(context, 400, "AccountTakedown", "Account has been suspended"),
        var actor when actor == SimulatedActor.Deactivated => Error(context, 400, "AccountDeactivated", "Account is deactivated"),
        var actor => Send(context, ToJson(actor)),
    };

    private Task Feed(HttpContext context)
    {
        if (Find(context.Request.Query["actor"].ToString()) is not { } actor || !IsShown(actor))
        {
            return Error(context, 400, "InvalidRequest", "Profile not found");
        }

        var feed = new JsonArray();
        if (actor.LastPostAt(time.Now) is { } at)
        {
            feed.Add(new JsonObject { ["post"] = new JsonObject { ["uri"] = $"at://{actor.Did}/app.bsky.feed.post/3simulated", ["author"] = new JsonObject { ["did"] = actor.Did }, ["indexedAt"] = Text(at) } });
        }

        return Send(context, new JsonObject { ["feed"] = feed });
    }

    private SimulatedActor? Find(string actor) => SimulatedActor.All.FirstOrDefault(each => each.Did == actor || HandleOf(each).Equals(actor, StringComparison.OrdinalIgnoreCase));

    private string HandleOf(SimulatedActor actor) => moved.GetValueOrDefault(actor.Did, actor.Handle);

    private JsonObject ToJson(SimulatedActor actor) => new()
    {
        ["did"] = actor.Did,
        ["handle"] = HandleOf(actor),
        ["displayName"] = $"{actor.Handle} (simulated)",
        ["followersCount"] = actor.FollowersOn(time.Today),
        ["followsCount"] = 12,
        ["postsCount"] = 345,
    };

    private static bool IsShown(SimulatedActor actor) => actor != SimulatedActor.TakenDown && actor != SimulatedActor.Deactivated;

    private static bool IsIdentifier(string? actor) => actor is not null && (actor.StartsWith("did:", StringComparison.Ordinal) || (actor.Contains('.') && actor.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-')));

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static Task Send(HttpContext context, JsonObject body) => Reply.Text(context, 200, "application/json; charset=utf-8", body.ToJsonString());
}
