using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Nec.Simulator;

/// <summary>Several questions in one call: <c>POST /v26.0/</c> with the form field <c>batch</c>. Each entry has its own status, headers and body, the body being JSON as a string; one that did not finish is null.</summary>
internal static class GraphBatch
{
    private const int Most = 50;

    public static async Task Answer(HttpContext context, string version, string token, Func<HttpContext, Task> one)
    {
        if (await Questions(context) is not { Count: > 0 } questions)
        {
            await new GraphError(400, 100, null, "(#100) batch parameter must be a JSON array", "GraphBatchException").Send(context);
            return;
        }

        if (questions.Count > Most)
        {
            await new GraphError(400, 100, null, "Too many requests in batch message. Maximum batch size is 50", "GraphBatchException").Send(context);
            return;
        }

        var answers = new JsonArray();
        foreach (var question in questions)
        {
            answers.Add(await Entry(context, version, token, question, one));
        }

        await Reply.Text(context, 200, "application/json; charset=UTF-8", answers.ToJsonString(GraphApi.Spelling));
    }

    private static async Task<JsonArray?> Questions(HttpContext context)
    {
        try
        {
            return context.Request.HasFormContentType ? JsonNode.Parse((await context.Request.ReadFormAsync(context.RequestAborted))["batch"].ToString()) as JsonArray : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<JsonNode?> Entry(HttpContext context, string version, string token, JsonNode? question, Func<HttpContext, Task> one)
    {
        var relative = ((string?)question?["relative_url"] ?? "").TrimStart('/'); // it may name the version itself
        var address = new Uri($"http://graph.invalid/{(relative.StartsWith($"{version}/", StringComparison.Ordinal) ? "" : $"{version}/")}{relative}");
        var lifetime = new Lifetime { RequestAborted = context.RequestAborted };
        var inner = new DefaultHttpContext();
        inner.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        inner.Request.Method = (string?)question?["method"] ?? "GET";
        inner.Request.Path = PathString.FromUriComponent(address);
        inner.Request.QueryString = QueryString.FromUriComponent(address);
        inner.Request.Headers.Authorization = $"Bearer {token}";
        if ((await context.Request.ReadFormAsync(context.RequestAborted))["appsecret_proof"].ToString() is { Length: > 0 } proof)
        {
            inner.Request.QueryString = inner.Request.QueryString.Add("appsecret_proof", proof);
        }

        using var body = new MemoryStream();
        inner.Response.Body = body;
        await one(inner);
        return lifetime.IsCut ? null : new JsonObject
        {
            ["code"] = inner.Response.StatusCode,
            ["headers"] = new JsonArray([.. inner.Response.Headers.Select(header => new JsonObject { ["name"] = header.Key, ["value"] = header.Value.ToString() })]),
            ["body"] = Encoding.UTF8.GetString(body.ToArray()),
        };
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public bool IsCut { get; private set; }

        public void Abort() => IsCut = true;
    }
}
