using System.Text;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>Whole replies with their length, and the good reply held back for a fault to spoil.</summary>
internal static class Reply
{
    public static Task Text(HttpContext context, int status, string contentType, string body)
        => Bytes(context, status, contentType, Encoding.UTF8.GetBytes(body));

    public static Task Bytes(HttpContext context, int status, string? contentType, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    public static async Task<byte[]> Held(HttpContext context, RequestDelegate good)
    {
        var wire = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        try
        {
            await good(context);
            return held.ToArray();
        }
        finally
        {
            context.Response.Body = wire;
        }
    }
}
