using Nec.Core.Contracts;
using Nec.Integrations.Http;
using Nec.Integrations.Meta;
using Nec.Integrations.Social;
using RestSharp;

namespace Nec.Integrations.Facebook;

/// <summary>Counts the likes and followers of Facebook Pages: our own by a Page's or system user's token, others' by the app's.</summary>
public sealed class FacebookClient(IRestClient rest, FacebookOptions options, TimeProvider realTime) : ISocialNetwork
{
    /// <summary>The name of the network in contract files.</summary>
    public const string Network = "facebook";

    private static readonly MetaNetworkProfile Voice = FacebookPage.Voice;

    private readonly MetaWire _wire = new(rest, options.Version);
    private readonly MetaCredential? _own = string.IsNullOrWhiteSpace(options.Token) ? null : new(options.Token, options.AppSecret);
    private readonly MetaCredential? _app = MetaCredential.OfApp(options.AppId, options.AppSecret);

    /// <summary>Pauses are of real time, whatever the demo's clock says.</summary>
    public FacebookClient(IRestClient rest, FacebookOptions options)
        : this(rest, options, TimeProvider.System)
    {
    }

    /// <inheritdoc/>
    public string Name => Network;

    /// <inheritdoc/>
    public bool HasCredentials => (_own ?? _app) is not null;

    /// <summary>The count of one account's own metric, or why it could not be seen.</summary>
    public async Task<Look> Count(Account account, DateTimeOffset at, CancellationToken cancellationToken) =>
        (await Count([new AskedAccount(account)], at, cancellationToken))[0].Look;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountLook>> Count(IReadOnlyList<AskedAccount> accounts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var run = new MetaRun(_wire, Voice, realTime);
        var looks = accounts.Select(asked => WhyNotAskable(asked.Account) is { } refusal ? new AccountLook(asked.Account, refusal) : null).ToArray();
        var askable = Where(looks, look => look is null);
        if (askable.Length > 0)
        {
            await Ask(askable, (_own ?? _app)!, options.LastPost && _own is not null); // one of them is there, or nothing were askable
        }

        // A Page that is not ours may be open to the app, if its own token is refused.
        var others = _own is null || _app is null ? [] : Where(looks, look => look?.Look is Unable { NeedsPerson: true, StopAsking: false }).Intersect(askable).ToArray();
        if (others.Length > 0)
        {
            await Ask(others, _app!, withPosts: false);
        }

        return looks!;

        async Task Ask(int[] which, MetaCredential credential, bool withPosts)
        {
            var questions = which.Select(index => Question(accounts[index], withPosts)).ToArray();
            var answers = await run.Ask(questions, credential, cancellationToken);
            foreach (var (index, answer) in which.Zip(answers))
            {
                var look = FacebookPage.Judge(answer, accounts[index], at);
                looks[index] = looks[index] is { } first && look.Look is Unable ? first : look; // the token's own refusal says more than the app's
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Probe> Probe(DateTimeOffset now, CancellationToken cancellationToken) => (_own ?? _app) is not { } token
        ? new(ProbeOutcome.NotConfigured, "Facebook:Token is not set, so no Page can be counted: put a token into the environment as Facebook__Token")
        : WhyNoHeader() is { } fault ? new(ProbeOutcome.Fails, fault.Reason)
        : await new MetaTokenWatch(_wire, Voice).Look(token, _app, new MetaQuestion("me", "id"), now, cancellationToken);

    private static int[] Where(AccountLook?[] looks, Func<AccountLook?, bool> isMeant) => [.. Enumerable.Range(0, looks.Length).Where(index => isMeant(looks[index]))];

    private Unable? WhyNotAskable(Account account) =>
        account.Network != Network ? new Unable($"the network {account.Network} is not connected", NeedsPerson: true)
        : _own is null && _app is null ? new Unable("Facebook:Token is not set", NeedsPerson: true)
        : WhyNoHeader() is { } fault ? fault
        : account.Metric is not (FacebookPage.PageLikes or FacebookPage.Followers) ? new Unable($"Facebook has no metric {account.Metric}; use {FacebookPage.PageLikes} or {FacebookPage.Followers}", NeedsPerson: true)
        : FacebookHandle.Node(account.Handle) is null ? new Unable($"'{account.Handle}' is not a Page's id or username; correct the account {account.Id} in the contract file", NeedsPerson: true)
        : null;

    // A header that cannot be written would be quoted by the exception.
    private Unable? WhyNoHeader() => MetaSettings.Faults("Facebook", options.Token, options.AppId, options.AppSecret, options.Version, options.BaseAddress).FirstOrDefault() is { } fault
        ? new Unable(fault.ErrorMessage ?? "", NeedsPerson: true)
        : null;

    private static MetaQuestion Question(AskedAccount asked, bool withPosts)
    {
        var node = FacebookPage.ExpectedId(asked) ?? FacebookHandle.Node(asked.Account.Handle)!; // WhyNotAskable has seen it

        return withPosts ? new(node, FacebookPage.CountsAndPost, FacebookPage.Counts) : new(node, FacebookPage.Counts);
    }
}
