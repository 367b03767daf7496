using Nec.Application.Contracts;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Integrations.PoliceUk;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>
/// Looks at every neighbourhood of the contracts in force once a day. A run that was cut short leaves what it saw alone the next time;
/// one that somebody asks for by hand looks at everything again.
/// </summary>
[Job("PollNeighbourhoods", "Reads priorities, people and events from data.police.uk", Cron = "0 30 2 * * ?", Retries = 3)] // Europe/London
internal sealed class PollNeighbourhoods(
    ContractRegistry contracts,
    PoliceUkOptions options,
    NeighbourhoodPoller looks,
    CheckLog earlier,
    LondonClock clock) : IJob
{
    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return RunReport.Skipped("PoliceUk:Enabled is false");
        }

        var today = clock.Today;
        var summary = new RunSummary("neighbourhood", "seen");
        var seen = run.IsAsked ? [] : await earlier.Since(LondonTime.StartOf(today), [EvidenceSources.PoliceUk], recordedBy: null, cancellationToken);
        var places = Places(today).ToList();
        foreach (var (done, place) in places.Index())
        {
            run.Progress(done, places.Count, $"{done} of {Dates.Count(places.Count, "neighbourhood")}");
            var owed = place.Where(contract => !seen.Contains((contract.Id, EvidenceSources.PoliceUk, place.Key.Neighbourhood))).ToList();
            if (owed.Count == 0)
            {
                summary.AddSeen(place.Key.Neighbourhood);
                summary.Found("already seen today");
                continue;
            }

            await looks.At(place.Key.Force, place.Key.Neighbourhood, owed, summary, cancellationToken);
        }

        return summary.Report();
    }

    // Two teams may share a neighbourhood: it is asked about once, and both are told.
    private IEnumerable<IGrouping<(string Force, string Neighbourhood), Contract>> Places(DateOnly today) =>
        from contract in contracts.On(today)
        where contract.IsInForceOn(today)
        from neighbourhood in contract.Neighbourhoods.Distinct(StringComparer.Ordinal)
        group contract by (contract.Force, neighbourhood);
}
