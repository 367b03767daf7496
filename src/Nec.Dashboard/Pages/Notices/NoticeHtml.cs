using System.Text;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Nec.Dashboard.Pages.Notices;

/// <summary>A letter's HTML, to be framed by its page: sandboxed, with a policy of its own.</summary>
internal static class NoticeHtml
{
    public static async Task<IResult> Serve(long id, NpgsqlDataSource source, Access access, HttpContext context)
    {
        if (await NoticeQuery.Find(source, access.TeamsOf(context.User), id, context.RequestAborted) is not { } notice || Letter.Withheld(notice, context.User) is not null)
        {
            return Results.NotFound();
        }

        SecurityHeaders.SetForLetter(context.Response);
        return Results.Text(Letter.WithoutTokens(notice.HtmlBody), "text/html", Encoding.UTF8);
    }
}
