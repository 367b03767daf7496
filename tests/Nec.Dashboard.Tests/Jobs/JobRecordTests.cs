namespace Nec.Dashboard.Tests.Jobs;

/// <summary>How a job has done, on its own page.</summary>
public sealed class JobRecordTests : RunTests
{
    [Fact]
    public async Task Each_span_counts_its_attempts_by_outcome_and_never_rounds_up()
    {
        foreach (var (days, outcome, seconds) in ((int, string, int)[])
                 [(1, "succeeded", 10), (2, "succeeded", 20), (3, "partly", 30), (4, "nothing-seen", 900), (5, "failed", 900), (6, "retrying", 900), (6, "cancelled", 1), (6, "lost", 1), (6, "skipped", 1), (8, "succeeded", 100)])
        {
            await Add(outcome, Run("CheckPages", Host.Time.Now.AddDays(-days)) with { Outcome = outcome, Took = TimeSpan.FromSeconds(seconds) });
        }

        var page = await Page("/jobs/CheckPages");
        Assert.Contains("2 of 6 attempts (33%)", page, StringComparison.Ordinal); // 7 days
        Assert.Contains("1 partly, 1 nothing seen, 1 failed, 1 failed and attempted again, 1 cancelled, 1 lost, 1 skipped", page, StringComparison.Ordinal);
        Assert.Contains("3 of 7 attempts (42%)", page, StringComparison.Ordinal); // 30 and 90 days
        Assert.Contains("Half took at most\">20 seconds<", page, StringComparison.Ordinal);
        Assert.Contains("Usually takes</dt>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_had_nothing_to_do_has_no_rate()
    {
        await Add("a", Run("SendMail") with { Outcome = "skipped" });
        Assert.Contains("no attempt had anything to do", await Page("/jobs/SendMail"), StringComparison.Ordinal);
    }
}
