using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>The social network's pages: <c>/v26.0/{page-id or user name}?fields=…</c>.</summary>
public sealed class GraphApi : SimulatedServer
{
    internal static readonly JsonSerializerOptions Spelling = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The token is expired on these London days, both included.</summary>
    private static readonly (DateOnly First, DateOnly Last) Expired = (new(2019, 10, 14), new(2019, 10, 16));

    private readonly SimulatedTime time;

    internal GraphApi(SimulatedTime time) => this.time = time;

    /// <summary>The only token that is good; null takes any.</summary>
    public string? AccessToken { get; set; }

    /// <summary>When set, an <c>appsecret_proof</c> is verified against it.</summary>
    public string? AppSecret { get; set; }

    /// <summary>Calls without an <c>appsecret_proof</c> are refused.</summary>
    public bool RequireProof { get; set; }

    /// <summary>What the usage headers say; 0 leaves them out.</summary>
    public int UsagePercent { get; set; } = 1;

    /// <summary>The page likes that a page shows on a London day.</summary>
    public static int LikesOn(SimulatedPage page, DateOnly day) => Counts.Likes(page, day);

    /// <summary>The page likes of all three on a London day: the contract's figure.</summary>
    public static int TotalLikesOn(DateOnly day) => SimulatedPage.All.Sum(page => Counts.Likes(page, day));

    private protected override Task Answer(HttpContext context)
    {
        var path = (context.Request.Path.Value ?? "/").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path.Length == 0 || !IsVersion(path[0]))
        {
            path = ["v26.0", .. path]; // a call without a version is served by the oldest one
        }

        context.Response.Headers["facebook-api-version"] = path[0];
        Usage.Write(context, UsagePercent, minutesToWait: 0);
        var missing = Page(path, out var page);
        return (Refusal(context.Request) ?? missing) is { } error ? error.Send(context) : Fields(context, page);
    }

    private GraphError? Refusal(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..] : request.Query["access_token"].ToString();
        return token.Length == 0 ? new(400, 104, null, "An access token is required to request this resource.")
            : time.Today >= Expired.First && time.Today <= Expired.Last ? GraphError.Of(190, 463)
            : AccessToken is { } good && token != good ? GraphError.Of(190, null)
            : Proof.Refusal(token, request.Query["appsecret_proof"].ToString(), AppSecret, RequireProof);
    }

    private static GraphError? Page(string[] path, out SimulatedPage page)
    {
        page = SimulatedPage.Bridport;
        if (path.Length != 2)
        {
            return new(400, 100, null, "(#100) Unsupported request; ask for one object at a time", "GraphMethodException");
        }

        var found = SimulatedPage.All.FirstOrDefault(p => p.Id == path[1] || p.Username.Equals(path[1], StringComparison.OrdinalIgnoreCase));
        page = found ?? page;
        return found is not null ? null
            : path[1].All(char.IsAsciiDigit) ? GraphError.Of(100, 33)
            : GraphError.Of(803, null) with { Message = $"(#803) Some of the aliases you requested do not exist: {path[1]}" };
    }

    private Task Fields(HttpContext context, SimulatedPage page)
    {
        var asked = context.Request.Query["fields"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var body = new JsonObject();
        foreach (var field in asked.Length == 0 ? ["name"] : asked.Where(field => field != "id"))
        {
            if (Field(page, field) is not { } value)
            {
                return new GraphError(400, 100, null, $"(#100) Tried accessing nonexisting field ({field}) on node type (Page)").Send(context);
            }

            body[field] = value;
        }

        body["id"] = page.Id; // comes last, asked or not
        return Reply.Text(context, 200, "application/json; charset=UTF-8", body.ToJsonString(Spelling));
    }

    private JsonNode? Field(SimulatedPage page, string field) => field switch
    {
        "name" => page.Name,
        "username" => page.Username,
        "link" => page.Link,
        "fan_count" => Counts.Likes(page, time.Today),
        "followers_count" => Counts.Followers(page, time.Today),
        "has_transitioned_to_new_page_experience" => Counts.HasTransitioned(time.Today),
        _ => null,
    };

    private static bool IsVersion(string part) => part.Length > 2 && part[0] == 'v' && char.IsAsciiDigit(part[1]) && part.EndsWith(".0", StringComparison.Ordinal);
}
