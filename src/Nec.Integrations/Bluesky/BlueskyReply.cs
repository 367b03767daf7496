using System.Text.Json;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.Bluesky;

/// <summary>What one call gave: the profiles that are shown, matched to the actors asked for, since the others are left out without a word; or why the whole call is of no use.</summary>
internal sealed class BlueskyReply
{
    private readonly Dictionary<string, ProfileJson> _profiles = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why it is of no use for any account; null when it answers.</summary>
    public Unable? Refusal { get; private init; }

    /// <summary>The question itself was refused, which one actor among many can bring about.</summary>
    public bool IsSpoiltByOne { get; private init; }

    /// <summary>The call that was not made, since the one before was refused.</summary>
    public static BlueskyReply Refused(Unable refusal) => new() { Refusal = refusal };

    /// <summary>Whether a text is an identifier that stays.</summary>
    public static bool IsDid(string text) =>
        text.Length is > 8 and <= 2048 && text.StartsWith("did:", StringComparison.Ordinal) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ':' or '.' or '-' or '_' or '%');

    public static BlueskyReply Of(RestResponse response, string? only)
    {
        var body = Read(response);
        if (!response.IsSuccessStatusCode || body?.Profiles is not { } profiles)
        {
            return new BlueskyReply
            {
                Refusal = BlueskyError.Explain(response, body?.Error, body?.Message, only)
                    ?? new Unable($"Bluesky: {Reply.WhyUnable(response) ?? "the reply is not the JSON that was asked for"}", NeedsPerson: false),
                IsSpoiltByOne = (int)response.StatusCode == 400,
            };
        }

        var reply = new BlueskyReply();
        foreach (var profile in profiles)
        {
            _ = profile?.Did is { } did && reply._profiles.TryAdd(did, profile);
            _ = profile?.Handle is { } handle && reply._profiles.TryAdd(handle, profile);
        }

        return reply;
    }

    /// <summary>The count of one account, or why it was not seen.</summary>
    public AccountLook For(Account account, string actor, DateTimeOffset at)
    {
        if (Refusal is { } refusal)
        {
            return new AccountLook(account, refusal);
        }

        if (!_profiles.TryGetValue(actor, out var profile))
        {
            return new AccountLook(account, new Unable(
                $"Bluesky does not show {account.Handle}: it is unknown, taken down or switched off; look at it on bsky.app, and correct the handle in the contract file if it is wrong", NeedsPerson: true));
        }

        return new AccountLook(account, CountOf(profile) is { } count
            ? new Seen(new Reading(account.Id, account.Metric, at, count))
            : new Unable($"Bluesky did not show the number of followers of {account.Handle}; the next run asks again", NeedsPerson: false))
        {
            NetworkId = profile.Did is { } did && IsDid(did) ? did : null,
        };
    }

    // Optional in the interface; what is no whole number spoils one account, not the call.
    private static long? CountOf(ProfileJson profile) =>
        profile.FollowersCount is { ValueKind: JsonValueKind.Number } told && told.TryGetInt64(out var count) && count >= 0 ? count : null;

    private static BodyJson? Read(RestResponse response)
    {
        try
        {
            return response.RawBytes is { Length: > 0 } bytes ? JsonSerializer.Deserialize<BodyJson>(bytes, JsonSerializerOptions.Web) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record BodyJson(IReadOnlyList<ProfileJson?>? Profiles, string? Error, string? Message);

    private sealed record ProfileJson(string? Did, string? Handle, JsonElement? FollowersCount);
}
