using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Storage;

namespace Nec.Worker.Hosting;

/// <summary>Judges every promise for today and keeps what changed; the daily job and whoever records a fact do the same.</summary>
internal sealed class Judging(Desks desks, Findings findings, LondonClock clock)
{
    /// <summary>Teams whose findings are held and written at once: a whole nation's hold most of its facts too.</summary>
    private const int TeamsAtOnce = 100;

    /// <summary>What a judging showed: how many promises, how many of them overdue and unable to check, and how many statuses changed.</summary>
    public sealed record Judged(int Promises, int Overdue, int Unable, int Changed);

    /// <summary>Judges now.</summary>
    public async Task<Judged> Now(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var today = LondonTime.DateOf(now);
        var sum = new Judged(0, 0, 0, 0);
        await foreach (var teams in desks.Judged(today, cancellationToken).Chunk(TeamsAtOnce).WithCancellation(cancellationToken))
        {
            int Count(Status status) => teams.Sum(team => team.Findings.Count(finding => finding.Status == status));
            var changed = await findings.Save(teams, today, now, cancellationToken);
            sum = new(sum.Promises + teams.Sum(team => team.Findings.Count), sum.Overdue + Count(Status.Overdue), sum.Unable + Count(Status.UnableToCheck), sum.Changed + changed);
        }

        return sum;
    }
}
