namespace Nec.Bench;

/// <summary>The processor time of the best of several runs, the first of which only warms up: what the machine does besides is not ours.</summary>
internal static class Best
{
    private const int Runs = 4;

    public static TimeSpan Of(Action work, CancellationToken cancellationToken)
    {
        var best = TimeSpan.MaxValue;
        for (var run = 0; run <= Runs; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            GC.Collect();
            var before = Environment.CpuUsage.TotalTime;
            work();
            var took = Environment.CpuUsage.TotalTime - before;
            best = run > 0 && took < best ? took : best;
        }

        return best;
    }
}
