using System.Globalization;
using Nec.Application.Contracts;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Core.Year;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>Removes what has been kept for its time, people's words first. It asks what is older than the settings allow, so a run that was cut short or missed is made up for by the next.</summary>
[Job("PurgeExpired", "Removes what has been kept for its time", Cron = "0 0 4 ? * SUN", Retries = 3)] // Europe/London
internal sealed class PurgeExpired(
    Retention retention,
    RetentionOptions kept,
    ContractRegistry contracts,
    ContractVersions versions,
    LondonClock clock) : IJob
{
    private readonly List<(string Kind, long Rows)> _removed = [];

    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var today = LondonTime.DateOf(now);
        var teams = await Teams(today, cancellationToken);
        foreach (var expiry in RetentionRules.All)
        {
            var rows = 0L;
            if (expiry.FirstKept is { } firstKept)
            {
                rows = await retention.Remove(expiry, null, firstKept(kept, today), now, cancellationToken);
            }
            else
            {
                foreach (var (team, first) in teams)
                {
                    rows += await retention.Remove(expiry, team, first, now, cancellationToken);
                }
            }

            Note(expiry.Kind, rows);
        }

        return Report();
    }

    // This worker's files may be older than another's, or of another folder: what any worker ever loaded counts too (decision 19).
    private async Task<IReadOnlyList<(string Team, DateOnly First)>> Teams(DateOnly today, CancellationToken cancellationToken)
    {
        var loaded = contracts.All.ToLookup(contract => contract.Id, contract => new InForce(contract.From, contract.To), StringComparer.Ordinal);
        var onRecord = (await versions.OnRecord(cancellationToken)).ToLookup(version => version.Team, version => new InForce(version.FromOn, version.ToOn), StringComparer.Ordinal);
        return
        [
            .. (await retention.Teams(cancellationToken)).Union(loaded.Select(team => team.Key), StringComparer.Ordinal)
                .Select(team => (team, KeptYears.First([.. loaded[team]], [.. onRecord[team]], kept.EvidenceYears, today))),
        ];
    }

    private void Note(string kind, long rows)
    {
        if (rows > 0)
        {
            _removed.Add((kind, rows));
        }
    }

    private RunReport Report()
    {
        var removed = _removed.Select(entry =>
            string.Create(CultureInfo.InvariantCulture, $"{entry.Kind.Replace('-', ' ')} {entry.Rows:#,0}"));
        var report = _removed.Count == 0
            ? RunReport.Skipped("nothing has been kept for longer than the settings allow")
            : RunReport.Succeeded($"removed: {string.Join(", ", removed)}");
        foreach (var (kind, rows) in _removed)
        {
            report = report.With(kind, checked((int)rows));
        }

        return report;
    }
}
