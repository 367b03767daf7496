using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Compliance;

public sealed class EachTests
{
    private static readonly Commitment Weekly = A.Commitment with { Rule = new Each(PeriodKind.Week) };

    [Theory]
    [InlineData("2025-01-01", Status.OnTrack, "2025-Q1", "2025-03-31")]
    [InlineData("2025-03-02", Status.OnTrack, "2025-Q1", "2025-03-31")]
    [InlineData("2025-03-03", Status.DueSoon, "2025-Q1", "2025-03-31")] // 28 days before
    [InlineData("2025-03-31", Status.DueSoon, "2025-Q1", "2025-03-31")] // the due date is still in time
    [InlineData("2025-04-01", Status.Overdue, "2025-Q1", "2025-03-31")] // the earlier one speaks first
    [InlineData("2025-04-14", Status.Overdue, "2025-Q1", "2025-03-31")] // the last day of late recording
    [InlineData("2025-04-15", Status.OnTrack, "2025-Q2", "2025-06-30")] // missed stands in the periods only
    public void An_unkept_quarter_is_due_soon_then_overdue_then_missed(string day, Status status, string period, string dueOn)
    {
        var finding = Judged.On(day, A.Commitment);

        Assert.Equal((status, period, A.Day(dueOn)), (finding.Status, finding.Period, finding.DueOn));
        Assert.Equal(A.Day(day) > A.Day("2025-04-14") ? Status.Missed : status, finding.Of("2025-Q1"));
    }

    [Theory]
    [InlineData("2025-04-01", Status.DueSoon)]
    [InlineData("2025-04-07", Status.DueSoon)] // grace's last day
    [InlineData("2025-04-08", Status.Overdue)]
    [InlineData("2025-04-21", Status.Overdue)] // 14 days after grace
    [InlineData("2025-04-22", Status.Missed)]
    public void Grace_puts_off_overdue_and_missed(string day, Status status) => Assert.Equal(status, Judged.On(day, A.Commitment with { GraceDays = 7 }).Of("2025-Q1"));

    [Fact]
    public void An_occurrence_counts_for_the_period_that_it_lies_in()
    {
        var finding = Judged.On("2025-04-02", A.Commitment, A.Held("2025-04-01"));

        Assert.Equal("2025-Q1 overdue, 2025-Q2 met", finding.PeriodText());
        Assert.Equal(Status.Overdue, finding.Status);
    }

    [Fact]
    public void An_occurrence_that_says_its_period_counts_late_for_that_one_and_not_for_the_next()
    {
        var finding = Judged.On("2025-04-02", A.Commitment, A.Held("2025-04-01") with { Period = "2025-Q1" });

        Assert.Equal("2025-Q1 met-late, 2025-Q2 on-track", finding.PeriodText());
        Assert.Equal((Status.OnTrack, A.Day("2025-06-30")), (finding.Status, finding.DueOn));
    }

    [Fact]
    public void An_occurrence_that_says_its_own_period_is_in_time() => Assert.Equal(Status.Met, Judged.On("2025-03-31", A.Commitment, A.Held("2025-03-31") with { Period = "2025-Q1" }).Status);

    [Fact]
    public void The_first_of_two_decides_whether_a_period_was_kept_in_time() =>
        Assert.Equal(Status.Met, Judged.On("2025-05-01", A.Commitment, A.Held("2025-04-05") with { Period = "2025-Q1" }, A.Held("2025-03-30")).Of("2025-Q1"));

    [Theory]
    [InlineData(Outcome.Attended, Status.Met)]
    [InlineData(Outcome.ReportSent, Status.Met)]
    [InlineData(Outcome.OfferedDeclined, Status.NotApplicable)]
    [InlineData(Outcome.NotScheduled, Status.NotApplicable)]
    [InlineData(Outcome.Cancelled, Status.OnTrack)]
    public void An_outcome_keeps_closes_or_leaves_open(Outcome outcome, Status status)
    {
        Assert.Equal(status, Judged.On("2025-02-01", A.Commitment, A.Held("2025-01-20", outcome: outcome)).Status);
        Assert.Equal(Status.Met, Judged.On("2025-02-01", A.Commitment, A.Held("2025-01-20", outcome: outcome), A.Held("2025-01-21")).Status); // held outranks
    }

