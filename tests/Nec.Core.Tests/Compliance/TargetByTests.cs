using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Compliance;

public sealed class TargetByTests
{
    // From 1,000 on 1 January to 1,364 on 31 December 2025: one a day, so the line is easily read.
    private static readonly Commitment OneADay = A.Commitment with { Rule = new TargetBy(["bridport"], 1000, 1364, null, A.Day("2025-12-31")) };

    [Theory]
    [InlineData("2025-04-11", 1100, Status.OnTrack)] // on the line
    [InlineData("2025-04-11", 1099, Status.AtRisk)] // below it
    [InlineData("2025-12-02", 1335, Status.OnTrack)]
    [InlineData("2025-12-03", 1336, Status.DueSoon)] // 28 days before
    [InlineData("2025-12-03", 1335, Status.AtRisk)]
    [InlineData("2025-12-31", 1363, Status.AtRisk)] // the last day is not yet decided
    [InlineData("2026-01-01", 1363, Status.Missed)] // the day after, without the 14 days
    [InlineData("2026-01-01", 1364, Status.Met)]
    public void A_target_is_measured_by_the_straight_line_and_decided_the_day_after(string day, long count, Status status)
    {
        var read = A.Day(day) > A.Day("2025-12-31") ? "2025-12-31" : day;

        var finding = Judged.On(day, OneADay, A.Reading("bridport", read, count));

        Assert.Equal((status, A.Day("2025-12-31"), count), (finding.Status, finding.DueOn, finding.Target?.Total ?? -1));
        Assert.Equal(status, finding.Of("2025-12-31"));
    }

    [Theory]
    [InlineData("2025-12-31T23:59Z", Status.Met)]
    [InlineData("2026-01-01T00:00Z", Status.Incomplete)] // after midnight in London: too late to decide, and nothing else is known
    public void The_last_reading_before_midnight_decides(string at, Status status) => Assert.Equal(status, Judged.On("2026-01-02", OneADay, A.Reading("bridport", at, 2000)).Status);

    [Fact]
    public void A_reading_of_another_metric_is_ignored()
    {
        var followers = A.Reading("bridport", "2025-12-31", 5000) with { Metric = "followers" };

        Assert.Equal((Status.Incomplete, null), (Judged.On("2026-01-01", OneADay, followers).Status, Judged.On("2026-01-01", OneADay, followers).Target?.Total));
        Assert.Equal(1200, Judged.On("2026-01-01", OneADay, followers, A.Reading("bridport", "2025-12-30", 1200)).Target?.Total);
    }

    [Fact]
    public void A_missing_account_leaves_no_verdict_and_a_missing_number_is_never_zero()
    {
        var finding = Judged.On("2020-01-01", A.Contract with { From = A.Day("2019-08-02") }, A.Likes, A.Reading("bridport", "2019-12-31", 2000), A.Reading("dorchester", "2019-12-31", 3000));

        Assert.Equal((Status.Incomplete, 5000), (finding.Status, finding.Target?.Total));
        Assert.Contains("sherborne", finding.AdminNote, StringComparison.Ordinal);
    }

    [Fact]
    public void A_percentage_alone_decides_by_the_whole_number_above_it()
    {
        var commitment = OneADay with { Rule = new TargetBy(["bridport"], 7462, null, 10m, A.Day("2025-12-31")) };

        Assert.Equal(Status.Missed, Judged.On("2026-01-01", commitment, A.Reading("bridport", "2025-12-31", 8208)).Status);
        var met = Judged.On("2026-01-01", commitment, A.Reading("bridport", "2025-12-31", 8209));
        Assert.Equal((Status.Met, null, 8209, 0), (met.Status, met.Target?.Target, met.Target?.PercentTarget ?? -1, met.Target?.PercentShort ?? -1));
    }

    [Fact]
    public void A_soft_target_is_never_missed()
    {
        var status = Judged.On("2026-01-01", OneADay with { Soft = true }, A.Reading("bridport", "2025-12-31", 1)).Status;

        Assert.Equal(Status.AtRisk, status);
    }

    [Theory]
    [InlineData(new long[] { 1000, 800 }, new long[] { 1000, 800 })] // a fifth exactly
    [InlineData(new long[] { 1000, 799 }, new long[] { 1000 })] // more: held
    [InlineData(new long[] { 1000, 799, 790 }, new long[] { 1000, 799, 790 })] // confirmed
    [InlineData(new long[] { 1000, 10, 1001 }, new long[] { 1000, 1001 })] // a false drop
    [InlineData(new long[] { 1000, 10, 1001, 11 }, new long[] { 1000, 1001 })] // each is held anew
    [InlineData(new long[] { 10 }, new long[] { 10 })]
    [InlineData(new long[] { 0, 0 }, new long[] { 0, 0 })]
    public void A_drop_of_more_than_a_fifth_is_held_until_the_next_reading_confirms_it(long[] counts, long[] accepted) =>
        Assert.Equal(accepted, AcceptedReadings.Of([.. counts.Select((count, day) => A.Reading("bridport", "2025-01-01", count) with { At = A.Instant("2025-01-01").AddDays(day) })]).Select(reading => reading.Count));

    [Fact]
    public void A_false_drop_on_the_last_day_decides_nothing()
    {
        var finding = Judged.On("2026-01-01", OneADay, A.Reading("bridport", "2025-12-30", 1400), A.Reading("bridport", "2025-12-31", 3));

        Assert.Equal((Status.Met, 1400), (finding.Status, finding.Target?.Total));
    }
}
