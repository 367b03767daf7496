using System.Globalization;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.X;

/// <summary>X's problems in words that say what to do. Their types are addresses on the new host or the old one, so only the last part is compared.</summary>
internal static class XProblem
{
    /// <summary>The number of the error that comes with too many calls.</summary>
    public const int RateLimit = 88;

    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(1);

    // Billing periods are months; a header that is wrong by a unit must not silence X for years.
    private static readonly TimeSpan LongestCap = TimeSpan.FromDays(32);

    /// <summary>Why a whole call was refused; null when the problem is none that we know.</summary>
    public static Unable? OfCall(int status, string? type, string? title, bool isRateLimit, DateTimeOffset? reset, DateTimeOffset? capEnds) => (status, Kind(type)) switch
    {
        // Two different 429: the month's cap, behind healthy rate headers, and too many calls in a quarter of an hour.
        _ when IsUsageCap(type, title) => Person(capEnds is { } ends
            ? string.Create(CultureInfo.InvariantCulture, $"X's usage cap is reached until {ends:d MMMM yyyy HH:mm} UTC, and X is not asked before: raise it in X's developer console and start Nec again, or wait")
            : "X's usage cap is reached: raise it in X's developer console, or wait for the next billing period"),
        _ when status == 429 || isRateLimit => new Unable($"X asks us to wait{Until(reset)}: its call limit is reached, the next run asks again", NeedsPerson: false) { StopAsking = true },
        (402, _) => Person("X's prepaid credits are used up: buy more in X's developer console (HTTP 402)"),
        (401, _) => Person("X does not accept the token: make a new bearer token in X's developer console and set X:Token (HTTP 401)"),
        (403, "client-forbidden") => Person("X lets this app read nothing: attach it to a project with access in X's developer console (HTTP 403, client-forbidden)"),
        (403, _) => Person("X refuses this app: look at its state in X's developer console (HTTP 403)"),
        (400, _) => new Unable("X did not understand the question about these accounts: check their handles in the contract file (HTTP 400)", NeedsPerson: true),
        _ => null,
    };

    /// <summary>Why one account was not shown, though the call succeeded.</summary>
    public static Unable OfAccount(string name, string? type, string? title, string? detail) => new(
        detail?.Contains("suspended", StringComparison.OrdinalIgnoreCase) == true ? $"X has suspended @{name}"
        : Kind(type) is "not-authorized-for-resource" or "client-forbidden" || title is "Forbidden" or "Authorization Error" ? $"X does not let this app read @{name}"
        : Kind(type) == "resource-not-found" ? $"X knows no account @{name}: correct the handle in the contract file"
        : $"X gave an error about @{name} that Nec does not know{(QuotedError.Of(null, title, detail) is { } quoted ? $": {quoted}" : "")}",
        NeedsPerson: true);

    /// <summary>Whether it is the month's cap that a call met.</summary>
    public static bool IsUsageCap(string? type, string? title) => Kind(type) == "usage-capped" || title == "UsageCapExceeded";

    /// <summary>When a cap ends; null when X does not say. The headers' limit is one of a quarter of an hour: only a later reset can be the cap's.</summary>
    public static DateTimeOffset? CapEnds(RestResponse response, DateTimeOffset now) => Reset(response) is { } reset && reset > now + LongestWindow && reset < now + LongestCap ? reset : null;

    /// <summary>When the limit ends, as the header tells it in Unix seconds.</summary>
    public static DateTimeOffset? Reset(RestResponse response) =>
        response.Headers?.FirstOrDefault(header => string.Equals(header.Name, "x-rate-limit-reset", StringComparison.OrdinalIgnoreCase))?.Value is { } text
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static string? Kind(string? type) => type?.TrimEnd('/').Split('/')[^1];

    private static string Until(DateTimeOffset? reset) => reset is { } at ? string.Create(CultureInfo.InvariantCulture, $" until {at:HH:mm} UTC") : "";

    private static Unable Person(string reason) => new(reason, NeedsPerson: true) { StopAsking = true };
}
