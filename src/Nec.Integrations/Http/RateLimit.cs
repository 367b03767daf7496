using System.Globalization;
using System.Net;
using RestSharp;

namespace Nec.Integrations.Http;

/// <summary>What a reply says of the limits we are under: how long to wait, and how much of the allowance is used. Every network spells it differently (apis.md section 0).</summary>
public static class RateLimit
{
    /// <summary>The share of Meta's allowance, in percent, from which we ask at half the pace.</summary>
    public const int SlowPercent = 80;

    /// <summary>The share at which we stop.</summary>
    public const int StopPercent = 100;

    // A header that is wrong by a unit must not silence a source for years.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    // Meta's allowances roll over an hour, and it does not always say how long is left of it.
    private static readonly TimeSpan WhenUnsaid = TimeSpan.FromHours(1);

    private static readonly string[] Remaining = ["x-rate-limit-remaining", "X-RateLimit-Remaining", "RateLimit-Remaining"];
    private static readonly string[] Reset = ["x-rate-limit-reset", "X-RateLimit-Reset", "RateLimit-Reset"];

    /// <summary>How long the sender of a reply asks us to wait; null when it does not. Also of a call that we held back ourselves because it had asked before.</summary>
    public static TimeSpan? WaitOf(RestResponse response, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(response);

        return Reply.Refusal(response.ErrorException) is { Until: { } until } ? Kept(until - now) : WaitOf(response.StatusCode, Header(response), now);
    }

    /// <summary>The highest share in percent that Meta's usage headers name, whatever it is a share of; null when there are none.</summary>
    public static int? UsedPercent(RestResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);

        return MetaUsage.Percent(Header(response));
    }

    internal static TimeSpan? WaitOf(HttpResponseMessage response, DateTimeOffset now) => WaitOf(response.StatusCode, Header(response), now);

    internal static int? UsedPercent(HttpResponseMessage response) => MetaUsage.Percent(Header(response));

    private static TimeSpan? WaitOf(HttpStatusCode status, Func<string, string?> header, DateTimeOffset now)
    {
        var isSpent = status == HttpStatusCode.TooManyRequests || Remaining.Any(name => header(name)?.Trim() == "0");

        return Kept(RetryAfter(header("Retry-After"), now))
            ?? Kept(MetaUsage.Wait(header))
            ?? (MetaUsage.Percent(header) >= StopPercent ? WhenUnsaid : default(TimeSpan?))
            ?? (isSpent ? Reset.Select(name => Kept(Moment(header(name), now) - now)).FirstOrDefault(wait => wait is not null) : null);
    }

    private static TimeSpan? RetryAfter(string? value, DateTimeOffset now) =>
        Seconds(value) is { } seconds ? TimeSpan.FromSeconds(seconds) : Instant(value) - now;

    // Unix seconds at X and Bluesky, ISO 8601 at Mastodon; a number too small to be an instant is seconds from now (the IETF's draft).
    private static DateTimeOffset? Moment(string? value, DateTimeOffset now) => Seconds(value) switch
    {
        >= 1_000_000_000 and { } unix => DateTimeOffset.FromUnixTimeSeconds(unix),
        { } seconds => now.AddSeconds(seconds),
        null => Instant(value),
    };

    private static long? Seconds(string? value) =>
        long.TryParse(value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var seconds) && seconds <= 100_000_000_000 ? seconds : null;

    private static DateTimeOffset? Instant(string? value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var instant) ? instant : null;

    private static TimeSpan? Kept(TimeSpan? wait) => wait > TimeSpan.Zero ? wait < Longest ? wait : Longest : null;

    private static Func<string, string?> Header(RestResponse response) =>
        name => response.Headers?.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    private static Func<string, string?> Header(HttpResponseMessage response) =>
        name => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
