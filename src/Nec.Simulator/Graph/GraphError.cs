using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>The network's error envelope: dispatched on by code and subcode, never by status or message.</summary>
internal sealed record GraphError(int Status, int Code, int? Subcode, string Message, string Type = "OAuthException", bool Transient = false)
{
    public static GraphError Of(int code, int? subcode) => (code, subcode) switch
    {
        (190, 463) => new(401, 190, 463, "Error validating access token: Session has expired."),
        (190, 2069032) => new(400, 190, 2069032, "(#190) This method must be called with a Page Access Token"),
        (190, _) => new(401, 190, subcode, "Invalid OAuth access token - Cannot parse access token"),
        (1, _) => new(500, 1, subcode, "An unknown error has occurred.", Transient: true),
        (2, _) => new(503, 2, subcode, "Service temporarily unavailable", Transient: true),
        (4, _) => new(403, 4, subcode, "(#4) Application request limit reached", Transient: true),
        (17, _) => new(403, 17, subcode, "(#17) User request limit reached", Transient: true),
        (32, _) => new(403, 32, subcode, "(#32) Page request limit reached", Transient: true),
        (80001, _) => new(400, 80001, subcode, "(#80001) There have been too many calls to this Page account. Wait a bit and try again."),
        (10, _) => new(403, 10, subcode, "(#10) This endpoint requires the 'pages_read_engagement' permission or the 'Page Public Content Access' feature."),
        (100, 33) => new(400, 100, 33, "Unsupported get request. Object does not exist, cannot be loaded due to missing permissions, or does not support this operation.", "GraphMethodException"),
        (110, _) => new(400, 110, subcode, "Invalid user id"),
        (341, _) => new(403, 341, subcode, "(#341) Application limit reached", Transient: true),
        (613, _) => new(400, 613, subcode, "(#613) Calls to this api have exceeded the rate limit."),
        (368, _) => new(403, 368, subcode, "The action attempted has been deemed abusive or is otherwise disallowed"),
        (803, _) => new(404, 803, subcode, "(#803) Some of the aliases you requested do not exist"),
        _ => new(400, code, subcode, $"(#{code}) Something went wrong"),
    };

    /// <summary>Sends the envelope; <paramref name="status"/> overrides the usual one, for errors that come as a success.</summary>
    public Task Send(HttpContext context, int? status = null)
    {
        var error = new JsonObject { ["message"] = Message, ["type"] = Type, ["code"] = Code };
        if (Subcode is { } subcode)
        {
            error["error_subcode"] = subcode;
        }

        if (Transient)
        {
            error["is_transient"] = true;
        }

        error["fbtrace_id"] = Trace(context);
        if (Code == 190)
        {
            context.Response.Headers.WWWAuthenticate = $"OAuth \"Facebook Platform\" \"invalid_token\" \"{Message}\"";
        }

        return Reply.Text(context, status ?? Status, "application/json; charset=UTF-8", new JsonObject { ["error"] = error }.ToJsonString(GraphApi.Spelling));
    }

    private string Trace(HttpContext context)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
        var path = context.Request.Path.Value ?? "/";
        return string.Create(23, (path, Code), static (text, seed) =>
        {
            text[0] = 'A';
            for (var i = 1; i < text.Length; i++)
            {
                text[i] = letters[Chance.Below(letters.Length, seed.path, seed.Code, i)];
            }
        });
    }
}
