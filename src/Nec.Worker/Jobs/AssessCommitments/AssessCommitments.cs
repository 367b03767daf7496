using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Worker.Hosting;

namespace Nec.Worker.Jobs;

/// <summary>Judges every obligation for today from what is on record; asks nobody outside.</summary>
[Job("AssessCommitments", "Judges every promise for today", Cron = "0 0 7 * * ?", Retries = 3)] // Europe/London
internal sealed class AssessCommitments(Judging judging) : IJob
{
    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        var (promises, overdue, unable, changed) = await judging.Now(cancellationToken);
        return RunReport
            .Succeeded($"{Dates.Count(promises, "promise")} judged, {Dates.Count(changed, "status", "statuses")} changed, {overdue} overdue, {unable} unable to check")
            .With("judged", promises).With("changed", changed).With("overdue", overdue).With("unable", unable);
    }
}
