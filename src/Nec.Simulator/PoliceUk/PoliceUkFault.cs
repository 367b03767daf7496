namespace Nec.Simulator;

/// <summary>The ways of failing that data.police.uk has been seen in; the rest are <see cref="HttpFault"/>'s.</summary>
public static class PoliceUkFault
{
    /// <summary>Over the limit: 429 without a body or a word on how long to wait.</summary>
    public static HttpFault TooMany() => Bare(429);

    public static HttpFault BadGateway() => Bare(502);

    /// <summary>An outage: 503 without a body.</summary>
    public static HttpFault Outage() => Bare(503);

    /// <summary>Unknown, or a section that is not answered at the moment; the two look the same.</summary>
    public static HttpFault NotFound() => HttpFault.Status(404, "Not Found");

    /// <summary>A web page under 400.</summary>
    public static HttpFault HtmlOn400() => new("html on 400", (context, _) =>
        Reply.Text(context, 400, "text/html; charset=utf-8", "<html><head><title>400 Bad Request</title></head><body><h1>Bad Request</h1></body></html>"));

    /// <summary>Nothing is published: the one answer that says so.</summary>
    public static HttpFault NothingThere() => Body("[]");

    /// <summary>Any other body under 200.</summary>
    public static HttpFault Body(string json) => new("body", (context, _) => Reply.Text(context, 200, "application/json", json));

    private static HttpFault Bare(int status) => new($"bare {status}", (context, _) => Reply.Bytes(context, status, null, []));
}
