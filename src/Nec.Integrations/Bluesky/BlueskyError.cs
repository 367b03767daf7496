using System.Globalization;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.Bluesky;

/// <summary>Bluesky's errors in words that say what to do.</summary>
internal static class BlueskyError
{
    /// <summary>Why the call was refused; null when the error is none that we know. The account is named when only one was asked about.</summary>
    public static Unable? Explain(RestResponse response, string? error, string? message, string? only) => ((int)response.StatusCode, error) switch
    {
        (429, _) or (_, "RateLimitExceeded") => new Unable($"Bluesky asks us to wait{Until(response)}: its call limit is reached, the next run asks again", NeedsPerson: false) { StopAsking = true },
        (_, "AccountTakedown") => Person($"Bluesky has taken down {only ?? "an account"}"),
        (_, "AccountDeactivated") => Person($"{only ?? "an account"} on Bluesky was switched off by its owner"),
        (400, _) when message == "Profile not found" => Person($"Bluesky knows no account {only ?? "of this name"}: correct the handle in the contract file"),
        (400, _) => Person($"Bluesky did not understand the question about {only ?? "these accounts"}: check the handle in the contract file (HTTP 400)"),
        (401 or 403, _) => Person("Bluesky refuses to show its public profiles from here: look whether Bluesky:BaseAddress is still right") with { StopAsking = true },
        _ => null,
    };

    private static string Until(RestResponse response) =>
        response.Headers?.FirstOrDefault(header => string.Equals(header.Name, "RateLimit-Reset", StringComparison.OrdinalIgnoreCase))?.Value is { } text
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? string.Create(CultureInfo.InvariantCulture, $" until {DateTimeOffset.FromUnixTimeSeconds(seconds):HH:mm} UTC") : "";

    private static Unable Person(string reason) => new(reason, NeedsPerson: true);
}
