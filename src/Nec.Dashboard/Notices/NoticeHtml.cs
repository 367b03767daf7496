using System.Text;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Nec.Dashboard.Notices;

/// <summary>A letter's HTML, to be framed by its page: sandboxed, with a policy of its own.</summary>
internal static class NoticeHtml
{
    public static async Task<IResult> Serve(long id, NpgsqlDataSource source, Access access, HttpContext context)
    {
        if (await NoticeQuery.Find(source, access.TeamsOf(context.User), id, context.RequestAborted) is not { } notice || Letter.Withheld(notice, context.User) is not null)
        {
            return Results.NotFound();
        }

        return Framed(context, Letter.WithoutTokens(notice.HtmlBody));
    }

    /// <summary>The same of a letter that is not written yet; 503 when that took too long.</summary>
    public static async Task<IResult> ServeDraft(string day, string name, PreviewedDays days, HttpContext context) =>
        await days.Letter(day, name, context.User, context.RequestAborted) switch
        {
            { Fault: { } fault } => Results.Text($"{fault}.", "text/plain", Encoding.UTF8, StatusCodes.Status503ServiceUnavailable),
            { Draft: { } draft } => Framed(context, draft.Notice.HtmlBody),
            _ => Results.NotFound(),
        };

    private static IResult Framed(HttpContext context, string html)
    {
        SecurityHeaders.SetForLetter(context.Response);
        return Results.Text(html, "text/html", Encoding.UTF8);
    }
}
