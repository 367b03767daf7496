using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Worker.Hosting;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>Looks at every watched section of every page, and at every address that should be published; it never decides whether a promise is kept.</summary>
[QuartzJob(Group = OurJobs.Group, Durable = true, Description = "Checks that web pages are kept up to date")]
[CronTrigger("0 30 3 * * ?", TimeZone = "Europe/London", ConfigurationKey = "Jobs:CheckPages:Cron", MisfireInstruction = CronTriggerMisfireInstruction.FireAndProceed)]
[RetryPolicy(3, "00:05:00")]
[DisallowConcurrentExecution]
internal sealed class CheckPages(TeamContracts contracts, PageLooks looks, LondonClock clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var tally = new Tally("page", "seen");
        foreach (var contract in contracts.On(clock.Today))
        {
            foreach (var page in contract.Pages)
            {
                await looks.At(contract, page, tally, cancellationToken);
            }

            foreach (var url in contract.Commitments.Select(commitment => commitment.Evidence).OfType<UrlEvidence>().Select(evidence => evidence.Url).Distinct(StringComparer.Ordinal))
            {
                await looks.AtAddress(contract, url, tally, cancellationToken);
            }
        }

        context.Result = tally.Report();
    }
}
