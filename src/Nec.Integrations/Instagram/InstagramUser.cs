using System.Text.Json;
using System.Text.Json.Serialization;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Integrations.Meta;
using Nec.Integrations.Social;

namespace Nec.Integrations.Instagram;

/// <summary>What is asked of an account, and what its answer says.</summary>
internal static class InstagramUser
{
    public const string Followers = "followers";
    public const string Counts = "id,username,followers_count,media_count";
    public const string CountsAndPost = $"{Counts},media.limit(1){{timestamp}}";

    public static readonly MetaNetworkProfile Voice = new("Instagram", "account", ["instagram_basic", "instagram_manage_insights", "pages_read_engagement"]);

    /// <summary>Whether it is our own account, which needs no looking up.</summary>
    public static bool IsOwn(AskedAccount asked, string userId) => asked.NetworkId == userId || asked.Account.Handle.Trim() == userId;

    /// <summary>The followers, or why they could not be seen; <paramref name="userId"/> is our own account, through which the others are looked up.</summary>
    public static AccountLook Judge(MetaAnswer answer, AskedAccount asked, string userId, DateTimeOffset at)
    {
        var account = asked.Account;
        if (answer.WhyUnable(Voice, account.Handle) is { } unable)
        {
            return new(account, unable);
        }

        if (answer.As<UserJson>() is not { } user)
        {
            return new(account, MetaAnswer.Misshapen(Voice));
        }

        var isOwn = IsOwn(asked, userId);
        if (user.Id != userId || (!isOwn && user.Found is not { Id.Length: > 0 }))
        {
            return new(account, user.Id != userId
                ? new Unable("Instagram answered for another account than Instagram:UserId", NeedsPerson: true)
                : new Unable($"Instagram shows no business or creator account {account.Handle}: personal and age-restricted ones are never shown", NeedsPerson: true));
        }

        return Judge(isOwn ? user : user.Found!, asked, isOwn, at);
    }

    private static AccountLook Judge(UserJson found, AskedAccount asked, bool isOwn, DateTimeOffset at)
    {
        var account = asked.Account;
        var isSame = asked.NetworkId is null || asked.NetworkId == found.Id;
        var isAsked = isOwn || found.Username is null || found.Username.Equals(InstagramHandle.Username(account.Handle), StringComparison.OrdinalIgnoreCase);
        if (!isSame || !isAsked)
        {
            return new(account, new Unable($"Instagram answered for another account than the one {account.Handle} was: check the handle in the contract file", NeedsPerson: true));
        }

        Look look = found.Followers is >= 0
            ? new Seen(new Reading(account.Id, Followers, at, found.Followers.Value) { LastPostOn = LastPost.FirstOf(found.Media, "timestamp") })
            : new Unable($"Instagram does not show followers_count of {account.Handle}: give the token {string.Join(", ", Voice.Permissions)}", NeedsPerson: true);

        return new(account, look) { NetworkId = found.Id };
    }

    private sealed record UserJson(
        string? Id,
        string? Username,
        [property: JsonPropertyName("followers_count")] long? Followers,
        JsonElement? Media,
        [property: JsonPropertyName("business_discovery")] UserJson? Found);
}
