using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Nec.Dashboard.Api;

/// <summary>Errors of the API as problem details (RFC 9457).</summary>
internal static class ApiProblem
{
    private const string Root = "/api";

    public static bool Concerns(HttpContext context) => context.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>For a status without a body.</summary>
    public static Task Show(HttpContext context, int status)
    {
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        }

        return Of(status, status switch
        {
            StatusCodes.Status400BadRequest => "The request cannot be read: send JSON as the OpenAPI document says.",
            StatusCodes.Status401Unauthorized => "Send a token that an administrator made: Authorization: Bearer nec_…. This one is missing, unknown, revoked or expired.",
            StatusCodes.Status403Forbidden => "This token may read only: ask for one that may record.",
            StatusCodes.Status404NotFound => "There is no such thing, or none that this token reaches.",
            StatusCodes.Status405MethodNotAllowed => "That cannot be done here: see /api/v1/openapi.json.",
            StatusCodes.Status415UnsupportedMediaType => "Send application/json.",
            StatusCodes.Status503ServiceUnavailable => "The database is unavailable. Try again in a few minutes.",
            _ => "Something went wrong here. Try again later; tell your Nec administrator the time if it keeps happening.",
        }).ExecuteAsync(context);
    }

    /// <summary>For something wrong with what was given.</summary>
    public static IResult Of(int status, string detail) => Results.Problem(detail, statusCode: status);

    /// <summary>For fields that are wrong, each with its sentences.</summary>
    public static IResult Of(IEnumerable<(string Field, string Text)> faults) => Results.ValidationProblem(
        faults.GroupBy(fault => fault.Field, StringComparer.Ordinal).ToDictionary(field => field.Key, field => field.Select(fault => fault.Text).ToArray(), StringComparer.Ordinal),
        statusCode: StatusCodes.Status422UnprocessableEntity,
        detail: "Nothing was recorded.");
}
