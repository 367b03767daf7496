using Nec.Core.Contracts;
using Nec.Integrations.Http;

namespace Nec.Integrations.Social;

/// <summary>A social network: it answers for several accounts at once as far as its interface can, and never lets one account's trouble stop the next.</summary>
public interface ISocialNetwork
{
    /// <summary>Its name in contract files: <c>facebook</c>, <c>mastodon</c>.</summary>
    string Name { get; }

    /// <summary>Whether the settings hold credentials for it; false too of a network that asks for none.</summary>
    bool HasCredentials { get; }

    /// <summary>One look for each account asked about, in any order; a missing number is unable with a reason, never zero. Throws only when cancelled.</summary>
    Task<IReadOnlyList<AccountLook>> Count(IReadOnlyList<AskedAccount> accounts, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>One harmless call: whether the credentials work, what they may and may not do, and when they die.</summary>
    Task<Probe> Probe(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>An account to count, with the network's own id for it from an earlier look; null when it has not been resolved yet.</summary>
public sealed record AskedAccount(Account Account, string? NetworkId = null);

/// <summary>What a look at an account gave.</summary>
public sealed record AccountLook(Account Account, Look Look)
{
    /// <summary>The network's own id for the account, to be kept: handles change, ids do not. Null when the network told none.</summary>
    public string? NetworkId { get; init; }
}
