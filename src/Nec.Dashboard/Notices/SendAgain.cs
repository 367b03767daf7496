using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Storage;
using Npgsql;

namespace Nec.Dashboard.Notices;

/// <summary>Puts a parked notice back into the line, for operators and admins.</summary>
internal static partial class SendAgain
{
    /// <summary>403 for the other roles, 404 when the notice is not parked (any more).</summary>
    public static async Task<IResult> Press(
        long id,
        HttpContext context,
        NpgsqlDataSource source,
        Access access,
        Outbox outbox,
        JobQueue queue,
        LondonClock clock,
        ILoggerFactory loggers)
    {
        if (!Roles.MaySendAgain(context.User))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var audited = new AuditEntry { HappenedAt = clock.Now, Who = Session.NameOf(context.User), Action = "send-again", Target = FormattableString.Invariant($"notice/{id}"), Before = "parked", After = "waiting" };
        if (await NoticeQuery.Find(source, access.TeamsOf(context.User), id, context.RequestAborted) is null || !await outbox.Unpark(id, audited, context.RequestAborted))
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        await queue(new("SendMail"), context.RequestAborted);
        LogSentAgain(loggers.CreateLogger(typeof(SendAgain)), id);
        return Results.Redirect($"/notices/{id}");
    }

    [LoggerMessage(LogLevel.Information, "Notice {Notice} was put back into the line by hand")]
    private static partial void LogSentAgain(ILogger logger, long notice);
}
