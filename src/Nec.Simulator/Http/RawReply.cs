using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Nec.Simulator;

/// <summary>Replies that no honest server can be made to send, written past it on the connection itself. What the server adds behind them comes after the caller has stopped reading.</summary>
internal static class RawReply
{
    private static readonly byte[] Megabyte = [.. Enumerable.Repeat((byte)' ', 1024 * 1024)];

    /// <summary>A whole body under another length.</summary>
    public static Task WithLength(HttpContext context, int length, byte[] body) => Send(
        context, [Head(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}")), body]);

    /// <summary>Megabytes in chunks, under a length of ten bytes.</summary>
    public static Task Chunks(HttpContext context, int megabytes)
    {
        var chunk = (byte[])[.. "100000\r\n"u8, .. Megabyte, .. "\r\n"u8];

        return Send(context, [Head("Content-Length: 10\r\nTransfer-Encoding: chunked"), .. Enumerable.Repeat(chunk, megabytes), "0\r\n\r\n"u8.ToArray()]);
    }

    private static byte[] Head(string length) => Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n{length}\r\n\r\n");

    private static async Task Send(HttpContext context, IEnumerable<byte[]> parts)
    {
        context.Response.Headers.Connection = "close";
        var wire = context.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output;
        foreach (var part in parts)
        {
            await wire.WriteAsync(part, context.RequestAborted);
        }
    }
}
