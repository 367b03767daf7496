using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nec.Core.Calendar;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.Mastodon;

/// <summary>What an instance says of one account, in words that say what to do when it is not a count.</summary>
internal static class MastodonReply
{
    /// <summary>The count of the account, or why it was not seen.</summary>
    public static AccountLook Look(RestResponse response, MastodonHandle handle, AskedAccount asked, DateTimeOffset at)
    {
        var account = asked.Account;
        if (!response.IsSuccessStatusCode || Read<AccountJson>(response) is not { Id: { Length: > 0 } id, Username: { } username } found)
        {
            return new AccountLook(account, Refusal(response, handle));
        }

        var networkId = $"{id}@{handle.Instance}"; // an id means something at its own instance only
        if (!string.Equals(username, handle.Name, StringComparison.OrdinalIgnoreCase))
        {
            return new AccountLook(account, Person($"{handle.Instance} answered for another account than {handle}"));
        }

        if (asked.NetworkId is { Length: > 0 } known && known != networkId)
        {
            return new AccountLook(account, Person($"the name {handle} on Mastodon now belongs to another account: correct the account {account.Id} in the contract file"));
        }

        Look look = found switch
        {
            // First of all: the count of an empty shell is zero.
            { Suspended: true } => Person($"{handle.Instance} has suspended {handle}"),
            { Moved: { } moved } => Person($"{handle} has moved to {NewHandle(moved, handle)}: correct the account {account.Id} in the contract file"),
            _ when IsHidden(found) => Person($"{handle} hides its number of followers: its owner can show it, or record the count by hand"),
            _ => CountOf(found) is { } count
                ? new Seen(new Reading(account.Id, account.Metric, at, count) { LastPostOn = DayOf(found.LastStatusAt) })
                : new Unable($"{handle.Instance} did not show the number of followers of {handle}; the next run asks again", NeedsPerson: false),
        };

        return new AccountLook(account, look) { NetworkId = networkId };
    }

    /// <summary>Why a reply is not an instance's description of itself; null when it is.</summary>
    public static string? WhyNoInstance(RestResponse response, string instance) =>
        response.IsSuccessStatusCode && Read<InstanceJson>(response) is { Version: not null } ? null : $"Mastodon: {instance}: {Why(response)}";

    private static Unable Refusal(RestResponse response, MastodonHandle handle) => (int)response.StatusCode switch
    {
        404 when Read<ErrorJson>(response)?.Error is not null => Person($"{handle.Instance} knows no account {handle}: correct the handle in the contract file"),
        410 => Person($"the account {handle} is gone from its instance: correct the handle in the contract file"),
        401 => Person($"{handle.Instance} answers only those who are signed in there, so {handle} cannot be counted: record its followers by hand"),
        403 => Person($"{handle.Instance} refuses us (HTTP 403): ask its owners, who find us through Http:Contact"),
        429 => new Unable($"{handle.Instance} asks us to wait{Until(response)}: its call limit is reached, the next run asks again", NeedsPerson: false) { StopAsking = true },
        _ => new Unable($"Mastodon: {handle.Instance}: {Why(response)}", NeedsPerson: false),
    };

    private static string Why(RestResponse response) => Reply.WhyUnable(response) ?? "the reply is not the JSON that was asked for";

    // At the new home's own instance the name stands alone, elsewhere with its instance.
    private static string NewHandle(MovedJson moved, MastodonHandle handle) => moved.Acct switch
    {
        { } acct when MastodonHandle.Parse(acct) is { } elsewhere => elsewhere.ToString(),
        { } acct when MastodonHandle.Parse($"{acct}@{handle.Instance}") is { } here => here.ToString(),
        _ => "another account",
    };

    // Akkoma and Pleroma give zero beside their mark, others the mark among their own settings, and the glitch edition minus one.
    private static bool IsHidden(AccountJson found) =>
        new[] { found.Pleroma, found.OtherSettings }.Any(HidesCount) || IsTrue(found.HideFollowersCount) || Told(found) == -1;

    private static bool HidesCount(JsonElement? settings) =>
        settings is { ValueKind: JsonValueKind.Object } own && own.TryGetProperty("hide_followers_count", out var mark) && IsTrue(mark);

    private static bool IsTrue(JsonElement? mark) => mark is { ValueKind: JsonValueKind.True };

    private static long? CountOf(AccountJson found) => Told(found) is { } count and >= 0 ? count : null;

    private static long? Told(AccountJson found) =>
        found.FollowersCount is { ValueKind: JsonValueKind.Number } told && told.TryGetInt64(out var count) ? count : null;

    // A date; instances of old gave an instant. Theirs is UTC's, which near midnight may be London's day before.
    private static DateOnly? DayOf(string? told) =>
        told is { Length: >= 10 } ? Dates.Read(told[..10]) : null;

    private static string Until(RestResponse response) =>
        response.Headers?.FirstOrDefault(header => string.Equals(header.Name, "X-RateLimit-Reset", StringComparison.OrdinalIgnoreCase))?.Value is { } text
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? string.Create(CultureInfo.InvariantCulture, $" until {at.UtcDateTime:HH:mm} UTC") : "";

    private static Unable Person(string reason) => new(reason, NeedsPerson: true);

    private static T? Read<T>(RestResponse response)
        where T : class
    {
        try
        {
            return response.RawBytes is { Length: > 0 } bytes ? JsonSerializer.Deserialize<T>(bytes, JsonSerializerOptions.Web) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record AccountJson(
        string? Id,
        string? Username,
        [property: JsonPropertyName("followers_count")] JsonElement? FollowersCount,
        [property: JsonPropertyName("last_status_at")] string? LastStatusAt,
        MovedJson? Moved,
        bool? Suspended,
        JsonElement? Pleroma,
        [property: JsonPropertyName("other_settings")] JsonElement? OtherSettings,
        [property: JsonPropertyName("hide_followers_count")] JsonElement? HideFollowersCount);

    private sealed record MovedJson(string? Acct);

    private sealed record InstanceJson(string? Version);

    private sealed record ErrorJson(string? Error);
}
