using System.Globalization;
using Dapper;
using Microsoft.Extensions.Options;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Integrations.WebPages;
using Npgsql;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>A run over many pages, whole or a shard of it: what is left to do, the looks, and what they came to.</summary>
internal sealed class PageRuns(PageLooks looks, WebPageOptions pages, IOptions<PageRunOptions> options, NpgsqlDataSource source)
{
    /// <summary>Those that no look has seen since an instant, so that a run which was killed half-way is not begun anew. One that could not be seen is left.</summary>
    public async Task<IReadOnlyList<PageTarget>> Left(IReadOnlyList<PageTarget> targets, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var seen = await connection.QueryAsync<(string Team, string Target)>(new CommandDefinition(
            """
            select distinct team, target
            from nec.fact
            where kind = 'check'
              and occurred_on >= @Day
              and occurred_at >= @since
              and recorded_by = @Job
              and body ->> 'source' = @Source
              and body ->> 'outcome' <> 'unable'
            """,
            new { Day = LondonTime.DateOf(since), since, Job = nameof(CheckPages), Source = Tracks.WebPages },
            cancellationToken: cancellationToken));
        var done = seen.ToHashSet();

        return [.. targets.Where(target => !done.Contains((target.Contract.Id, target.Name)))];
    }

    /// <summary>Parts of about the wanted size that two workers may take without asking one host at once; one part when they are few.</summary>
    public IReadOnlyList<IReadOnlyList<PageTarget>> Shards(IReadOnlyList<PageTarget> targets)
    {
        var size = options.Value.ShardSize;
        if (targets.Count <= size)
        {
            return [targets];
        }

        var shards = new List<List<PageTarget>>();
        foreach (var host in targets.GroupBy(target => target.HostBy(pages), StringComparer.OrdinalIgnoreCase))
        {
            if (shards.Count == 0 || shards[^1].Count + host.Count() > size)
            {
                shards.Add([]);
            }

            shards[^1].AddRange(host);
        }

        return shards;
    }

    /// <summary>Looks at them all, and says what came of it.</summary>
    public async Task<JobRunReport> Look(IReadOnlyList<PageTarget> targets, int alreadySeen, IJobExecutionContext run, CancellationToken cancellationToken)
    {
        if (targets.Count == 0 && alreadySeen > 0)
        {
            return JobRunReport.Skipped($"{Dates.Count(alreadySeen, "page")} already seen today, none left");
        }

        var (tally, done) = (new Tally("page", "seen"), 0);
        async Task<PageOutcome> Look(PageTarget target, CancellationToken token)
        {
            var outcome = await looks.At(target, token);
            var count = Interlocked.Increment(ref done);
            run.ReportProgress(count * 100 / targets.Count, $"{count} of {Dates.Count(targets.Count, "page")}, the last {target.Name} of {target.Contract.Id}");
            return outcome;
        }

        foreach (var outcome in await HostByHost.Visit(targets, target => target.HostBy(pages), options.Value.Concurrency, Look, cancellationToken))
        {
            tally.Add(outcome.Target.Name, outcome.WhyUnable);
            foreach (var word in outcome.Found)
            {
                tally.Found(word);
            }
        }

        for (var seen = 0; seen < alreadySeen; seen++)
        {
            tally.Found("already seen today");
        }

        return tally.Report();
    }

    /// <summary>The same report under another beginning of its sentence.</summary>
    public static JobRunReport Called(string name, JobRunReport report)
    {
        var summary = string.Create(CultureInfo.InvariantCulture, $"{name}: {report.Summary}");
        var called = report.Result == JobRunResult.Skipped ? JobRunReport.Skipped(summary) : JobRunReport.Succeeded(summary);

        return (report.Metrics ?? new Dictionary<string, object?>()).Aggregate(called, (sum, figure) => sum.With(figure.Key, figure.Value));
    }
}
