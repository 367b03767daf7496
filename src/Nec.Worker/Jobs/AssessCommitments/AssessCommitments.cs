using Nec.Application.Assessment;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>
/// Judges every obligation for today from what is on record, and settles what is awaited of sent mail: contracts that changed may leave
/// failing addresses that nobody uses, and no service knows a mail for longer than it remembers. Asks nobody outside.
/// </summary>
[Job("AssessCommitments", "Judges every promise for today", Cron = "0 0 7 * * ?", Retries = 3)] // Europe/London
internal sealed class AssessCommitments(
    AssessAll assessAll, FailingAddresses addresses, MailRecipients recipients, Deliveries deliveries, LondonClock clock) : IJob
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

        await deliveries.EndForgotten(clock.Now, cancellationToken);
        var cleared = await addresses.ClearUnused(recipients.From(clock.Today), clock.Now, cancellationToken);
        var judged = $"{Dates.Count(promises, "promise")} judged, {Dates.Count(changed, "status", "statuses")} changed, "
            + $"{overdue} overdue, {unable} unable to check";
        var unused = cleared == 0 ? "" : $"; {Dates.Count(cleared, "unused failing address", "unused failing addresses")} cleared";
        return RunReport
            .Succeeded($"{judged}{unused}")
            .With("judged", promises).With("changed", changed).With("overdue", overdue).With("unable", unable).With("cleared", cleared);
    }

    private static int Count(IEnumerable<AssessedTeam> teams, Status status) =>
        teams.Sum(team => team.Findings.Count(finding => finding.Status == status));
}
