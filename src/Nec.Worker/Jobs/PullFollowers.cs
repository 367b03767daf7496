using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Integrations.Social;
using Nec.Storage;
using Nec.Worker.Hosting;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>
/// Takes one reading of every account's own metric, network by network; one that cannot be seen leaves a row that says why. A run that was cut short
/// goes on where it stopped; one that a person asks for looks again. Networks without an interface of ours take readings by <c>nec import</c>.
/// </summary>
[QuartzJob(Group = OurJobs.Group, Durable = true, Description = "Counts the followers of every account")]
[CronTrigger("0 15 6 * * ?", TimeZone = "Europe/London", ConfigurationKey = "Jobs:PullFollowers:Cron", MisfireInstruction = CronTriggerMisfireInstruction.FireAndProceed)]
[RetryPolicy(3, "00:05:00")]
[DisallowConcurrentExecution]
internal sealed class PullFollowers(TeamContracts contracts, IEnumerable<ISocialNetwork> networks, SocialAccounts accounts, SourceStates states, Looks looks, Facts facts, LondonClock clock) : IJob
{
    private sealed record Owed(Contract Contract, Account Account);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var (tally, today) = (new Tally("account", "counted"), clock.Today);
        var isAskedFor = context.MergedJobDataMap.ContainsKey(SchedulerConstants.ManualTrigger);
        var owed = contracts.On(today).SelectMany(contract => contract.Accounts.Select(account => new Owed(contract, account))).ToList();
        var seen = isAskedFor ? [] : await looks.SeenOn(today, [.. networks.Select(network => network.Name)], cancellationToken);
        var asked = networks.ToList();
        foreach (var (at, network) in asked.Index())
        {
            context.ReportProgress(at * 100 / asked.Count, $"asking {network.Name}");
            var theirs = owed.Where(entry => entry.Account.Network == network.Name).ToList();
            var open = theirs.Where(entry => !seen.Contains((entry.Contract.Id, network.Name, entry.Account.Id))).ToList();
            foreach (var entry in theirs.Except(open))
            {
                tally.Add(entry.Account.Id, null);
                tally.Found("already seen today");
            }

            if (open.Count > 0)
            {
                await Count(network, open, tally, cancellationToken);
                await Probe(network, cancellationToken);
            }
        }

        context.Result = tally.Report();
    }

    // Two teams may count the same account: it is asked about once.
    private async Task Count(ISocialNetwork network, IReadOnlyList<Owed> owed, Tally tally, CancellationToken cancellationToken)
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

            foreach (var (contract, account) in byAsked[(look.Account.Handle, look.Account.Metric)].Select(entry => (entry.Contract, entry.Account)))
            {
                await Record(network.Name, contract, account, look.Look, at, tally, cancellationToken);
            }
        }
    }

    private async Task Record(string network, Contract contract, Account account, Look look, DateTimeOffset at, Tally tally, CancellationToken cancellationToken)
    {
        Fact[] seen = look switch
        {
            Seen counted => [counted.Reading with { Account = account.Id }, new SourceCheck(network, account.Id, at, CheckOutcome.Ok, null)],
            Unable unable => [new SourceCheck(network, account.Id, at, CheckOutcome.Unable, unable.Reason)],
            _ => throw new InvalidOperationException("a look is either seen or unable"),
        };
        await facts.Record(contract.Id, seen, nameof(PullFollowers), at, batch: null, cancellationToken);
        tally.Add(account.Id, (look as Unable)?.Reason);
    }

    // Once a day: credentials that die within a fortnight are an admin's to renew, before the first number is missing.
    private async Task Probe(ISocialNetwork network, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var probe = await network.Probe(now, cancellationToken);
        await states.Keep(
            new() { Source = network.Name, Outcome = Kebab.Of(probe.Outcome.ToString()), Says = probe.Says, SinceOn = LondonTime.DateOf(now), ProbedAt = now, ExpiresAt = probe.ExpiresAt },
            cancellationToken);
    }
}
