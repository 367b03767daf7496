using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>Serves <c>/bank-holidays.json</c> (and <c>/bank-holidays/{division}.json</c>) as GOV.UK does, 2019 to 2028.</summary>
public sealed class GovUk : SimulatedServer
{
    private static readonly JsonSerializerOptions Spelling = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the apostrophe U+2019 goes out as it is
    };

    private static readonly Dictionary<string, DivisionJson> Divisions = BankHolidays.Divisions
        .ToDictionary(division => division, division => new DivisionJson(division, BankHolidays.Of(division, 2019, 2028)), StringComparer.Ordinal);

    internal GovUk()
    {
    }

    private protected override Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path == "/bank-holidays.json")
        {
            return Json(context, Divisions);
        }

        return path.StartsWith("/bank-holidays/", StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal)
            && Divisions.TryGetValue(path["/bank-holidays/".Length..^".json".Length], out var division)
            ? Json(context, division)
            : Reply.Text(context, 404, "text/plain; charset=utf-8", "Not found");
    }

    private static Task Json<T>(HttpContext context, T body)
    {
        context.Response.Headers.CacheControl = "max-age=3600, public";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return Reply.Bytes(context, 200, "application/json; charset=utf-8", JsonSerializer.SerializeToUtf8Bytes(body, Spelling));
    }

    private sealed record DivisionJson(string Division, IReadOnlyList<BankHoliday> Events);
}
