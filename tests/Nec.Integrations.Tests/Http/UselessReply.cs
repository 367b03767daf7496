using Nec.Simulator;

namespace Nec.Integrations.Tests.Http;

/// <summary>The replies that are of no use to anybody, whatever was asked for: every client over real sockets says the same of them.</summary>
internal static class UselessReply
{
    public const string NotJson = "the reply is not the JSON that was asked for";

    /// <summary>Each kind with the reason that it is told by.</summary>
    public static TheoryData<string, string> All => new()
    {
        { "html", NotJson },
        { "empty", NotJson },
        { "cut short", NotJson },
        { "binary", NotJson },
        { "null", NotJson },
        { "list", NotJson },
        { "404", "HTTP 404" },
        { "500", "HTTP 500" },
        { "503", "HTTP 503" },
        { "bomb", "the reply is larger than 5 MB" },
        { "lying chunks", "the reply is larger than 5 MB" },
        { "drop", "no reply" },
        { "drop in body", "the reply broke off" },
        { "too short", "the reply broke off" },
    };

    public static HttpFault Fault(string kind) => kind switch
    {
        "html" => HttpFault.Html(),
        "empty" => HttpFault.Empty(),
        "cut short" => HttpFault.CutShort(),
        "binary" => HttpFault.Binary(),
        "null" => HttpFault.Status(200, "null"),
        "list" => HttpFault.Status(200, "[1]"),
        "404" => HttpFault.Status(404, "Not Found"), // as text/plain
        "500" => HttpFault.Status(500),
        "503" => HttpFault.Status(503),
        "bomb" => HttpFault.GzipBomb(64),
        "lying chunks" => HttpFault.LyingChunks(megabytes: 8), // announced as ten bytes
        "drop" => HttpFault.Drop(),
        "drop in body" => HttpFault.DropInBody(),
        "too short" => HttpFault.WrongLength(1000),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such reply"),
    };
}
