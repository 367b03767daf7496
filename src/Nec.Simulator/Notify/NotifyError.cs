using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>Notify's error envelope: dispatched on by status and <paramref name="Error"/>, never by message.</summary>
internal sealed record NotifyError(int Status, string Error, string Message)
{
    public static NotifyError Validation(string message) => new(400, "ValidationError", message);

    public static NotifyError BadRequest(string message) => new(400, "BadRequestError", message);

    public static NotifyError Auth(string message) => new(403, "AuthError", message);

    public Task Send(HttpContext context) => Reply.Text(context, Status, "application/json", new JsonObject
    {
        ["status_code"] = Status,
        ["errors"] = new JsonArray(new JsonObject { ["error"] = Error, ["message"] = Message }),
    }.ToJsonString(GraphApi.Spelling));
}
