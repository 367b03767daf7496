using Nec.Core.Contracts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.YouTube;

/// <summary>Counts the subscribers of channels on YouTube: fifty ids a call, and one call for each handle whose id is not known yet.</summary>
public sealed class YouTubeClient(IRestClient rest, YouTubeOptions options) : ISocialNetwork
{
    /// <summary>The name of the network in contract files.</summary>
    public const string Network = "youtube";

    private const string Subscribers = "subscribers";
    private const int IdsACall = 50;

    // Google's own channel for developers, which stands in every one of their examples.
    private const string WellKnownChannel = "UC_x5XG1OV2P6uZZ5FSM9Ttw";

    /// <inheritdoc/>
    public string Name => Network;

    /// <inheritdoc/>
    public bool HasCredentials => Key is not null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountLook>> Count(IReadOnlyList<AskedAccount> accounts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var looks = accounts.Select(asked => (asked.Account, Refusal: WhyNotAskable(asked.Account)))
            .Where(entry => entry.Refusal is not null).Select(entry => new AccountLook(entry.Account, entry.Refusal!)).ToList();
        var questions = accounts.Where(asked => WhyNotAskable(asked.Account) is null).ToLookup(asked => IdOf(asked) is not null);

        Unable? stop = null;
        foreach (var chunk in questions[true].Chunk(IdsACall).Concat(questions[false].Chunk(1)))
        {
            var reply = stop is null ? await Ask(chunk, cancellationToken) : YouTubeReply.Refused(stop);
            stop = reply.Refusal is { StopAsking: true } refusal ? refusal : null;
            looks.AddRange(chunk.Select(asked => reply.For(asked.Account, IdOf(asked), at)));
        }

        return looks;
    }

    /// <inheritdoc/>
    public async Task<Probe> Probe(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Key is null)
        {
            return new Probe(ProbeOutcome.NotConfigured, "YouTube:Key is not set, so no channel can be counted: put an API key into the environment as YouTube__Key");
        }

        var response = await rest.ExecuteGetAsync(Request("id").AddQueryParameter("id", WellKnownChannel), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        return YouTubeReply.Of(response, Key).Refusal is { } refusal
            ? Http.Probe.Refused(refusal)
            : new Probe(ProbeOutcome.Works, "YouTube accepts the key, which does not expire; it may read public channels, and a call of fifty costs one of the day's units");
    }

    private string? Key => string.IsNullOrWhiteSpace(options.Key) ? null : options.Key.Trim();

    private Unable? WhyNotAskable(Account account) =>
        account.Network != Network ? new Unable($"the network {account.Network} is not connected", NeedsPerson: true)
        : Key is null ? new Unable("YouTube:Key is not set", NeedsPerson: true)
        : account.Metric != Subscribers ? new Unable($"YouTube has no metric {account.Metric}; use {Subscribers}", NeedsPerson: true)
        : !IsId(account.Handle) && !IsHandle(account.Handle) ? new Unable($"'{account.Handle}' is neither a channel's id (UC…) nor a handle (@…) on YouTube; correct the account {account.Id} in the contract file", NeedsPerson: true)
        : null;

    /// <summary>The id to ask by: the contract's, or the one kept from an earlier look; null while a handle has not been resolved.</summary>
    private static string? IdOf(AskedAccount asked) => IsId(asked.Account.Handle) ? asked.Account.Handle : asked.NetworkId is { } known && IsId(known) ? known : null;

    private static bool IsId(string text) => text.Length == 24 && text.StartsWith("UC", StringComparison.Ordinal) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static bool IsHandle(string text) => text.Length is >= 4 and <= 31 && text[0] == '@' && text.Skip(1).All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' or '·');

    // The handle's answer holds the count as well: resolving costs no call of its own.
    private async Task<YouTubeReply> Ask(AskedAccount[] chunk, CancellationToken cancellationToken)
    {
        var request = Request("id,statistics");
        _ = IdOf(chunk[0]) is null
            ? request.AddQueryParameter("forHandle", chunk[0].Account.Handle)
            : request.AddQueryParameter("id", string.Join(',', chunk.Select(IdOf).Distinct(StringComparer.Ordinal)), encode: false);
        var response = await rest.ExecuteGetAsync(request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(); // RestSharp makes a reply of it

        return YouTubeReply.Of(response, Key);
    }

    private RestRequest Request(string parts) => new RestRequest("youtube/v3/channels")
        .AddQueryParameter("part", parts, encode: false)
        .AddQueryParameter("maxResults", IdsACall)
        .AddHeader("X-Goog-Api-Key", Key!); // never in the address, which servers and proxies log
}
