using Nec.Application.Jobs;

namespace Nec.Worker.Tests.Hosting;

/// <summary>What tests read from a run's report.</summary>
internal static class RunReading
{
    /// <summary>A count of what was achieved; fails when the run did not report it.</summary>
    public static int Metric(this RunReport report, string name) => Assert.Contains(name, report.Figures);
}
