using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.Facebook;
using Nec.Integrations.Http;
using Nec.Storage;
using Nec.Worker.Hosting;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>Takes one reading of every account's own metric; one that cannot be seen leaves a row that says why.</summary>
[QuartzJob(Group = OurJobs.Group, Durable = true, Description = "Counts the followers of every account")]
[CronTrigger("0 15 6 * * ?", TimeZone = "Europe/London", ConfigurationKey = "Jobs:PullFollowers:Cron", MisfireInstruction = CronTriggerMisfireInstruction.FireAndProceed)]
[RetryPolicy(3, "00:05:00")]
[DisallowConcurrentExecution]
internal sealed class PullFollowers(TeamContracts contracts, FacebookClient facebook, Facts facts, LondonClock clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var tally = new Tally("account", "counted");
        foreach (var contract in contracts.On(clock.Today))
        {
            foreach (var account in contract.Accounts.Where(account => account.Network == FacebookClient.Network))
            {
                await Take(contract, account, tally, cancellationToken);
            }
        }

        context.Result = tally.Report();
    }

    private async Task Take(Contract contract, Account account, Tally tally, CancellationToken cancellationToken)
    {
        var at = clock.Now;
        Fact[] seen = await facebook.Count(account, at, cancellationToken) switch
        {
            Seen look => [look.Reading, new SourceCheck(FacebookClient.Network, account.Id, at, CheckOutcome.Ok, null)],
            Unable look => [new SourceCheck(FacebookClient.Network, account.Id, at, CheckOutcome.Unable, look.Reason)],
            _ => throw new InvalidOperationException("a look is either seen or unable"),
        };
        await facts.Record(contract.Id, seen, nameof(PullFollowers), at, batch: null, cancellationToken);
        tally.Add(account.Id, seen.OfType<SourceCheck>().Single().Reason);
    }
}
