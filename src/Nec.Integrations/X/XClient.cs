using Nec.Core.Contracts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.X;

/// <summary>Counts the followers of accounts on X, up to a hundred names a call: every user returned is paid for, so nothing else is asked about them.</summary>
public sealed class XClient(IRestClient rest, XOptions options) : ISocialNetwork
{
    /// <summary>The name of the network in contract files.</summary>
    public const string Network = "x";

    private const string Followers = "followers";
    private const int NamesACall = 100;

    // A cap of the month that X has told the end of; kept for the life of the process.
    private volatile Cap? _cap;

    private sealed record Cap(Unable Refusal, DateTimeOffset Ends);

    /// <inheritdoc/>
    public string Name => Network;

    /// <inheritdoc/>
    public bool HasCredentials => Token is not null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountLook>> Count(IReadOnlyList<AskedAccount> accounts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var looks = new List<AccountLook>(accounts.Count);
        var askable = new List<AskedAccount>(accounts.Count);
        foreach (var asked in accounts)
        {
            if (WhyNotAskable(asked.Account) is { } refusal)
            {
                looks.Add(new AccountLook(asked.Account, refusal));
            }
            else
            {
                askable.Add(asked);
            }
        }

        var stop = CapAt(at)?.Refusal;
        foreach (var chunk in askable.Chunk(NamesACall))
        {
            var reply = stop is null ? await Ask([.. chunk.Select(asked => NameOf(asked.Account)).Distinct(StringComparer.OrdinalIgnoreCase)], at, cancellationToken) : XReply.Refused(stop);
            stop = reply.Refusal is { StopAsking: true } refusal ? refusal : null;
            _cap = reply is { Refusal: { } reached, CapEnds: { } ends } ? new(reached, ends) : _cap;
            looks.AddRange(chunk.Select(asked => reply.For(asked, NameOf(asked.Account), at)));
        }

        return looks;
    }

    /// <inheritdoc/>
    public async Task<Probe> Probe(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Token is null)
        {
            return new Probe(ProbeOutcome.NotConfigured, "X:Token is not set, so no account on X can be counted: put the app's bearer token into the environment as X__Token");
        }

        // Asked before the cap ends, X would say of the token what it says of it always, and nothing of the cap.
        if (CapAt(now) is { } cap)
        {
            return Http.Probe.Refused(cap.Refusal);
        }

        // The one question that costs nothing: reading a user is paid for.
        var response = await rest.ExecuteGetAsync(Request("2/usage/tweets"), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        return XReply.WhyUseless(response, now) is { } refusal
            ? Http.Probe.Refused(refusal)
            : new Probe(ProbeOutcome.Works, "X accepts the token, which does not expire; it may read public accounts and post nothing; each account that is read is paid for once a day (UTC), from the app's credits");
    }

    private Cap? CapAt(DateTimeOffset now) => _cap is { } cap && now < cap.Ends ? cap : null;

    private string? Token => string.IsNullOrWhiteSpace(options.Token) ? null : options.Token.Trim();

    private Unable? WhyNotAskable(Account account) =>
        account.Network != Network ? new Unable($"the network {account.Network} is not connected", NeedsPerson: true)
        : Token is null ? new Unable("X:Token is not set", NeedsPerson: true)
        : account.Metric != Followers ? new Unable($"X has no metric {account.Metric}; use {Followers}", NeedsPerson: true)
        : !IsName(NameOf(account)) ? new Unable($"'{account.Handle}' is not a name on X (1 to 15 letters, digits or underscores); correct the account {account.Id} in the contract file", NeedsPerson: true)
        : null;

    private static string NameOf(Account account) => account.Handle.StartsWith('@') ? account.Handle[1..] : account.Handle;

    // One name of another form makes X refuse the whole call.
    private static bool IsName(string name) => name.Length is > 0 and <= 15 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private async Task<XReply> Ask(IReadOnlyList<string> names, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var request = Request("2/users/by")
            .AddQueryParameter("usernames", string.Join(',', names), encode: false)
            .AddQueryParameter("user.fields", "public_metrics");
        var response = await rest.ExecuteGetAsync(request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(); // RestSharp makes a reply of it

        return XReply.Of(response, at);
    }

    private RestRequest Request(string path) => new RestRequest(path).AddHeader("Authorization", $"Bearer {Token}"); // never in the address, which servers and proxies log
}
