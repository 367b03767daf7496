using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>The usage headers: JSON text, in per cent used, only there when something is used.</summary>
internal static class Usage
{
    public static void Write(HttpContext context, int percent, int minutesToWait)
    {
        if (percent == 0)
        {
            return;
        }

        context.Response.Headers["X-App-Usage"] = $$"""{"call_count":{{percent}},"total_time":{{percent}},"total_cputime":{{percent}}}""";
        context.Response.Headers["X-Business-Use-Case-Usage"] =
            $$$"""{"102000000000000":[{"type":"pages","call_count":{{{percent}}},"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":{{{minutesToWait}}}}]}""";
    }

    /// <summary>The header of older days alone.</summary>
    public static void WriteOld(HttpContext context, int percent)
    {
        context.Response.Headers.Remove("X-App-Usage");
        context.Response.Headers.Remove("X-Business-Use-Case-Usage");
        context.Response.Headers["X-Page-Usage"] = $"{{'call_count' : {percent}, 'total_cputime' : 1, 'total_time' : 2}}";
    }
}
