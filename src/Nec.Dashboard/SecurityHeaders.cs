using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Nec.Dashboard;

/// <summary>
/// The headers of every response. They are set last, so that an error page, which begins by clearing headers, has them too.
/// </summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; " +
        "frame-ancestors 'none'; frame-src 'self'; script-src 'self'; connect-src 'self'";

    // A letter's own HTML: its inline styles are let through, scripts, forms and remote content are not, and only a page of ours may frame it.
    private const string LetterPolicy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    // Of this host alone, for a year: other services of the force below its name are not ours to bind.
    private const string OnlyByTls = "max-age=31536000";

    public static Task Invoke(HttpContext context, RequestDelegate next, ServedHosts hosts)
    {
        context.Response.OnStarting(() => Set(context.Response, hosts));
        return next(context);
    }

    /// <summary>For the one response that a page of ours frames.</summary>
    public static void SetForLetter(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = LetterPolicy;
        response.Headers.XFrameOptions = "SAMEORIGIN";
    }

    private static Task Set(HttpResponse response, ServedHosts hosts)
    {
        var headers = response.Headers;
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, Policy);
        headers.TryAdd(HeaderNames.XFrameOptions, "DENY");
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow"; // a link in mail opens without signing in
        if (response.HttpContext.Request is { IsHttps: true } request && hosts.IsOurs(request.Host) && !ServedHosts.IsLoopback(request.Host))
        {
            headers.StrictTransportSecurity = OnlyByTls;
        }

        if (!headers.CacheControl.ToString().Contains("max-age", StringComparison.Ordinal)) // the stylesheet and calendars set their own
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}
