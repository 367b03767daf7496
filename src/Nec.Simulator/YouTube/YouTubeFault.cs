using System.Globalization;
using System.Text.Json.Nodes;

namespace Nec.Simulator;

/// <summary>The ways of failing that are this network's own; the rest are <see cref="HttpFault"/>'s.</summary>
public static class YouTubeFault
{
    /// <summary>The error envelope with this reason and its usual status: <c>Error("quotaExceeded")</c>.</summary>
    public static HttpFault Error(string reason) => new(reason, (context, _) => YouTubeError.Of(reason).Send(context));

    /// <summary>A key that is not valid, as it is told today: a vague reason, and the exact one in the details.</summary>
    public static HttpFault InvalidKey() => new("invalid key", (context, _) => YouTubeError.InvalidKey.Send(context));

    /// <summary>The error as a plain string, as when signing in fails.</summary>
    public static HttpFault PlainError(string error = "invalid_grant") => new("plain error", (context, _)
        => Reply.Text(context, 401, "application/json; charset=UTF-8", new JsonObject { ["error"] = error, ["error_description"] = "Bad Request" }.ToJsonString()));

    /// <summary>The good answer with numbers as numbers, as some have seen it.</summary>
    public static HttpFault NumbersAsNumbers() => Spoiled("numbers as numbers", statistics =>
        statistics["subscriberCount"] = long.Parse((string)statistics["subscriberCount"]!, CultureInfo.InvariantCulture));

    /// <summary>The good answer without the count.</summary>
    public static HttpFault WithoutCount() => Spoiled("without count", statistics => statistics.Remove("subscriberCount"));

    private static HttpFault Spoiled(string name, Action<JsonObject> spoil) => new(name, async (context, good) =>
    {
        var body = JsonNode.Parse(await Reply.Held(context, good))!.AsObject(); // the good answer is always an object
        foreach (var channel in body["items"]!.AsArray())
        {
            spoil(channel!["statistics"]!.AsObject());
        }

        await Reply.Text(context, context.Response.StatusCode, "application/json; charset=UTF-8", body.ToJsonString());
    });
}
