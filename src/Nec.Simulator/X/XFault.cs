using System.Globalization;
using System.Text.Json.Nodes;

namespace Nec.Simulator;

/// <summary>The ways of failing that are this network's own; the rest are <see cref="HttpFault"/>'s.</summary>
public static class XFault
{
    /// <summary>429: too many calls in the quarter of an hour, which ends at the reset header's instant.</summary>
    public static HttpFault RateLimited(DateTimeOffset reset) => new("rate limit", (context, _) =>
    {
        context.Response.Headers["x-rate-limit-limit"] = "300";
        context.Response.Headers["x-rate-limit-remaining"] = "0";
        context.Response.Headers["x-rate-limit-reset"] = reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return Reply.Text(context, 429, "application/json", """{"errors":[{"code":88,"message":"Rate limit exceeded"}]}""");
    });

    /// <summary>429 too, with healthy rate headers: the month's allowance is used up, until an instant when it is told.</summary>
    public static HttpFault UsageCapped(bool oldHost = false, DateTimeOffset? until = null) => new("usage cap", (context, _) =>
    {
        context.Response.Headers["x-rate-limit-limit"] = "40000";
        context.Response.Headers["x-rate-limit-remaining"] = "39999";
        if (until is { } reset)
        {
            context.Response.Headers["x-rate-limit-reset"] = reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }

        var body = (new XProblem(429, "UsageCapExceeded", "Usage cap exceeded: Monthly product cap", "usage-capped") { OldHost = oldHost }).ToJson();
        (body["period"], body["scope"], body["product_name"], body["account_id"]) = ("Monthly", "Product", "standard-basic", "77");
        return Reply.Text(context, 429, "application/problem+json", body.ToJsonString());
    });

    /// <summary>402: the prepaid credits are used up.</summary>
    public static HttpFault NoCredits() => new("no credits", (context, _) => XProblem.CreditsDepleted.Send(context));

    /// <summary>401: the token is not known, or revoked.</summary>
    public static HttpFault BadToken() => new("bad token", (context, _) => XProblem.Unauthorized.Send(context));

    /// <summary>403: the app stands in no project.</summary>
    public static HttpFault ClientForbidden(bool oldHost = false) => new("client forbidden", (context, _) => (XProblem.ClientForbidden with { OldHost = oldHost }).Send(context));

    /// <summary>A problem where the users should be, with status 200.</summary>
    public static HttpFault ProblemAsSuccess() => new("problem with status 200", (context, _) => XProblem.Unauthorized.Send(context, status: 200));

    /// <summary>Users without their numbers.</summary>
    public static HttpFault WithoutMetrics() => Spoiled("without metrics", body =>
    {
        foreach (var user in body["data"]!.AsArray())
        {
            user!.AsObject().Remove("public_metrics");
        }
    });

    /// <summary>One user is left out, and no error says so.</summary>
    public static HttpFault Omitting(string username) => Spoiled("omission", body =>
    {
        var data = body["data"]!.AsArray();
        data.Remove(data.First(user => (string?)user!["username"] == username));
    });

    private static HttpFault Spoiled(string name, Action<JsonObject> spoil) => new(name, async (context, good) =>
    {
        var body = JsonNode.Parse(await Reply.Held(context, good))!.AsObject(); // the good answer is always an object
        spoil(body);
        await Reply.Text(context, context.Response.StatusCode, "application/json; charset=utf-8", body.ToJsonString());
    });
}
