using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Nec.Dashboard.Jobs;

/// <summary>The one script, embedded at build; its address changes with its content, so that browsers may keep it for good. Without it every page works.</summary>
internal static class LiveScript
{
    private static readonly byte[] Content = Read();

    public const string Path = "/nec-live.js";

    public static string Address { get; } = $"{Path}?v={Convert.ToHexStringLower(SHA256.HashData(Content))[..12]}";

    public static Task Serve(HttpContext context)
    {
        context.Response.ContentType = "text/javascript; charset=utf-8";
        context.Response.ContentLength = Content.Length;
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return context.Response.Body.WriteAsync(Content, context.RequestAborted).AsTask();
    }

    private static byte[] Read()
    {
        using var resource = typeof(LiveScript).Assembly.GetManifestResourceStream("nec-live.js")
            ?? throw new InvalidOperationException("The dashboard was built without its script nec-live.js: build it again.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}
