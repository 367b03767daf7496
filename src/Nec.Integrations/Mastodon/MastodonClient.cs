using Nec.Core.Contracts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.Mastodon;

/// <summary>Counts the followers of accounts on Mastodon, each at its home instance: others know only a part of them.</summary>
public sealed class MastodonClient(IRestClient rest, MastodonOptions options) : ISocialNetwork
{
    /// <summary>The name of the network in contract files.</summary>
    public const string Network = "mastodon";

    private const string Followers = "followers";

    /// <inheritdoc/>
    public string Name => Network;

    /// <inheritdoc/>
    public bool HasCredentials => false;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountLook>> Count(IReadOnlyList<AskedAccount> accounts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var looks = new List<AccountLook>(accounts.Count);
        var stopped = new Dictionary<string, Unable>(StringComparer.Ordinal); // by instance: one that asks us to wait does not speak for the others
        foreach (var asked in accounts)
        {
            var account = asked.Account;
            if (WhyNotAskable(account) is { } refusal)
            {
                looks.Add(new AccountLook(account, refusal));
                continue;
            }

            var handle = MastodonHandle.Parse(account.Handle)!; // WhyNotAskable has seen it
            var look = stopped.TryGetValue(handle.Instance, out var stop)
                ? new AccountLook(account, stop)
                : MastodonReply.Look(await Ask(handle, cancellationToken), handle, asked, at);
            if (look.Look is Unable { StopAsking: true } unable)
            {
                // Heeded here: to the caller it would mean the whole network.
                stopped[handle.Instance] = unable with { StopAsking = false };
                look = look with { Look = stopped[handle.Instance] };
            }

            looks.Add(look);
        }

        return looks;
    }

    /// <inheritdoc/>
    public async Task<Probe> Probe(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var instance = options.ProbeInstance;
        var response = await rest.ExecuteGetAsync(new RestRequest(new Uri($"{options.AddressOf(instance)}/api/v2/instance")), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        return MastodonReply.WhyNoInstance(response, instance) is { } refusal
            ? new Probe(ProbeOutcome.Silent, $"{refusal}; if other instances answer, set Mastodon:ProbeInstance to one of them")
            : new Probe(ProbeOutcome.Works, $"Mastodon needs no credentials; {instance} answers, and every account is asked for at its own instance");
    }

    private static Unable? WhyNotAskable(Account account) =>
        account.Network != Network ? new Unable($"the network {account.Network} is not connected", NeedsPerson: true)
        : account.Metric != Followers ? new Unable($"Mastodon has no metric {account.Metric}; use {Followers}", NeedsPerson: true)
        : MastodonHandle.Parse(account.Handle) is null ? new Unable($"'{account.Handle}' is not a handle on Mastodon (name@instance); correct the account {account.Id} in the contract file", NeedsPerson: true)
        : null;

    private async Task<RestResponse> Ask(MastodonHandle handle, CancellationToken cancellationToken)
    {
        var request = new RestRequest(new Uri($"{options.AddressOf(handle.Instance)}/api/v1/accounts/lookup")).AddQueryParameter("acct", handle.Name);
        var response = await rest.ExecuteGetAsync(request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(); // RestSharp makes a reply of it

        return response;
    }
}
