using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Nec.Dashboard.Layout;

/// <summary>The one stylesheet, embedded at build; its address changes with its content, so that browsers may keep it for good.</summary>
internal static class Stylesheet
{
    private static readonly byte[] Plain = Read();
    private static readonly byte[] Compressed = Compress(Plain);

    public const string Path = "/nec.css";

    public static string Address { get; } = $"{Path}?v={Convert.ToHexStringLower(SHA256.HashData(Plain))[..12]}";

    public static Task Serve(HttpContext context)
    {
        var takesGzip = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        var content = takesGzip ? Compressed : Plain;
        context.Response.ContentType = "text/css; charset=utf-8";
        context.Response.ContentLength = content.Length;
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.Headers.Vary = "Accept-Encoding";
        if (takesGzip)
        {
            context.Response.Headers.ContentEncoding = "gzip";
        }

        return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }

    private static byte[] Read()
    {
        using var resource = typeof(Stylesheet).Assembly.GetManifestResourceStream("nec.css")
            ?? throw new InvalidOperationException("The dashboard was built without its stylesheet nec.css: build it again.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }

    private static byte[] Compress(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.SmallestSize))
        {
            gzip.Write(content);
        }

        return target.ToArray();
    }
}
