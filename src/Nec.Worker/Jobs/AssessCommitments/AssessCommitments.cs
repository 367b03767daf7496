using Nec.Application.Assessment;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Core.Compliance;

namespace Nec.Worker.Jobs;

/// <summary>Judges every obligation for today from what is on record; asks nobody outside.</summary>
[Job("AssessCommitments", "Judges every promise for today", Cron = "0 0 7 * * ?", Retries = 3)] // Europe/London
internal sealed class AssessCommitments(AssessAll assessAll) : IJob
{
    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        var (promises, overdue, unable, changed) = (0, 0, 0, 0);
        await foreach (var (teams, changedHere) in assessAll.Now(cancellationToken))
        {
            promises += teams.Sum(team => team.Findings.Count);
            overdue += Count(teams, Status.Overdue);
            unable += Count(teams, Status.UnableToCheck);
            changed += changedHere;
        }

        return RunReport
            .Succeeded($"{Dates.Count(promises, "promise")} judged, {Dates.Count(changed, "status", "statuses")} changed, {overdue} overdue, {unable} unable to check")
            .With("judged", promises).With("changed", changed).With("overdue", overdue).With("unable", unable);
    }

    private static int Count(IEnumerable<AssessedTeam> teams, Status status) =>
        teams.Sum(team => team.Findings.Count(finding => finding.Status == status));
}
