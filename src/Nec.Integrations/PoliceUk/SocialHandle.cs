using System.Text.RegularExpressions;
using System.Web;

namespace Nec.Integrations.PoliceUk;

/// <summary>An account as a contract names it: the network, the handle there, and what is counted of it.</summary>
public sealed record FoundAccount(string Network, string Handle, string Metric);

/// <summary>Reads accounts out of the addresses that forces give, some of them twenty years old.</summary>
public static partial class SocialHandle
{
    private static readonly Dictionary<string, string> Hosts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["facebook.com"] = "facebook",
        ["fb.com"] = "facebook",
        ["twitter.com"] = "x",
        ["x.com"] = "x",
        ["youtube.com"] = "youtube",
        ["instagram.com"] = "instagram",
        ["bsky.app"] = "bluesky",
    };

    private static readonly Dictionary<string, string> Channels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["facebook"] = "facebook",
        ["twitter"] = "x",
        ["x"] = "x",
        ["youtube"] = "youtube",
        ["instagram"] = "instagram",
        ["bluesky"] = "bluesky",
        ["mastodon"] = "mastodon",
    };

    // Parts of the sites that are nobody's account.
    private static readonly HashSet<string> Nobody = new(StringComparer.OrdinalIgnoreCase)
    {
        "groups", "events", "watch", "playlist", "results", "hashtag", "search", "share", "sharer", "sharer.php", "intent", "home", "i", "p", "reel", "explore", "login", "home.php", "media", "photo.php", "story.php",
    };

    /// <summary>Whether a channel is a network whose accounts are counted.</summary>
    public static bool IsNetwork(string channel) => Channels.ContainsKey(channel.Trim());

    /// <summary>
    /// The account that a channel leads to, by an address with or without a scheme or by its name; null when it leads to none that is counted.
    /// </summary>
    public static FoundAccount? Of(Contact contact)
    {
        var (channel, typed) = (Channels.GetValueOrDefault(contact.Channel.Trim()), contact.Value.Trim());

        // "north.example.org" is a name on Bluesky, and "north.police.uk" may be one elsewhere.
        return WebAddress.Of(typed) is { } web && new Uri(web) is var address
            && (NetworkOf(address.Host) is not null
                || typed.Contains('/', StringComparison.Ordinal)
                || typed.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            ? AtAddress(channel, address)
            : channel is null ? null
            : Named(channel, typed);
    }

    private static FoundAccount? Named(string channel, string typed) => (channel, typed.TrimStart('@')) switch
    {
        ("youtube", _) when !typed.StartsWith('@') && !(typed.Length == 24 && typed.StartsWith("UC", StringComparison.Ordinal)) => null,
        ("youtube", _) => Found(channel, typed),
        ("mastodon", var name) when name.Split('@') is [{ Length: > 0 }, var instance] && instance.Contains('.', StringComparison.Ordinal) =>
            Found(channel, name),
        ("mastodon", _) => null,
        (_, var name) => name.Contains('@', StringComparison.Ordinal) ? null : Found(channel, name), // that would be a mailbox
    };

    private static FoundAccount? AtAddress(string? channel, Uri address)
    {
        var network = NetworkOf(address.Host) ?? (channel == "mastodon" ? channel : null);
        var path = address.Fragment.StartsWith("#!/", StringComparison.Ordinal) ? address.Fragment[3..] : Uri.UnescapeDataString(address.AbsolutePath);
        return network is null ? null : Found(network, HandleOf(network, path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries), address));
    }

    private static string? HandleOf(string network, string[] path, Uri address) => (network, path) switch
    {
        ("facebook", ["profile.php"]) => HttpUtility.ParseQueryString(address.Query)["id"],
        ("facebook", ["pages", .., var id]) when id.All(char.IsAsciiDigit) => id,
        ("facebook", ["pages", ..]) => null,
        ("facebook", ["people" or "pg", ..]) => null, // a person's profile, and an old form of address
        ("youtube", ["channel", var name, ..]) => name,
        ("youtube", ["user" or "c", ..]) => null, // names of an older kind, which its interface does not take for handles
        ("youtube", [['@', ..] name, ..]) => name,
        ("bluesky", ["profile", var name, ..]) => name,
        ("bluesky", _) => null,
        ("mastodon", [['@', .. var user], ..]) => $"{user}@{address.Host}",
        ("mastodon", _) => null,
        (_, [var name, ..]) when !Nobody.Contains(name) => name.TrimStart('@'),
        _ => null,
    };

    private static FoundAccount? Found(string network, string? handle) =>
        handle is not null && (Handles().IsMatch(handle) || (network == "bluesky" && Dids().IsMatch(handle))) ? new(network, handle, network == "youtube" ? "subscribers" : "followers") : null;

    private static string? NetworkOf(string host)
    {
        var parts = host.Split('.');
        return parts.Length < 2 ? null : Hosts.GetValueOrDefault($"{parts[^2]}.{parts[^1]}");
    }

    [GeneratedRegex(
        @"^@?[A-Za-z0-9][A-Za-z0-9._@-]{0,99}\z|^_[A-Za-z0-9._-]{1,99}\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Handles();

    [GeneratedRegex(@"^did:[a-z]+:[A-Za-z0-9._:%-]{1,190}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dids();
}