    [Fact]
    public void A_declined_one_says_so_apart() =>
        Assert.Contains("declined", Judged.On("2025-02-01", A.Commitment, A.Held("2025-01-20", outcome: Outcome.OfferedDeclined)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("2025-01-01", "2025-01 overdue, 2025-02 on-track")]
    [InlineData("2025-01-04", "2025-01 overdue, 2025-02 on-track")] // 28 days of January are in force
    [InlineData("2025-01-05", "2025-01 not-applicable, 2025-02 on-track")] // 27 are
    public void A_month_is_owed_when_28_days_of_it_are_in_force(string from, string periods) =>
        Assert.Equal(periods, Judged.On("2025-02-03", A.Contract with { From = A.Day(from) }, A.Commitment with { Rule = new Each(PeriodKind.Month) }).PeriodText());

    [Theory]
    [InlineData("2025-02-01", Status.OnTrack)] // all 28 days of February
    [InlineData("2025-02-02", Status.NotApplicable)]
    public void A_February_is_owed_when_all_of_it_is_in_force(string from, Status status) =>
        Assert.Equal(status, Judged.On("2025-02-03", A.Contract with { From = A.Day(from) }, A.Commitment with { Rule = new Each(PeriodKind.Month) }).Status);

    [Theory]
    [InlineData("2025-01-06", Status.OnTrack)] // a Monday
    [InlineData("2025-01-07", Status.NotApplicable)]
    public void A_week_is_owed_when_wholly_in_force(string from, Status status) => Assert.Equal(status, Judged.On("2025-01-08", A.Contract with { From = A.Day(from) }, Weekly).Of("2025-W02"));

    [Theory]
    [InlineData("2025-06-30", Status.OnTrack)]
    [InlineData("2025-06-29", Status.NotApplicable)] // its last day is not in force
    public void A_quarter_that_the_contracts_end_cuts_off_is_not_applicable(string to, Status status)
    {
        var finding = Judged.On("2025-05-01", A.Contract with { To = A.Day(to) }, A.Commitment);

        Assert.Equal((status, status == Status.NotApplicable ? null : A.Day("2025-06-30")), (finding.Status, finding.DueOn));
    }

    [Theory]
    [InlineData("2025-07-14", Status.Overdue)] // it can still be recorded
    [InlineData("2025-07-15", Status.NotApplicable)] // nothing is owed any more; missed stands in the periods only
    [InlineData("2026-07-15", Status.NotApplicable)]
    public void After_the_contracts_end_the_last_period_is_judged_and_none_is_added(string day, Status status)
    {
        var finding = Judged.On(day, A.Contract with { To = A.Day("2025-06-30") }, A.Commitment, A.Held("2025-02-01"));

        Assert.Equal(status, finding.Status);
        Assert.Equal(["2025-Q1", "2025-Q2"], finding.Periods.Select(period => period.Period));
        Assert.Equal(status == Status.Overdue ? Status.Overdue : Status.Missed, finding.Of("2025-Q2"));
    }

    [Theory]
    [InlineData(PeriodKind.Week, "")]
    [InlineData(PeriodKind.Month, "due-7 2025-01-24, due-0 2025-01-31, over-7 2025-02-07, over-14 2025-02-14")]
    [InlineData(PeriodKind.Quarter, "due-28 2025-03-03, due-7 2025-03-24, due-0 2025-03-31, over-7 2025-04-07, over-14 2025-04-14")]
    [InlineData(PeriodKind.HalfYear, "due-28 2025-06-02, due-7 2025-06-23, due-0 2025-06-30, over-7 2025-07-07, over-14 2025-07-14")]
    [InlineData(PeriodKind.Year, "due-28 2025-12-03, due-7 2025-12-24, due-0 2025-12-31, over-7 2026-01-07, over-14 2026-01-14")]
    public void The_ladder_goes_by_the_periods_length(PeriodKind kind, string steps) => Assert.Equal(steps, Judged.On("2025-01-08", A.Commitment with { Rule = new Each(kind) }).StepWords());

    [Fact]
    public void The_contracts_own_ladder_overrides_the_default_and_moves_due_soon_with_it()
    {
        var commitment = A.Commitment with { RemindDays = [14, 0] };

        Assert.StartsWith("due-14 2025-03-17, due-0 2025-03-31, over-7", Judged.On("2025-03-16", commitment).StepWords(), StringComparison.Ordinal);
        Assert.Equal(Status.OnTrack, Judged.On("2025-03-16", commitment).Status);
        Assert.Equal(Status.DueSoon, Judged.On("2025-03-17", commitment).Status);
    }

    [Fact]
    public void A_kept_period_stays_kept_until_the_next_begins()
    {
        Assert.Equal((Status.Met, "2025-Q1"), Spoken(Judged.On("2025-03-31", A.Commitment, A.Held("2025-01-01"))));
        Assert.Equal((Status.OnTrack, "2025-Q2"), Spoken(Judged.On("2025-04-01", A.Commitment, A.Held("2025-01-01"))));
    }

    [Fact]
    public void A_soft_week_is_a_percentage_and_never_a_breach()
    {
        var soft = Weekly with { Soft = true };

        var finding = Judged.On("2025-02-03", soft, A.Held("2025-01-07"), A.Held("2025-01-15"), A.Held("2025-01-29")); // weeks 2 to 5 are owed; 4 has nothing

        Assert.Equal("2025-W01 not-applicable, 2025-W02 met, 2025-W03 met, 2025-W04 no-record, 2025-W05 met, 2025-W06 on-track", finding.PeriodText());
        Assert.Contains("3 of 4 periods", finding.Reason, StringComparison.Ordinal);
        Assert.Contains("75%", finding.Reason, StringComparison.Ordinal);
        Assert.Empty(finding.Steps);
    }

    private static (Status Status, string? Period) Spoken(Finding finding) => (finding.Status, finding.Period);
}
