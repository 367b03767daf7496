using System.Globalization;
using Microsoft.Extensions.Options;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Integrations.WebPages;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>A run over many pages, whole or a shard of it: what is left to do, the looks, and what they came to.</summary>
internal sealed class PageRuns(PageChecker looks, WebPageOptions pages, IOptions<PageRunOptions> options, CheckLog earlier)
{
    /// <summary>Those that no look has seen since an instant, so that a run which was killed half-way is not begun anew. One that could not be seen is left.</summary>
    public async Task<IReadOnlyList<PageTarget>> Left(IReadOnlyList<PageTarget> targets, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var seen = await earlier.Since(since, [EvidenceSources.WebPages], nameof(CheckPages), cancellationToken);
        return [.. targets.Where(target => !seen.Contains((target.Contract.Id, EvidenceSources.WebPages, target.Name)))];
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
    public async Task<RunReport> Look(
        IReadOnlyList<PageTarget> targets, int alreadySeen, RunContext run, CancellationToken cancellationToken)
    {
        if (targets.Count == 0 && alreadySeen > 0)
        {
            return RunReport.Skipped($"{Dates.Count(alreadySeen, "page")} already seen today, none left");
        }

        var (summary, done) = (new RunSummary("page", "seen"), 0);
        async Task<PageOutcome> Look(PageTarget target, CancellationToken token)
        {
            var outcome = await looks.At(target, token);
            var count = Interlocked.Increment(ref done);
            var words = $"{count} of {Dates.Count(targets.Count, "page")}, the last {target.Name} of {target.Contract.Id}";
            run.Progress(count, targets.Count, words);
            return outcome;
        }

        foreach (var outcome in await HostByHost.Visit(targets, target => target.HostBy(pages), options.Value.Concurrency, Look, cancellationToken))
        {
            summary.Add(outcome.Target.Name, outcome.WhyUnable, RunTargets.Of(outcome.Target.Contract.Id, outcome.Check));
            foreach (var word in outcome.Found)
            {
                summary.Found(word);
            }
        }

        for (var seen = 0; seen < alreadySeen; seen++)
        {
            summary.Found("already seen today");
        }

        return summary.Report();
    }

    /// <summary>The same report under another beginning of its sentence.</summary>
    public static RunReport Called(string name, RunReport report) =>
        report with { Summary = string.Create(CultureInfo.InvariantCulture, $"{name}: {report.Summary}") };
}
