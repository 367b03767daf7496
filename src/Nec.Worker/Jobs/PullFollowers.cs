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
        Unable? stop = null;
        foreach (var (contract, account) in contracts.On(clock.Today).SelectMany(contract => contract.Accounts.Select(account => (contract, account))).Where(entry => entry.account.Network == FacebookClient.Network))
        {
            stop = await Take(contract, account, stop, tally, cancellationToken);
        }

        context.Result = tally.Report();
    }

    // A dead token or a used-up limit is not asked about again for every account: asking prolongs it (apis.md section 1).
    private async Task<Unable?> Take(Contract contract, Account account, Unable? stop, Tally tally, CancellationToken cancellationToken)
    {
        var at = clock.Now;
        var answer = stop ?? await facebook.Count(account, at, cancellationToken);
        Fact[] seen = answer switch
        {
            Seen look => [look.Reading, new SourceCheck(FacebookClient.Network, account.Id, at, CheckOutcome.Ok, null)],
            Unable look => [new SourceCheck(FacebookClient.Network, account.Id, at, CheckOutcome.Unable, look.Reason)],
            _ => throw new InvalidOperationException("a look is either seen or unable"),
        };
        await facts.Record(contract.Id, seen, nameof(PullFollowers), at, batch: null, cancellationToken);
        tally.Add(account.Id, seen.OfType<SourceCheck>().Single().Reason);
        return answer is Unable { StopAsking: true } refusal ? refusal : null;
    }
}
