using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>One way an HTTP server lets us down; it may ask for the good answer and spoil it.</summary>
public sealed record HttpFault(string Name, Func<HttpContext, RequestDelegate, Task> Answer)
{
    /// <summary>As the number of times: until <see cref="SimulatedServer.Recover"/>.</summary>
    public const int Always = int.MaxValue;

    public static HttpFault Status(int status, string body = "", TimeSpan? retryAfter = null) => new($"status {status}", (context, _) =>
    {
        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return Reply.Text(context, status, "text/plain; charset=utf-8", body);
    });

    /// <summary>The good answer, headers included, after a while.</summary>
    public static HttpFault Slow(TimeSpan delay) => new("slow", async (context, good) =>
    {
        await Task.Delay(delay, context.RequestAborted);
        await good(context);
    });

    /// <summary>Headers and half of the good body at once, the rest after a while.</summary>
    public static HttpFault SlowBody(TimeSpan delay) => new("slow body", async (context, good) =>
    {
        var body = await Reply.Held(context, good);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(delay, context.RequestAborted);
        await context.Response.Body.WriteAsync(body.AsMemory(body.Length / 2), context.RequestAborted);
    });

    /// <summary>Half of the good body, as if that were all.</summary>
    public static HttpFault CutShort() => new("cut short", async (context, good) =>
    {
        var body = await Reply.Held(context, good);
        await Reply.Bytes(context, context.Response.StatusCode, context.Response.ContentType, body[..(body.Length / 2)]);
    });

    /// <summary>Half of the good body, then the connection dies.</summary>
    public static HttpFault DropInBody() => new("drop in body", async (context, good) =>
    {
        var body = await Reply.Held(context, good);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted);

        // Less than the announced length makes the server close the connection behind what it sent; an abort would take the headers with it.
    });

    /// <summary>The connection dies before any answer.</summary>
    public static HttpFault Drop() => new("drop", (context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>A web page with status 200 where something else was promised.</summary>
    public static HttpFault Html() => new("html", (context, _) => Reply.Text(
        context, 200, "text/html; charset=utf-8", "<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>Sorry, something went wrong.</h1></body></html>"));

    public static HttpFault Empty() => new("empty", (context, _) => Reply.Bytes(context, 200, "text/html; charset=utf-8", []));

    public static HttpFault Redirect(string location, int status = 302) => new("redirect", (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    });

    /// <summary>The address leads to itself.</summary>
    public static HttpFault RedirectLoop() => new("redirect loop", (context, _) =>
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = context.Request.Path + context.Request.QueryString;
        return Task.CompletedTask;
    });

    /// <summary>The address leads to where clouds keep their secrets.</summary>
    public static HttpFault RedirectToPrivate() => Redirect("http://169.254.169.254/latest/meta-data/") with { Name = "redirect to private" };

    /// <summary>The good body under another length: longer, and it breaks off; shorter, and there is more than was announced.</summary>
    public static HttpFault WrongLength(int difference) => new("wrong length", async (context, good) =>
    {
        var body = await Reply.Held(context, good);
        if (difference < 0)
        {
            await RawReply.WithLength(context, body.Length + difference, body);
            return;
        }

        context.Response.ContentLength = body.Length + difference; // then the server closes the connection
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    });

    /// <summary>Megabytes in chunks, announced as ten bytes.</summary>
    public static HttpFault LyingChunks(int megabytes = 8) => new("lying chunks", (context, _) => RawReply.Chunks(context, megabytes));

    /// <summary>Bytes that are no text, under the type of a web page.</summary>
    public static HttpFault Binary() => new("binary", (context, _) => Reply.Bytes(
        context, 200, "text/html", [0x89, (byte)'P', (byte)'N', (byte)'G', 0, .. Enumerable.Range(0, 4096).Select(i => (byte)(i * 31))]));

    /// <summary>The good page in windows-1252, said only by its own meta element.</summary>
    public static HttpFault Windows1252() => new("windows-1252", async (context, good) =>
    {
        var page = Encoding.UTF8.GetString(await Reply.Held(context, good)).Replace("charset=\"utf-8\"", "charset=\"windows-1252\"", StringComparison.OrdinalIgnoreCase);
        var western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!; // always present: the provider is part of the framework
        await Reply.Bytes(context, context.Response.StatusCode, "text/html", western.GetBytes(page));
    });

    /// <summary>A small gzip body that unpacks to so many megabytes.</summary>
    public static HttpFault GzipBomb(int megabytes = 1024) => new("gzip bomb", (context, _) => Bomb.Send(context, megabytes));
}
