namespace Nec.Worker.Jobs;

/// <summary>Visits targets on many hosts: some hosts at a time, the targets of one host in their order.</summary>
internal static class HostByHost
{
    /// <summary>What each visit came to, in the order of the targets. A visit that throws ends them all.</summary>
    public static async Task<IReadOnlyList<TResult>> Visit<TTarget, TResult>(
        IReadOnlyList<TTarget> targets, Func<TTarget, string> hostOf, int atOnce, Func<TTarget, CancellationToken, Task<TResult>> visit, CancellationToken cancellationToken)
    {
        var results = new TResult[targets.Count];
        var hosts = Enumerable.Range(0, targets.Count)
            .GroupBy(at => hostOf(targets[at]), StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(host => host.Count()); // the longest line is the night's length: it starts first
        await Parallel.ForEachAsync(hosts, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken }, async (host, token) =>
        {
            foreach (var at in host)
            {
                results[at] = await visit(targets[at], token);
            }
        });

        return results;
    }
}
