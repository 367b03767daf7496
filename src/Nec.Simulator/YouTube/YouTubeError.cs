using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>The network's error envelope: its first reason says what is wrong, the status only roughly.</summary>
internal sealed record YouTubeError(int Status, string Reason, string Message, string Domain = "usageLimits")
{
    /// <summary>The newer, exact reason that stands in the details.</summary>
    public string? Detail { get; init; }

    public static readonly YouTubeError NoKey = new(403, "forbidden", "Method doesn't allow unregistered callers. Please use API Key or other form of API consumer identity to call this API.", "global");
    public static readonly YouTubeError InvalidKey = new(400, "badRequest", "API key not valid. Please pass a valid API key.", "global") { Detail = "API_KEY_INVALID" };

    public static YouTubeError Of(string reason) => reason switch
    {
        "keyInvalid" => new(400, reason, "Bad Request"),
        "quotaExceeded" => new(403, reason, "The request cannot be completed because you have exceeded your quota.", "youtube.quota"),
        "rateLimitExceeded" => new(403, reason, "Rate Limit Exceeded"),
        "accessNotConfigured" => new(403, reason, "Access Not Configured. YouTube Data API has not been used in project 77 before or it is disabled."),
        "backendError" => new(503, reason, "Backend Error", "global"),
        _ => new(403, reason, "Forbidden", "global"),
    };

    public Task Send(HttpContext context)
    {
        var error = new JsonObject
        {
            ["code"] = Status,
            ["message"] = Message,
            ["errors"] = new JsonArray(new JsonObject { ["message"] = Message, ["domain"] = Domain, ["reason"] = Reason }),
        };
        if (Detail is { } detail)
        {
            error["status"] = "INVALID_ARGUMENT";
            error["details"] = new JsonArray(new JsonObject { ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo", ["reason"] = detail, ["domain"] = "googleapis.com" });
        }

        return Reply.Text(context, Status, "application/json; charset=UTF-8", new JsonObject { ["error"] = error }.ToJsonString());
    }
}
