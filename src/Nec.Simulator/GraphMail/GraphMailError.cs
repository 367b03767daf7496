using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>The mail service's error envelope.</summary>
internal sealed record GraphMailError(int Status, string Code, string Message)
{
    public static GraphMailError Concurrency { get; } = new(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.");

    public static GraphMailError Token { get; } = new(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.");

    public static GraphMailError Permission { get; } = new(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");

    public static GraphMailError UnknownMailbox { get; } = new(404, "ErrorInvalidUser", "The requested user is invalid.");

    public static GraphMailError BadRequest(string why) => new(400, "BadRequest", why);

    public Task Send(HttpContext context) => Reply.Text(context, Status, "application/json", new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = Code,
            ["message"] = Message,
            ["innerError"] = new JsonObject { ["request-id"] = "00000000-0000-4000-8000-000000000000" },
        },
    }.ToJsonString(GraphApi.Spelling));
}
