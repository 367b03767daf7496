using System.Text.Json;
using System.Text.Json.Serialization;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Integrations.Meta;
using Nec.Integrations.Social;

namespace Nec.Integrations.Facebook;

/// <summary>What is asked of a Page, and what its answer says. On Pages of the new kind <c>fan_count</c> is the followers: it is what Facebook now calls likes, and is counted as told.</summary>
internal static class FacebookPage
{
    public const string PageLikes = "page-likes";
    public const string Followers = "followers";
    public const string Counts = "id,followers_count,fan_count";
    public const string CountsAndPost = $"{Counts},published_posts.limit(1){{created_time}}";

    public static readonly MetaNetworkProfile Voice = new("Facebook", "Page", ["pages_read_engagement"]);

    /// <summary>The number that must answer: the contract file's own, else the one that a user name was resolved to, since names change hands. Null when neither is known.</summary>
    public static string? ExpectedId(AskedAccount asked) =>
        FacebookHandle.Node(asked.Account.Handle) is { } node && FacebookHandle.IsId(node) ? node
        : asked.NetworkId is { } known && FacebookHandle.IsId(known) ? known
        : null;

    /// <summary>The count of the account's own metric, or why it could not be seen.</summary>
    public static AccountLook Judge(MetaAnswer answer, AskedAccount asked, DateTimeOffset at)
    {
        var account = asked.Account;
        if (answer.WhyUnable(Voice, account.Handle) is { } unable)
        {
            return new(account, unable);
        }

        if (answer.As<PageJson>() is not { } page)
        {
            return new(account, MetaAnswer.Misshapen(Voice));
        }

        if (page.Id is not { Length: > 0 } id || !FacebookHandle.IsId(id) || (ExpectedId(asked) is { } expected && id != expected))
        {
            return new(account, new Unable($"Facebook answered for another Page than {ExpectedId(asked) ?? account.Handle}", NeedsPerson: true));
        }

        var (field, count) = account.Metric == PageLikes ? ("fan_count", page.FanCount) : ("followers_count", page.FollowersCount);
        Look look = count is >= 0
            ? new Seen(new Reading(account.Id, account.Metric, at, count.Value) { LastPostOn = LastPost.FirstOf(page.Posts, "created_time") })
            : new Unable($"Facebook does not show {field} of {account.Handle}: give the token pages_read_engagement for this Page", NeedsPerson: true);

        return new(account, look) { NetworkId = id };
    }

    private sealed record PageJson(
        string? Id,
        [property: JsonPropertyName("followers_count")] long? FollowersCount,
        [property: JsonPropertyName("fan_count")] long? FanCount,
        [property: JsonPropertyName("published_posts")] JsonElement? Posts);
}
