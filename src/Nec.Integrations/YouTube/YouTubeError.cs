using System.Globalization;
using System.Text.Json;
using Nec.Integrations.Http;

namespace Nec.Integrations.YouTube;

/// <summary>
/// YouTube's reasons in words that say what to do. The reason decides: 403 alone may be a day's wait or a lost permission, and an unknown one is quoted.
/// </summary>
internal static class YouTubeError
{
    private const string ListOfErrors = "YouTube's list of errors is at developers.google.com/youtube/v3/docs/errors";

    /// <summary>
    /// Why the call was refused: what a reason that we know means, else YouTube's own words; null when there is no error, or only that YouTube
    /// is out of order.
    /// </summary>
    /// <param name="error">The reply's <c>error</c>.</param>
    /// <param name="status">The reply's HTTP status, for an error that tells no code of its own.</param>
    /// <param name="key">The key that was sent, which is never repeated.</param>
    public static Unable? Explain(JsonElement? error, int status, string? key)
    {
        if (error is not { ValueKind: JsonValueKind.Object } envelope)
        {
            // In failures of signing in, the error is a plain string.
            return error is { ValueKind: JsonValueKind.String } plain ? Unknown(status, QuotedError.Of(key, Text(plain))) : null;
        }

        string[] reasons = [.. Texts(envelope, "details", "reason"), .. Texts(envelope, "errors", "reason")];
        if (reasons.Select(Of).FirstOrDefault(known => known is not null) is { } known)
        {
            return known;
        }

        var tells = envelope.TryGetProperty("code", out var told) && told.ValueKind == JsonValueKind.Number;
        var code = tells && told.TryGetInt32(out var number) ? number : status;
        var message = envelope.TryGetProperty("message", out var words) ? Text(words) : null;

        return Unknown(code, QuotedError.Of(key, [reasons.FirstOrDefault(), message, .. Texts(envelope, "errors", "message").Take(1)]));
    }

    private static Unable? Of(string reason) => reason switch
    {
        "quotaExceeded" or "dailyLimitExceeded" => Wait("YouTube's units of the day are used up, which begins anew at midnight in California: the next run after that asks again"),
        "rateLimitExceeded" or "userRateLimitExceeded" => Wait("YouTube asks us to wait: its call limit is reached, the next run asks again"),
        "keyInvalid" or "API_KEY_INVALID" => Person("YouTube does not accept the key: make a new API key and set YouTube:Key"),
        "keyExpired" or "API_KEY_EXPIRED" => Person("YouTube says that the key has expired: make a new API key and set YouTube:Key"),
        "accessNotConfigured" or "SERVICE_DISABLED" => Person("the YouTube Data API v3 is not switched on in the key's project: enable it in the Google Cloud console"),
        "ipRefererBlocked" or "API_KEY_IP_ADDRESS_BLOCKED" or "API_KEY_HTTP_REFERRER_BLOCKED" or "API_KEY_SERVICE_BLOCKED" =>
            Person("YouTube refuses this key from here: look at the key's restrictions in the Google Cloud console"),
        _ => null,
    };

    // What the code alone says for certain; the rest is quoted.
    private static Unable? Unknown(int code, string? quoted) => code switch
    {
        429 => Wait("YouTube asks us to wait: its call limit is reached, the next run asks again"),
        >= 500 => null,
        _ => Told(code, quoted) with { StopAsking = code is 401 or 403 },
    };

    private static Unable Told(int code, string? quoted) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"YouTube gave an error that Nec does not know{(quoted is null ? "" : $": {quoted}")} (error {code}); {ListOfErrors}"),
        NeedsPerson: true);

    private static IEnumerable<string> Texts(JsonElement envelope, string list, string name) =>
        envelope.TryGetProperty(list, out var entries) && entries.ValueKind == JsonValueKind.Array
            ? entries.EnumerateArray()
                .Select(entry => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) ? Text(value) : null)
                .OfType<string>()
            : [];

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair, escaped: no text
        }
    }

    private static Unable Wait(string reason) => new(reason, NeedsPerson: false) { StopAsking = true };

    private static Unable Person(string reason) => new(reason, NeedsPerson: true) { StopAsking = true };
}
