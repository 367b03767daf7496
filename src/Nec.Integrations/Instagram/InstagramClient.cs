using Nec.Core.Contracts;
using Nec.Integrations.Http;
using Nec.Integrations.Meta;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.Instagram;

/// <summary>Counts the followers of Instagram's business and creator accounts, looked up through our own. Personal accounts are never shown.</summary>
public sealed class InstagramClient(IRestClient rest, InstagramOptions options, TimeProvider realTime) : ISocialNetwork
{
    /// <summary>The name of the network in contract files.</summary>
    public const string Network = "instagram";

    private static readonly MetaNetworkProfile Voice = InstagramUser.Voice;

    private readonly MetaWire _wire = new(rest, options.Version);
    private readonly string _userId = options.UserId?.Trim() ?? "";

    /// <summary>Pauses are of real time, whatever the demo's clock says.</summary>
    public InstagramClient(IRestClient rest, InstagramOptions options)
        : this(rest, options, TimeProvider.System)
    {
    }

    /// <inheritdoc/>
    public string Name => Network;

    /// <inheritdoc/>
    public bool HasCredentials => !string.IsNullOrWhiteSpace(options.Token);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountLook>> Count(IReadOnlyList<AskedAccount> accounts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var looks = accounts.Select(asked => WhyNotAskable(asked.Account) is { } refusal ? new AccountLook(asked.Account, refusal) : null).ToArray();
        var askable = Enumerable.Range(0, looks.Length).Where(index => looks[index] is null).ToArray();
        if (askable.Length > 0)
        {
            var credential = new MetaCredential(options.Token!, options.AppSecret); // WhyNotAskable has seen it
            var answers = await new MetaRun(_wire, Voice, realTime).Ask([.. askable.Select(index => Question(accounts[index]))], credential, cancellationToken);
            foreach (var (index, answer) in askable.Zip(answers))
            {
                looks[index] = InstagramUser.Judge(answer, accounts[index], _userId, at);
            }
        }

        return looks!;
    }

    /// <inheritdoc/>
    public async Task<Probe> Probe(DateTimeOffset now, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(options.Token) ? new(ProbeOutcome.NotConfigured, "Instagram:Token is not set, so no account can be counted: put a token into the environment as Instagram__Token")
        : WhyNotSet() is { } fault ? new(ProbeOutcome.Fails, fault)
        : await new MetaTokenWatch(_wire, Voice).Look(
            new(options.Token, options.AppSecret), MetaCredential.OfApp(options.AppId, options.AppSecret), new MetaQuestion(_userId, "id"), now, cancellationToken);

    private Unable? WhyNotAskable(Account account) =>
        account.Network != Network ? new Unable($"the network {account.Network} is not connected", NeedsPerson: true)
        : string.IsNullOrWhiteSpace(options.Token) ? new Unable("Instagram:Token is not set", NeedsPerson: true)
        : WhyNotSet() is { } fault ? new Unable(fault, NeedsPerson: true)
        : account.Metric != InstagramUser.Followers ? new Unable($"Instagram has no metric {account.Metric}; use {InstagramUser.Followers}", NeedsPerson: true)
        : InstagramHandle.Username(account.Handle) is null ? new Unable($"'{account.Handle}' is not an Instagram user name; correct the account {account.Id} in the contract file", NeedsPerson: true)
        : null;

    private string? WhyNotSet() => options.Validate(new(options)).FirstOrDefault()?.ErrorMessage;

    private MetaQuestion Question(AskedAccount asked)
    {
        var (full, light) = InstagramUser.IsOwn(asked, _userId)
            ? (InstagramUser.CountsAndPost, InstagramUser.Counts)
            : (Discovery(InstagramUser.CountsAndPost), Discovery(InstagramUser.Counts));

        return options.LastPost ? new(_userId, full, light) : new(_userId, light);

        string Discovery(string fields) => $"business_discovery.username({InstagramHandle.Username(asked.Account.Handle)}){{{fields}}}";
    }
}
