using Microsoft.Extensions.Options;
using Nec.Application.Contracts;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using Nec.Integrations.YouTube;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>
/// Takes one reading of every account's own metric, network by network; one that cannot be seen leaves a row that says why. A run that was cut short
/// goes on where it stopped; one that a person asks for looks again. Networks without an interface of ours take readings by <c>nec import</c>.
/// </summary>
[Job("PullFollowers", "Counts the followers of every account", Cron = "0 15 6 * * ?", Retries = 3)] // Europe/London
internal sealed partial class PullFollowers(
    ContractRegistry contracts,
    IEnumerable<ISocialNetwork> networks,
    SocialAccounts accounts,
    SourceStates states,
    CheckLog looks,
    Facts facts,
    YouTubeCounts youTubeCounts,
    IOptions<YouTubeOptions> youTube,
    LondonClock clock,
    ILogger<PullFollowers> logger) : IJob
{
    /// <summary>YouTube lets a count be kept for 30 days (decision 18): what is older than these many goes, and a missed run is made up for in time.</summary>
    private const int YouTubeDays = 28;

    private sealed record Owed(Contract Contract, Account Account);

    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        var (summary, today) = (new RunSummary("account", "counted"), clock.Today);
        var owed = contracts.On(today).SelectMany(contract => contract.Accounts.Select(account => new Owed(contract, account))).ToList();
        var seen = run.IsAsked ? [] : await looks.Since(LondonTime.StartOf(today), [.. networks.Select(network => network.Name)], recordedBy: null, cancellationToken);
        var asked = networks.ToList();
        foreach (var (at, network) in asked.Index())
        {
            run.Progress(at, asked.Count, $"asking {network.Name}");
            var theirs = owed.Where(entry => entry.Account.Network == network.Name).ToList();
            var open = theirs.Where(entry => !seen.Contains((entry.Contract.Id, network.Name, entry.Account.Id))).ToList();
            foreach (var entry in theirs.Except(open))
            {
                summary.AddSeen(entry.Account.Id);
                summary.Found("already seen today");
            }

            if (open.Count > 0)
            {
                await Look(network, open, summary, cancellationToken);
            }
        }

        await LetGo(today, summary, cancellationToken);
        return summary.Report();
    }

    private async Task LetGo(DateOnly today, RunSummary summary, CancellationToken cancellationToken)
    {
        if (!youTube.Value.KeepCounts && await youTubeCounts.Delete(nameof(PullFollowers), YouTubeClient.Network, today.AddDays(-YouTubeDays), today, cancellationToken) is > 0 and var gone)
        {
            summary.Found("old of YouTube's deleted", gone);
        }
    }

    // One network's trouble never stops the next.
    private async Task Look(ISocialNetwork network, IReadOnlyList<Owed> owed, RunSummary summary, CancellationToken cancellationToken)
    {
        var recorded = new HashSet<Owed>();
        try
        {
            await Count(network, owed, recorded, summary, cancellationToken);
        }
        catch (Exception failure) when (PageChecker.IsOfThePage(failure, cancellationToken))
        {
            LogUnforeseen(network.Name, failure);
            foreach (var (contract, account) in owed.Except(recorded))
            {
                var unable = new Unable(PageChecker.Unforeseen, NeedsPerson: true);
                await Record(network.Name, contract, account, unable, clock.Now, summary, cancellationToken);
            }
        }

        try
        {
            await Probe(network, cancellationToken);
        }
        catch (Exception failure) when (PageChecker.IsOfThePage(failure, cancellationToken))
        {
            LogUnforeseen(network.Name, failure);
        }
    }

    // Two teams may count the same account: it is asked about once.
    private async Task Count(
        ISocialNetwork network,
        IReadOnlyList<Owed> owed,
        HashSet<Owed> recorded,
        RunSummary summary,
        CancellationToken cancellationToken)
    {
        var (at, ids) = (clock.Now, await accounts.Ids(network.Name, cancellationToken));
        var byAsked = owed.ToLookup(entry => (entry.Account.Handle, entry.Account.Metric));
        var asked = byAsked.Select(same => new AskedAccount(same.First().Account, ids.GetValueOrDefault(same.Key.Handle))).ToList();
        foreach (var look in await network.Count(asked, at, cancellationToken))
        {
            if (look is { NetworkId: { } id } && !ids.ContainsKey(look.Account.Handle))
            {
                await accounts.Keep(network.Name, look.Account.Handle, id, at, cancellationToken);
            }

            foreach (var entry in byAsked[(look.Account.Handle, look.Account.Metric)])
            {
                await Record(network.Name, entry.Contract, entry.Account, look.Look, at, summary, cancellationToken);
                recorded.Add(entry);
            }
        }
    }

    private async Task Record(
        string network,
        Contract contract,
        Account account,
        Look look,
        DateTimeOffset at,
        RunSummary summary,
        CancellationToken cancellationToken)
    {
        var outcome = look is Unable ? CheckOutcome.Unable : CheckOutcome.Ok;
        var check = new SourceCheck(network, account.Id, at, outcome, (look as Unable)?.Reason);
        Observation[] seen = look is Seen counted ? [counted.Reading with { Account = account.Id }, check] : [check];
        await facts.Observe(contract.Id, seen, nameof(PullFollowers), at, cancellationToken);
        summary.Add(account.Id, check.Reason, RunTargets.Of(contract.Id, check));
    }

    // Once a day: credentials that die within a fortnight are an admin's to renew, before the first number is missing.
    private async Task Probe(ISocialNetwork network, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var probe = await network.Probe(now, cancellationToken);
        if (probe.Outcome == ProbeOutcome.Silent)
        {
            return; // an outage says nothing of the credentials, and the accounts' own rows tell of it
        }

        await states.Keep(
            new() { Source = network.Name, Outcome = Kebab.Of(probe.Outcome.ToString()), Says = probe.Says, SinceOn = LondonTime.DateOf(now), ProbedAt = now, ExpiresAt = probe.ExpiresAt },
            cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "The look at {Network} failed in a way that nobody foresaw")]
    private partial void LogUnforeseen(string network, Exception failure);
}
