using Nec.Application.Jobs;
using Nec.Worker.Jobs;

namespace Nec.Worker.Tests.Jobs;

/// <summary>A run that saw less than all is no plain success.</summary>
public sealed class RunSummaryTests
{
    [Theory]
    [InlineData(0, 0, RunOutcome.Skipped, "no page is in any contract")]
    [InlineData(3, 0, RunOutcome.Succeeded, "3 of 3 pages seen, 2 changed")]
    [InlineData(2, 1, RunOutcome.Partly, "2 of 3 pages seen, 2 changed, 1 unable: u0: HTTP 403")]
    [InlineData(0, 1, RunOutcome.NothingSeen, "0 of 1 page seen, 2 changed, 1 unable: u0: HTTP 403")]
    [InlineData(0, 2, RunOutcome.NothingSeen, "0 of 2 pages seen, 2 changed, 2 unable: u0: HTTP 403; u1: HTTP 403")]
    public void The_outcome_says_how_much_was_seen(int seen, int unable, RunOutcome outcome, string sentence)
    {
        var summary = new RunSummary("page", "seen");
        for (var at = 0; at < seen; at++)
        {
            summary.AddSeen($"s{at}");
        }

        for (var at = 0; at < unable; at++)
        {
            summary.Add($"u{at}", "HTTP 403", new RunTarget { Team = "north", Target = $"u{at}", Source = "web-pages", Outcome = "unable", Reason = "HTTP 403" });
        }

        summary.Found("changed", 2);
        var report = summary.Report();

        Assert.Equal((outcome, sentence), (report.Outcome, report.Summary));
        Assert.Equal(unable, report.Targets.Count);
        if (outcome != RunOutcome.Skipped)
        {
            Assert.Equal([("seen", seen), ("unable", unable), ("changed", 2)], report.Figures.Select(figure => (figure.Key, figure.Value)));
        }
    }
}
