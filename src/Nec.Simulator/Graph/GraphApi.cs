using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>The social network's pages, <c>/v26.0/{page-id or user name}?fields=…</c>, one by one or in a batch; its picture accounts; and what it knows of a token.</summary>
public sealed class GraphApi : SimulatedServer
{
    internal static readonly JsonSerializerOptions Spelling = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The token is expired on these London days, both included.</summary>
    private static readonly (DateOnly First, DateOnly Last) Expired = (new(2019, 10, 14), new(2019, 10, 16));

    private readonly SimulatedTime time;

    internal GraphApi(SimulatedTime time) => this.time = time;

    /// <summary>The only token that is good; null takes any.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The app's number; with <see cref="AppSecret"/> it makes the app's own token, which alone may ask about tokens.</summary>
    public string? AppId { get; set; }

    /// <summary>When set, an <c>appsecret_proof</c> is verified against it.</summary>
    public string? AppSecret { get; set; }

    /// <summary>Calls without an <c>appsecret_proof</c> are refused.</summary>
    public bool RequireProof { get; set; }

    /// <summary>When the token dies; null is never.</summary>
    public DateTimeOffset? TokenExpiresAt { get; set; }

    /// <summary>When the token's access to data ends; null is never.</summary>
    public DateTimeOffset? DataAccessExpiresAt { get; set; }

    /// <summary>What the token may do.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = ["pages_show_list", "pages_read_engagement", "instagram_basic", "instagram_manage_insights"];

    /// <summary>Ids of pages that the token has no role on: only the app's own token is shown them.</summary>
    public IReadOnlyCollection<string> OthersPages { get; set; } = [];

    /// <summary>Posts are refused to the token; a page's posts as if the token were dead.</summary>
    public bool HidesPosts { get; set; }

    /// <summary>What the usage headers say; 0 leaves them out.</summary>
    public int UsagePercent { get; set; } = 1;

    /// <summary>The minutes until access is regained, in the usage headers.</summary>
    public int MinutesToWait { get; set; }

    internal string? AppToken => AppId is null || AppSecret is null ? null : $"{AppId}|{AppSecret}";

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
        Usage.Write(context, UsagePercent, MinutesToWait);
        return path is [var version] && HttpMethods.IsPost(context.Request.Method) ? Batch(context, version)
            : path is [_, "debug_token"] ? Debug(context)
            : Object(context, path);
    }

    private async Task Batch(HttpContext context, string version)
    {
        var proof = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(context.RequestAborted))["appsecret_proof"].ToString() : "";
        await (Refusal(TokenOf(context.Request), proof) is { } error
            ? error.Send(context)
            : GraphBatch.Answer(context, version, TokenOf(context.Request), inner => FaultOf(inner.Request.Path.Value ?? "/") is { } fault ? fault.Answer(inner, Answer) : Answer(inner)));
    }

    private Task Debug(HttpContext context)
    {
        var (caller, asked) = (TokenOf(context.Request), context.Request.Query["input_token"].ToString());
        var isOfApp = AppToken is { } app ? caller == app : caller.Contains('|', StringComparison.Ordinal);
        return (!isOfApp ? new(400, 100, null, "(#100) You must provide an app access token, or a user access token that is an owner or developer of the app")
                : asked.Length == 0 ? new GraphError(400, 100, null, "(#100) The parameter input_token is required") : null) is { } error
            ? error.Send(context)
            : Json(context, GraphToken.Told(this, asked, asked == caller ? null : Life(asked)));
    }

    private Task Object(HttpContext context, string[] path)
    {
        var missing = Page(path, out var page);
        var instagram = path.Length == 2 ? SimulatedInstagram.All.FirstOrDefault(account => account.Id == path[1]) : null;
        var error = Refusal(TokenOf(context.Request), context.Request.Query["appsecret_proof"].ToString());
        return error is not null ? error.Send(context)
            : path is [_, "me"] ? Json(context, new JsonObject { ["id"] = "102000000000800" })
            : instagram is not null ? Instagram(context, instagram)
            : missing is not null ? missing.Send(context)
            : Fields(context, page);
    }

    private static string TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..] : request.Query["access_token"].ToString();
    }

    private GraphError? Refusal(string token, string proof)
        => token.Length == 0 ? new(400, 104, null, "An access token is required to request this resource.")
            : token == AppToken ? Proof.Refusal(token, proof, AppSecret, required: false)
            : Life(token) ?? Proof.Refusal(token, proof, AppSecret, RequireProof);

    private GraphError? Life(string token)
        => (time.Today >= Expired.First && time.Today <= Expired.Last) || time.Now >= TokenExpiresAt ? GraphError.Of(190, 463)
            : AccessToken is { } good && token != good ? GraphError.Of(190, null)
            : null;

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
        var fields = FieldsOf(context.Request);
        return OthersPages.Contains(page.Id) && TokenOf(context.Request) != AppToken ? GraphError.Of(10, null).Send(context)
            : HidesPosts && fields.Contains("published_posts", StringComparison.Ordinal) ? GraphError.Of(190, 2069032).Send(context)
            : Nodes.Page(page, fields, time.Now, out var missing) is { } body ? Json(context, body)
            : new GraphError(400, 100, null, $"(#100) Tried accessing nonexisting field ({missing}) on node type (Page)").Send(context);
    }

    private Task Instagram(HttpContext context, SimulatedInstagram account)
    {
        var fields = FieldsOf(context.Request);
        return account != SimulatedInstagram.Own ? GraphError.Of(100, 33).Send(context)
            : HidesPosts && fields.Contains("media.", StringComparison.Ordinal) ? GraphError.Of(10, null).Send(context)
            : Nodes.Instagram(account, fields, time.Now, out var missing) is { } body ? Json(context, body)
            : (missing is null ? GraphError.Of(110, 2207013) : new GraphError(400, 100, null, $"(#100) Tried accessing nonexisting field ({missing})", "IGApiException")).Send(context);
    }

    private static string FieldsOf(HttpRequest request) => request.Query["fields"].ToString() is { Length: > 0 } fields ? fields : "name";

    private static Task Json(HttpContext context, JsonObject body) => Reply.Text(context, 200, "application/json; charset=UTF-8", body.ToJsonString(Spelling));

    private static bool IsVersion(string part) => part.Length > 2 && part[0] == 'v' && char.IsAsciiDigit(part[1]) && part.EndsWith(".0", StringComparison.Ordinal);
}
