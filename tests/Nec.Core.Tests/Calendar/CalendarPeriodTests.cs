using Nec.Core.Calendar;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Calendar;

public sealed class CalendarPeriodTests
{
    [Theory]
    [InlineData(PeriodKind.Week, "2026-02-10", "2026-W07", "2026-02-09", "2026-02-15")]
    [InlineData(PeriodKind.Week, "2021-01-01", "2020-W53", "2020-12-28", "2021-01-03")] // a year of 53 weeks; its last one ends in the next
    [InlineData(PeriodKind.Week, "2021-01-04", "2021-W01", "2021-01-04", "2021-01-10")]
    [InlineData(PeriodKind.Week, "2019-12-30", "2020-W01", "2019-12-30", "2020-01-05")] // December days of next year's first week
    [InlineData(PeriodKind.Week, "2022-01-02", "2021-W52", "2021-12-27", "2022-01-02")] // a Sunday ends its week
    [InlineData(PeriodKind.Week, "2027-01-03", "2026-W53", "2026-12-28", "2027-01-03")]
    [InlineData(PeriodKind.Month, "2026-02-28", "2026-02", "2026-02-01", "2026-02-28")]
    [InlineData(PeriodKind.Month, "2024-02-01", "2024-02", "2024-02-01", "2024-02-29")]
    [InlineData(PeriodKind.Quarter, "2026-03-31", "2026-Q1", "2026-01-01", "2026-03-31")]
    [InlineData(PeriodKind.Quarter, "2026-04-01", "2026-Q2", "2026-04-01", "2026-06-30")]
    [InlineData(PeriodKind.Quarter, "2026-12-31", "2026-Q4", "2026-10-01", "2026-12-31")]
    [InlineData(PeriodKind.HalfYear, "2026-06-30", "2026-H1", "2026-01-01", "2026-06-30")]
    [InlineData(PeriodKind.HalfYear, "2026-07-01", "2026-H2", "2026-07-01", "2026-12-31")]
    [InlineData(PeriodKind.Year, "2026-07-01", "2026", "2026-01-01", "2026-12-31")]
    public void A_day_lies_in_a_period_with_a_label_that_reads_back(PeriodKind kind, string day, string label, string first, string last)
    {
        var period = CalendarPeriod.Containing(kind, A.Day(day));

        Assert.Equal(new CalendarPeriod(kind, A.Day(first), A.Day(last)), period);
        Assert.Equal(label, period.Label);
        Assert.Equal(period, CalendarPeriod.Parse(kind, label));
        Assert.Equal(A.Day(last).AddDays(1), period.Next.First);
    }

    [Theory]
    [InlineData(PeriodKind.Week, "2021-W53")] // 2021 has 52
    [InlineData(PeriodKind.Week, "2020-W54")]
    [InlineData(PeriodKind.Week, "2020-W00")]
    [InlineData(PeriodKind.Week, "2020-W1")]
    [InlineData(PeriodKind.Week, "2020-Q1")] // another kind's label
    [InlineData(PeriodKind.Week, "")]
    [InlineData(PeriodKind.Month, "2020-13")]
    [InlineData(PeriodKind.Month, "2020-00")]
    [InlineData(PeriodKind.Month, "2020")]
    [InlineData(PeriodKind.Quarter, "2020-Q5")]
    [InlineData(PeriodKind.Quarter, "2020-Q0")]
    [InlineData(PeriodKind.Quarter, "2020-q1")]
    [InlineData(PeriodKind.HalfYear, "2020-H3")]
    [InlineData(PeriodKind.Year, "2020-01")]
    [InlineData(PeriodKind.Year, "0000")]
    [InlineData(PeriodKind.Year, "2020\n")]
    [InlineData(PeriodKind.Year, "٢٠٢٠")] // digits, but not ours
    public void What_is_no_label_of_the_kind_is_not_read(PeriodKind kind, string label) => Assert.Null(CalendarPeriod.Parse(kind, label));
}
