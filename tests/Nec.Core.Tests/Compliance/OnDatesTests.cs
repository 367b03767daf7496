using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Compliance;

public sealed class OnDatesTests
{
    private static readonly Commitment Council = A.Commitment with { Id = "council", Rule = new OnDates([A.Day("2025-09-16"), A.Day("2025-10-21")]) };

    [Theory]
    [InlineData("2025-09-16", Status.DueSoon, "2025-09-16")] // on the day it is in time
    [InlineData("2025-09-17", Status.Overdue, "2025-09-16")]
    [InlineData("2025-09-30", Status.Overdue, "2025-09-16")]
    [InlineData("2025-10-01", Status.OnTrack, "2025-10-21")]
    [InlineData("2025-10-14", Status.DueSoon, "2025-10-21")] // a month's ladder: 7 days before
    [InlineData("2025-10-22", Status.Overdue, "2025-10-21")]
    [InlineData("2025-11-04", Status.Overdue, "2025-10-21")]
    public void Each_date_is_due_overdue_and_then_stands_in_the_periods(string day, Status status, string dueOn)
    {
        var finding = Judged.On(day, Council);

        Assert.Equal((status, A.Day(dueOn), dueOn), (finding.Status, finding.DueOn, finding.Period));
    }

    [Fact]
    public void After_the_last_date_nothing_is_owed_and_missed_stands_in_the_periods_only()
    {
        var finding = Judged.On("2025-11-05", Council, A.Held("2025-09-16", Council));

        Assert.Equal((Status.NotApplicable, null), (finding.Status, finding.DueOn));
        Assert.Equal("2025-09-16 met, 2025-10-21 missed", finding.PeriodText());
        Assert.Empty(finding.Steps);
    }

    [Theory]
    [InlineData(Outcome.Attended, Status.Met)]
    [InlineData(Outcome.ReportSent, Status.Met)] // attendance or a written report
    [InlineData(Outcome.NotScheduled, Status.NotApplicable)]
    public void Attendance_or_a_report_keeps_a_date(Outcome outcome, Status status) => Assert.Equal(status, Judged.On("2025-09-16", Council, A.Held("2025-09-16", Council, outcome)).Of("2025-09-16"));

    [Fact]
    public void A_late_report_says_which_date_it_is_for()
    {
        var late = A.Held("2025-09-18", Council, Outcome.ReportSent);

        Assert.Equal("2025-09-16 overdue, 2025-10-21 met", Judged.On("2025-09-20", Council, late).PeriodText());
        Assert.Equal("2025-09-16 met-late, 2025-10-21 on-track", Judged.On("2025-09-20", Council, late with { Period = "2025-09-16" }).PeriodText());
    }

    [Fact]
    public void A_date_outside_the_contract_is_not_applicable() =>
        Assert.Equal("2025-09-16 not-applicable, 2025-10-21 on-track", Judged.On("2025-10-01", A.Contract with { From = A.Day("2025-09-17") }, Council).PeriodText());

    [Fact]
    public void Two_dates_within_a_week_are_each_announced() =>
        Assert.StartsWith("due-7 2025-09-15, due-0 2025-09-22", Judged.On("2025-09-17", Council with { Rule = new OnDates([A.Day("2025-09-16"), A.Day("2025-09-22")]) }, A.Held("2025-09-16", Council)).StepWords(), StringComparison.Ordinal);

    [Fact]
    public void A_yearly_date_has_the_long_ladder() =>
        Assert.StartsWith("due-28 2025-12-03, due-7 2025-12-24, due-0 2025-12-31", Judged.On("2025-06-01", Council with { Rule = new OnDates([A.Day("2025-12-31")]) }).StepWords(), StringComparison.Ordinal);
}
