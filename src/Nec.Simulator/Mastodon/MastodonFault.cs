using System.Text.Json.Nodes;

namespace Nec.Simulator;

/// <summary>The ways of failing that are this network's own; the rest are <see cref="HttpFault"/>'s.</summary>
public static class MastodonFault
{
    /// <summary>The error object with its status: <c>Error(404, "Record not found")</c>.</summary>
    public static HttpFault Error(int status, string error) => new($"error {status}", (context, _) => MastodonApi.Error(context, status, error));

    /// <summary>429 with the reset as a date and time.</summary>
    public static HttpFault RateLimited(DateTimeOffset reset) => new("rate limit", (context, _) =>
    {
        MastodonApi.Limits(context, remaining: 0, reset);
        return MastodonApi.Error(context, 429, "Too many requests");
    });

    /// <summary>The good answer without one field.</summary>
    public static HttpFault WithoutField(string field) => new($"without {field}", async (context, good) =>
    {
        var body = JsonNode.Parse(await Reply.Held(context, good))!.AsObject(); // the good answer is always an object
        body.Remove(field);
        await Reply.Text(context, context.Response.StatusCode, "application/json; charset=utf-8", body.ToJsonString());
    });
}
