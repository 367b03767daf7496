using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>The network's problem object; its type is an address whose last part names it, on the new host or on the old one.</summary>
internal sealed record XProblem(int Status, string Title, string Detail, string Kind)
{
    public static readonly XProblem Unauthorized = new(401, "Unauthorized", "Unauthorized", "about:blank");
    public static readonly XProblem ClientForbidden = new(
        403, "Client Forbidden", "When authenticating requests, you must use keys and tokens from an App that is attached to a Project.", "client-forbidden");

    public static readonly XProblem CreditsDepleted = new(402, "CreditsDepleted", "Your enrolled account does not have any credits to fulfill this request.", "credits");

    /// <summary>Whether the type stands on the host of old.</summary>
    public bool OldHost { get; init; }

    public string Type => Kind == "about:blank" ? Kind : $"https://api.{(OldHost ? "twitter" : "x")}.com/2/problems/{Kind}";

    public static XProblem Invalid(string detail) => new(400, "Invalid Request", detail, "invalid-request");

    public static XProblem NotFound(string path) => new(404, "Not Found", $"The requested resource {path} was not found.", "resource-not-found");

    public JsonObject ToJson() => new() { ["title"] = Title, ["detail"] = Detail, ["type"] = Type };

    public Task Send(HttpContext context, int? status = null)
    {
        var body = ToJson();
        body["status"] = Status;
        return Reply.Text(context, status ?? Status, "application/problem+json", body.ToJsonString());
    }
}
