using System.Text.Json;
using System.Text.Json.Serialization;
using Nec.Core.Contracts;
using Nec.Core.Facts;
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

    private const string Followers = "followers";
    private const string Counts = "id,username,followers_count,media_count";
    private const string CountsAndPost = $"{Counts},media.limit(1){{timestamp}}";

    private static readonly MetaVoice Voice = new("Instagram", "account", ["instagram_basic", "instagram_manage_insights", "pages_read_engagement"]);

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
                looks[index] = Judge(answer, accounts[index], at);
            }
        }

        return looks!;
    }

    /// <inheritdoc/>
    public async Task<Probe> Probe(DateTimeOffset now, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(options.Token) ? new(ProbeOutcome.NotConfigured, "Instagram:Token is not set")
        : WhyNotSet() is { } fault ? new(ProbeOutcome.Fails, fault)
        : await new MetaTokenWatch(_wire, Voice).Look(
            new(options.Token, options.AppSecret), MetaCredential.OfApp(options.AppId, options.AppSecret), new MetaQuestion(_userId, "id"), now, cancellationToken);

    private Unable? WhyNotAskable(Account account) =>
        account.Network != Network ? new Unable($"the network {account.Network} is not connected", NeedsPerson: true)
        : string.IsNullOrWhiteSpace(options.Token) ? new Unable("Instagram:Token is not set", NeedsPerson: true)
        : WhyNotSet() is { } fault ? new Unable(fault, NeedsPerson: true)
        : account.Metric != Followers ? new Unable($"Instagram has no metric {account.Metric}; use {Followers}", NeedsPerson: true)
        : InstagramHandle.Username(account.Handle) is null ? new Unable($"'{account.Handle}' is not an Instagram user name; correct the account {account.Id} in the contract file", NeedsPerson: true)
        : null;

    private string? WhyNotSet() => options.Validate(new(options)).FirstOrDefault()?.ErrorMessage;

    private bool IsOwn(AskedAccount asked) => asked.NetworkId == _userId || asked.Account.Handle.Trim() == _userId;

    private MetaQuestion Question(AskedAccount asked)
    {
        var (full, light) = IsOwn(asked) ? (CountsAndPost, Counts) : (Discovery(CountsAndPost), Discovery(Counts));

        return options.LastPost ? new(_userId, full, light) : new(_userId, light);

        string Discovery(string fields) => $"business_discovery.username({InstagramHandle.Username(asked.Account.Handle)}){{{fields}}}";
    }

    private AccountLook Judge(MetaAnswer answer, AskedAccount asked, DateTimeOffset at)
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

        if (user.Id != _userId || (!IsOwn(asked) && user.Found is not { Id.Length: > 0 }))
        {
            return new(account, user.Id != _userId
                ? new Unable("Instagram answered for another account than Instagram:UserId", NeedsPerson: true)
                : new Unable($"Instagram shows no business or creator account {account.Handle}: personal and age-restricted ones are never shown", NeedsPerson: true));
        }

        return Judge(IsOwn(asked) ? user : user.Found!, asked, at);
    }

    private AccountLook Judge(UserJson found, AskedAccount asked, DateTimeOffset at)
    {
        var account = asked.Account;
        var isSame = asked.NetworkId is null || asked.NetworkId == found.Id;
        var isAsked = IsOwn(asked) || found.Username is null || found.Username.Equals(InstagramHandle.Username(account.Handle), StringComparison.OrdinalIgnoreCase);
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
