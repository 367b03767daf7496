using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Integrations.PoliceUk;
using Nec.Storage;
using Nec.Worker.Hosting;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>
/// Looks at every neighbourhood of the contracts in force once a day. A run that was cut short leaves what it saw alone the next time;
/// one that somebody asks for by hand looks at everything again.
/// </summary>
[QuartzJob(Group = OurJobs.Group, Durable = true, RequestRecovery = true, Description = "Reads priorities, people and events from data.police.uk")]
[CronTrigger("0 30 2 * * ?", TimeZone = "Europe/London", ConfigurationKey = "Jobs:PollNeighbourhoods:Cron", MisfireInstruction = CronTriggerMisfireInstruction.FireAndProceed)]
[RetryPolicy(3, "00:05:00")]
[DisallowConcurrentExecution]
internal sealed class PollNeighbourhoods(TeamContracts contracts, PoliceUkOptions options, NeighbourhoodLooks looks, Looks earlier, LondonClock clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (!options.Enabled)
        {
            context.Result = JobRunReport.Skipped("PoliceUk:Enabled is false");
            return;
        }

        var today = clock.Today;
        var tally = new Tally("neighbourhood", "seen");
        var seen = context.MergedJobDataMap.ContainsKey(SchedulerConstants.ManualTrigger) && !context.Recovering ? [] : await earlier.SeenOn(today, [Tracks.PoliceUk], cancellationToken);
        foreach (var place in Places(today))
        {
            var owed = place.Where(contract => !seen.Contains((contract.Id, Tracks.PoliceUk, place.Key.Neighbourhood))).ToList();
            if (owed.Count == 0)
            {
                tally.Add(place.Key.Neighbourhood, null);
                tally.Found("already seen today");
                continue;
            }

            await looks.At(place.Key.Force, place.Key.Neighbourhood, owed, tally, cancellationToken);
        }

        context.Result = tally.Report();
    }

    // Two teams may share a neighbourhood: it is asked about once, and both are told.
    private IEnumerable<IGrouping<(string Force, string Neighbourhood), Contract>> Places(DateOnly today) =>
        from contract in contracts.On(today)
        where contract.IsInForceOn(today)
        from neighbourhood in contract.Neighbourhoods.Distinct(StringComparer.Ordinal)
        group contract by (contract.Force, neighbourhood);
}
