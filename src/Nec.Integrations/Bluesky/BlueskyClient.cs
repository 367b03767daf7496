using Nec.Core.Contracts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.Bluesky;

/// <summary>Counts the followers of accounts on Bluesky, twenty-five a call, by the identifier that stays once it is known: handles move.</summary>
public sealed class BlueskyClient(IRestClient rest, BlueskyOptions options) : ISocialNetwork
{
    /// <summary>The name of the network in contract files.</summary>
    public const string Network = "bluesky";

    private const string Followers = "followers";
    private const int ActorsACall = 25;

    // The network's own account, there as long as the network is.
    private const string WellKnownActor = "bsky.app";

    /// <inheritdoc/>
    public string Name => Network;

    /// <inheritdoc/>
    public bool HasCredentials => false;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountLook>> Count(IReadOnlyList<AskedAccount> accounts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var looks = accounts.Select(asked => (asked.Account, Refusal: WhyNotAskable(asked.Account)))
            .Where(entry => entry.Refusal is not null).Select(entry => new AccountLook(entry.Account, entry.Refusal!)).ToList();

        Unable? stop = null;
        foreach (var chunk in accounts.Where(asked => WhyNotAskable(asked.Account) is null).Chunk(ActorsACall))
        {
            stop = await Take(chunk, stop, looks, at, cancellationToken);
        }

        return options.LastPost ? await new BlueskyFeed(rest).Date(looks, cancellationToken) : looks;
    }

    /// <inheritdoc/>
    public async Task<Probe> Probe(DateTimeOffset now, CancellationToken cancellationToken) => (await Ask([WellKnownActor], WellKnownActor, cancellationToken)).Refusal is { } refusal
        ? Http.Probe.Refused(refusal)
        : new Probe(ProbeOutcome.Works, "Bluesky answers; it asks for no credentials");

    private async Task<Unable?> Take(AskedAccount[] chunk, Unable? stop, List<AccountLook> looks, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var reply = stop is null ? await Ask([.. chunk.Select(ActorOf).Distinct(StringComparer.OrdinalIgnoreCase)], only: chunk.Length == 1 ? chunk[0].Account.Handle : null, cancellationToken) : BlueskyReply.Refused(stop);
        if (reply.IsSpoiltByOne && chunk.Length > 1)
        {
            foreach (var asked in chunk)
            {
                stop = await Take([asked], stop, looks, at, cancellationToken);
            }

            return stop;
        }

        looks.AddRange(chunk.Select(asked => reply.For(asked.Account, ActorOf(asked), at)));

        return reply.Refusal is { StopAsking: true } refusal ? refusal : null;
    }

    private static Unable? WhyNotAskable(Account account) =>
        account.Network != Network ? new Unable($"the network {account.Network} is not connected", NeedsPerson: true)
        : account.Metric != Followers ? new Unable($"Bluesky has no metric {account.Metric}; use {Followers}", NeedsPerson: true)
        : !IsActor(HandleOf(account)) ? new Unable($"'{account.Handle}' is neither a handle on Bluesky (name.bsky.social) nor a did; correct the account {account.Id} in the contract file", NeedsPerson: true)
        : null;

    private static string ActorOf(AskedAccount asked) => asked.NetworkId is { } known && BlueskyReply.IsDid(known) ? known : HandleOf(asked.Account);

    private static string HandleOf(Account account) => account.Handle.StartsWith('@') ? account.Handle[1..] : account.Handle;

    // One actor of another form makes Bluesky refuse the whole call.
    private static bool IsActor(string actor) => BlueskyReply.IsDid(actor)
        || (actor.Length <= 253 && actor.Split('.') is { Length: >= 2 } labels && char.IsAsciiLetter(labels[^1].FirstOrDefault()) && labels.All(IsLabel));

    private static bool IsLabel(string label) => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    private async Task<BlueskyReply> Ask(IReadOnlyList<string> actors, string? only, CancellationToken cancellationToken)
    {
        var request = new RestRequest("xrpc/app.bsky.actor.getProfiles");
        foreach (var actor in actors)
        {
            request.AddQueryParameter("actors", actor);
        }

        var response = await rest.ExecuteGetAsync(request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(); // RestSharp makes a reply of it

        return BlueskyReply.Of(response, only);
    }
}
