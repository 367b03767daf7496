using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Storage;

namespace Nec.Worker.Hosting;

/// <summary>Judges every promise for today and keeps what changed; the daily job and whoever records a fact do the same.</summary>
internal sealed class Judging(Desks desks, Findings findings, LondonClock clock)
{
    /// <summary>What a judging showed.</summary>
    public sealed record Judged(IReadOnlyList<Finding> Findings, int Changed);

    /// <summary>Judges now.</summary>
    public async Task<Judged> Now(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var today = LondonTime.DateOf(now);
        var standing = await desks.On(today, cancellationToken);
        var changed = await findings.Save([.. standing.Select(desk => new TeamFindings(desk.Contract.Id, desk.Findings))], today, now, cancellationToken);
        return new([.. standing.SelectMany(desk => desk.Findings)], changed);
    }
}
