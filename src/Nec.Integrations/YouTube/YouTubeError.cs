using System.Text.Json;
using Nec.Integrations.Http;

namespace Nec.Integrations.YouTube;

/// <summary>YouTube's reasons in words that say what to do. The reason decides: 403 alone may be a day's wait or a lost permission.</summary>
internal static class YouTubeError
{
    /// <summary>Why the call was refused; null when the error is none that we know, or there is none.</summary>
    public static Unable? Explain(JsonElement? error)
    {
        if (error is not { ValueKind: JsonValueKind.Object } envelope)
        {
            // In failures of signing in, the error is a plain string.
            return error is { ValueKind: JsonValueKind.String } ? Person("YouTube does not accept the key: make a new API key and set YouTube:Key") : null;
        }

        foreach (var reason in Reasons(envelope, "details").Concat(Reasons(envelope, "errors")))
        {
            if (Of(reason) is { } known)
            {
                return known;
            }
        }

        return envelope.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) ? ByStatus(number) : null;
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

    private static Unable? ByStatus(int code) => code switch
    {
        401 => Person("YouTube does not accept the key: make a new API key and set YouTube:Key"),
        403 => Person("YouTube refuses this key: look at its project and restrictions in the Google Cloud console (error 403)"),
        400 => new Unable("YouTube did not understand the question: check the handles in the contract file, and YouTube:Key (error 400)", NeedsPerson: true),
        429 => Wait("YouTube asks us to wait: its call limit is reached, the next run asks again"),
        _ => null,
    };

    private static IEnumerable<string> Reasons(JsonElement envelope, string list) =>
        envelope.TryGetProperty(list, out var entries) && entries.ValueKind == JsonValueKind.Array
            ? entries.EnumerateArray()
                .Where(entry => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String)
                .Select(entry => entry.GetProperty("reason").GetRawText().Trim('"'))
            : [];

    private static Unable Wait(string reason) => new(reason, NeedsPerson: false) { StopAsking = true };

    private static Unable Person(string reason) => new(reason, NeedsPerson: true) { StopAsking = true };
}
