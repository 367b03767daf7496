using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>The short-message network: <c>/2/users/by?usernames=…</c>, a hundred at a time, and <c>/2/usage/tweets</c>.</summary>
public sealed class XApi : SimulatedServer
{
    /// <summary>A user who is found and not shown.</summary>
    public const string SuspendedUsername = "SuspendedSim";

    private const int MostAtOnce = 100;

    private readonly SimulatedTime time;
    private readonly ConcurrentDictionary<string, string> reassigned = new(StringComparer.OrdinalIgnoreCase);

    internal XApi(SimulatedTime time) => this.time = time;

    /// <summary>The only token that is good; null takes any.</summary>
    public string? BearerToken { get; set; }

    /// <summary>From now on the name is another account's.</summary>
    public void Reassign(string username, string id) => reassigned[username] = id;

    private protected override Task Answer(HttpContext context)
    {
        Limits(context, remaining: 299);
        var path = context.Request.Path.Value ?? "/";
        return !IsSignedIn(context.Request) ? XProblem.Unauthorized.Send(context)
            : path == "/2/users/by" ? Users(context)
            : path == "/2/usage/tweets" ? Send(context, new JsonObject { ["data"] = new JsonObject { ["cap_reset_day"] = 10, ["project_cap"] = "2000000", ["project_id"] = "77", ["project_usage"] = "0" } })
            : XProblem.NotFound(path).Send(context);
    }

    /// <summary>The rate headers: the reset in Unix seconds.</summary>
    internal void Limits(HttpContext context, int remaining)
    {
        context.Response.Headers["x-rate-limit-limit"] = "300";
        context.Response.Headers["x-rate-limit-remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["x-rate-limit-reset"] = time.Now.AddMinutes(15).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }

    private bool IsSignedIn(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && header.Length > 7 && (BearerToken is not { } good || header[7..] == good);
    }

    private Task Users(HttpContext context)
    {
        var names = context.Request.Query["usernames"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length is 0 or > MostAtOnce)
        {
            return XProblem.Invalid($"The number of values in the `usernames` query parameter list [{names.Length}] is not between 1 and 100").Send(context);
        }

        if (Array.Find(names, name => !IsUsername(name)) is { } bad)
        {
            return XProblem.Invalid($"The `usernames` query parameter value [{bad}] does not match ^[A-Za-z0-9_]{{1,15}}$").Send(context); // one wrong name spoils the call
        }

        var withMetrics = context.Request.Query["user.fields"].ToString().Split(',').Contains("public_metrics");
        var (data, errors) = (new JsonArray(), new JsonArray());
        foreach (var name in names)
        {
            if (SimulatedXUser.All.FirstOrDefault(user => user.Username.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } user)
            {
                data.Add(ToJson(user, withMetrics));
            }
            else
            {
                errors.Add(Missing(name));
            }
        }

        var body = new JsonObject();
        if (data.Count > 0)
        {
            body["data"] = data; // left out when nobody was found
        }

        if (errors.Count > 0)
        {
            body["errors"] = errors;
        }

        return Send(context, body);
    }

    private JsonObject ToJson(SimulatedXUser user, bool withMetrics)
    {
        var json = new JsonObject { ["id"] = reassigned.GetValueOrDefault(user.Username, user.Id), ["name"] = $"{user.Username} (simulated)", ["username"] = user.Username };
        if (withMetrics)
        {
            json["public_metrics"] = new JsonObject { ["followers_count"] = user.FollowersOn(time.Today), ["following_count"] = 12, ["tweet_count"] = 345, ["listed_count"] = 6 };
        }

        return json;
    }

    // A suspended user has the type of one who is not there; only title and detail tell.
    private static JsonObject Missing(string name)
    {
        var problem = name.Equals(SuspendedUsername, StringComparison.OrdinalIgnoreCase)
            ? new XProblem(200, "Forbidden", $"User has been suspended: [{name}].", "resource-not-found")
            : new XProblem(200, "Not Found Error", $"Could not find user with usernames: [{name}].", "resource-not-found");
        var json = problem.ToJson();
        json["resource_type"] = "user";
        json["parameter"] = "usernames";
        json["value"] = name;
        json["resource_id"] = name;
        return json;
    }

    private static bool IsUsername(string name) => name.Length <= 15 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static Task Send(HttpContext context, JsonObject body) => Reply.Text(context, 200, "application/json; charset=utf-8", body.ToJsonString());
}
