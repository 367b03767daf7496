using System.Globalization;
using System.Text.Json.Nodes;

namespace Nec.Simulator;

/// <summary>The ways of failing that are this network's own; the rest are <see cref="HttpFault"/>'s.</summary>
public static class BlueskyFault
{
    /// <summary>The error object with its status: <c>Error(400, "AccountTakedown", …)</c>.</summary>
    public static HttpFault Error(int status, string error, string message = "") => new(error, (context, _) => BlueskyApi.Error(context, status, error, message));

    /// <summary>429 with the reset in Unix seconds.</summary>
    public static HttpFault RateLimited(DateTimeOffset reset) => new("rate limit", (context, _) =>
    {
        context.Response.Headers["RateLimit-Limit"] = "3000";
        context.Response.Headers["RateLimit-Remaining"] = "0";
        context.Response.Headers["RateLimit-Reset"] = reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["RateLimit-Policy"] = "3000;w=300";
        return BlueskyApi.Error(context, 429, "RateLimitExceeded", "Rate Limit Exceeded");
    });

    /// <summary>Profiles without the number of followers, which is optional.</summary>
    public static HttpFault WithoutCounts() => new("without counts", async (context, good) =>
    {
        var body = JsonNode.Parse(await Reply.Held(context, good))!.AsObject(); // the good answer is always an object
        foreach (var profile in body["profiles"]!.AsArray())
        {
            profile!.AsObject().Remove("followersCount");
        }

        await Reply.Text(context, context.Response.StatusCode, "application/json; charset=utf-8", body.ToJsonString());
    });
}
