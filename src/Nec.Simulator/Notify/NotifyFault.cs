namespace Nec.Simulator;

/// <summary>The ways of failing that are Notify's own; the rest are <see cref="HttpFault"/>'s.</summary>
public static class NotifyFault
{
    /// <summary>429: more than 3,000 in a minute. There is no Retry-After.</summary>
    public static HttpFault RateLimit() => Of(new(429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"));

    /// <summary>429: the day's allowance is used up, until midnight UTC.</summary>
    public static HttpFault DailyLimit() => Of(new(429, "TooManyRequestsError", "Exceeded send limits (email: 250000) for today"));

    /// <summary>400: a team-only key, or a service in trial mode, and a recipient outside the team.</summary>
    public static HttpFault TeamOnly() => Of(NotifyError.BadRequest("Can\u2019t send to this recipient using a team-only API key"));

    /// <summary>400: something in the request is not as it should be.</summary>
    public static HttpFault Invalid() => Of(NotifyError.Validation("email_address Not a valid email address"));

    /// <summary>403: the key is not known, or revoked.</summary>
    public static HttpFault Refused() => Of(NotifyError.Auth("Invalid token: API key revoked"));

    /// <summary>500: nothing is known of what became of it.</summary>
    public static HttpFault Broken(int status = 500) => Of(new(status, "AssertionError", "Internal server error"));

    /// <summary>The e-mail is taken and the connection dies before the 201: the sender cannot know, but may look.</summary>
    public static HttpFault DropBeforeReply() => new("drop before reply", async (context, good) =>
    {
        await Reply.Held(context, good);
        context.Abort();
    });

    private static HttpFault Of(NotifyError error) => new(error.Error, (context, _) => error.Send(context));
}
