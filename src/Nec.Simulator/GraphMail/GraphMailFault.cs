using System.Globalization;

namespace Nec.Simulator;

/// <summary>The ways of failing that are the mail service's own; the rest are <see cref="HttpFault"/>'s.</summary>
public static class GraphMailFault
{
    /// <summary>429 with the seconds to wait.</summary>
    public static HttpFault Throttled(TimeSpan retryAfter) => new("throttled", (context, _) =>
    {
        context.Response.Headers.RetryAfter = ((int)retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return new GraphMailError(429, "ApplicationThrottled", "Too many requests.").Send(context);
    });

    /// <summary>429: more than four at once.</summary>
    public static HttpFault MailboxConcurrency() => Of(GraphMailError.Concurrency);

    /// <summary>401: the token is not good.</summary>
    public static HttpFault BadToken() => Of(GraphMailError.Token);

    /// <summary>403: the app may not send as this mailbox.</summary>
    public static HttpFault NoPermission() => Of(GraphMailError.Permission);

    /// <summary>404: there is no such mailbox.</summary>
    public static HttpFault UnknownMailbox() => Of(GraphMailError.UnknownMailbox);

    /// <summary>The error envelope with any status and code.</summary>
    public static HttpFault Error(int status, string code, string message = "Something went wrong.") => Of(new GraphMailError(status, code, message));

    /// <summary>The mail is taken and the connection dies before the 202: the sender cannot know.</summary>
    public static HttpFault DropBeforeReply() => new("drop before reply", async (context, good) =>
    {
        await Reply.Held(context, good);
        context.Abort();
    });

    private static HttpFault Of(GraphMailError error) => new(error.Code, (context, _) => error.Send(context));
}
