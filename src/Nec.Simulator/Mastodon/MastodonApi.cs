using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>The instances of a federation, each under a path of its own name: <c>/social.example.org/api/v1/accounts/lookup?acct=north</c>. Anybody may ask, save at one in limited mode.</summary>
public sealed class MastodonApi : SimulatedServer
{
    /// <summary>An instance that answers only those who are signed in.</summary>
    public const string LimitedInstance = "limited.example.org";

    private readonly SimulatedTime time;
    private readonly ConcurrentDictionary<SimulatedMastodonAccount, string> reassigned = new();

    internal MastodonApi(SimulatedTime time) => this.time = time;

    /// <summary>Where an instance answers.</summary>
    public Uri AddressOf(string instance) => new(Address, instance);

    /// <summary>The path that answers for one account of an instance.</summary>
    public static string LookupPath(string instance) => $"/{instance}/api/v1/accounts/lookup";

    /// <summary>From now on the name is another account's.</summary>
    public void Reassign(SimulatedMastodonAccount account, string id) => reassigned[account] = id;

    private protected override Task Answer(HttpContext context)
    {
        Limits(context, remaining: 299, time.Now.AddMinutes(5));
        var path = (context.Request.Path.Value ?? "/").Split('/', 3, StringSplitOptions.RemoveEmptyEntries);
        return path switch
        {
            [var instance, "api", "v2/instance"] => Send(context, new JsonObject { ["domain"] = instance, ["title"] = "Simulated", ["version"] = "4.5.0" }),
            [LimitedInstance, "api", _] => Error(context, 401, "This method requires an authenticated user"),
            [var instance, "api", "v1/accounts/lookup"] => Lookup(context, instance),
            _ => Reply.Text(context, 404, "text/html; charset=utf-8", "<!DOCTYPE html><title>The page you are looking for isn't here.</title>"),
        };
    }

    /// <summary>The rate headers: the reset as a date and time with microseconds.</summary>
    internal static void Limits(HttpContext context, int remaining, DateTimeOffset reset)
    {
        context.Response.Headers["X-RateLimit-Limit"] = "300";
        context.Response.Headers["X-RateLimit-Remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["X-RateLimit-Reset"] = reset.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
    }

    internal static Task Error(HttpContext context, int status, string error)
        => Reply.Text(context, status, "application/json; charset=utf-8", new JsonObject { ["error"] = error }.ToJsonString());

    private Task Lookup(HttpContext context, string instance)
    {
        var (name, home) = context.Request.Query["acct"].ToString().Split('@') is [var before, var after] ? (before, after) : (context.Request.Query["acct"].ToString(), instance);
        return SimulatedMastodonAccount.All.FirstOrDefault(each => each.Instance == instance && home == instance && each.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } account
            ? Send(context, ToJson(account))
            : Error(context, 404, "Record not found");
    }

    private JsonObject ToJson(SimulatedMastodonAccount account)
    {
        var json = new JsonObject
        {
            ["id"] = reassigned.GetValueOrDefault(account, account.Id),
            ["username"] = account.Name,
            ["acct"] = account.Name,
            ["display_name"] = $"{account.Name} (simulated)",
            ["url"] = $"https://{account.Instance}/@{account.Name}",
            ["followers_count"] = account.FollowersOn(time.Today),
            ["following_count"] = 12,
            ["statuses_count"] = 345,
            ["last_status_at"] = account.LastPostOn(time.Today)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        if (account == SimulatedMastodonAccount.Moved)
        {
            json["moved"] = new JsonObject { ["id"] = "109000000000000099", ["username"] = "north", ["acct"] = "north@other.example.org" };
        }

        if (account == SimulatedMastodonAccount.Suspended)
        {
            json["suspended"] = true; // told only when it is so
        }

        return json;
    }

    private static Task Send(HttpContext context, JsonObject body) => Reply.Text(context, 200, "application/json; charset=utf-8", body.ToJsonString());
}
