namespace Nec.Bench;

/// <summary>The benchmarks by name: one line each.</summary>
internal static class Benchmarks
{
    /// <summary>Each runs by itself, and gives the lines of its table.</summary>
    public static readonly IReadOnlyDictionary<string, Func<CancellationToken, Task<IReadOnlyList<Row>>>> ByName =
        new SortedDictionary<string, Func<CancellationToken, Task<IReadOnlyList<Row>>>>(StringComparer.Ordinal)
        {
            ["assessment"] = WholeAssessment.Measure,
            ["dashboard-demo"] = DashboardPages.DemoSize,
            ["dashboard-national"] = DashboardPages.NationalSize,
            ["engine"] = EngineRuns.Measure,
            ["findings"] = FindingsInMemory.Measure,
            ["notices"] = NoticeWriting.Measure,
            ["hostile-pages"] = HostilePages.Measure,
            ["mail"] = MailFromOutbox.Measure,
            ["pages"] = PagesFromHosts.Measure,
            ["press"] = Pressing.Measure,
            ["start"] = StartAndIdle.Measure,
        };
}
