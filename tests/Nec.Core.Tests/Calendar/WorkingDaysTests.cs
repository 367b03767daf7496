using Nec.Core.Calendar;
using Nec.Testing.Core;
using PublicHoliday;

namespace Nec.Core.Tests.Calendar;

public sealed class WorkingDaysTests
{
    [Theory]
    [InlineData("2020-05-04", true)] // moved that year…
    [InlineData("2020-05-08", false)] // …to Friday, the anniversary of VE Day
    [InlineData("2022-05-30", true)] // moved…
    [InlineData("2022-06-02", false)] // …to Thursday
    [InlineData("2022-06-03", false)] // the Platinum Jubilee
    [InlineData("2022-09-19", false)] // the state funeral
    [InlineData("2023-05-08", false)] // the coronation
    [InlineData("2022-01-03", false)] // 1 January was a Saturday
    [InlineData("2021-12-27", false)] // Christmas Day was a Saturday
    [InlineData("2021-12-28", false)] // and Boxing Day a Sunday
    [InlineData("2022-12-27", false)] // Christmas Day was a Sunday, Boxing Day itself is kept
    [InlineData("2026-12-28", false)] // Boxing Day was a Saturday
    [InlineData("2026-12-24", true)]
    [InlineData("2026-04-03", false)] // Good Friday
    [InlineData("2026-04-06", false)] // Easter Monday
    [InlineData("2026-04-04", false)] // a Saturday
    public void The_days_of_England_and_Wales_are_known_with_their_oddities(string day, bool worked) => Assert.Equal(worked, A.WorkingDays.Includes(A.Day(day)));

    [Fact]
    public void The_divisions_differ()
    {
        Assert.Contains(A.Day("2026-01-02"), BundledBankHolidays.Of(Division.Scotland));
        Assert.DoesNotContain(A.Day("2026-04-06"), BundledBankHolidays.Of(Division.Scotland)); // no Easter Monday in the statute
        Assert.Contains(A.Day("2026-03-17"), BundledBankHolidays.Of(Division.NorthernIreland));
        Assert.DoesNotContain(A.Day("2026-03-17"), BundledBankHolidays.Of(Division.EnglandAndWales));
    }

    [Theory]
    [InlineData(Division.EnglandAndWales, UKBankHoliday.UkCountries.England)]
    [InlineData(Division.EnglandAndWales, UKBankHoliday.UkCountries.Wales)]
    [InlineData(Division.Scotland, UKBankHoliday.UkCountries.Scotland)]
    [InlineData(Division.NorthernIreland, UKBankHoliday.UkCountries.NorthernIreland)]
    public void The_bundled_days_are_those_that_others_work_out(Division division, UKBankHoliday.UkCountries country) => Assert.Equal(
        Enumerable.Range(2019, 10).SelectMany(new UKBankHoliday(country).PublicHolidays).Select(DateOnly.FromDateTime).Order(),
        BundledBankHolidays.Of(division));

    [Theory]
    [InlineData("2026-04-03", "2026-04-02", "2026-04-07")] // Good Friday: Thursday, or Tuesday after Easter
    [InlineData("2026-12-28", "2026-12-24", "2026-12-29")]
    [InlineData("2026-04-02", "2026-04-02", "2026-04-02")] // a worked day is itself
    public void A_day_off_moves_to_the_working_day_before_or_after(string day, string before, string after)
    {
        Assert.Equal(A.Day(before), A.WorkingDays.OnOrBefore(A.Day(day)));
        Assert.Equal(A.Day(after), A.WorkingDays.OnOrAfter(A.Day(day)));
    }

    [Theory]
    [InlineData("2026-04-02", 3, "2026-04-09")] // Thursday before Easter: Tuesday, Wednesday, Thursday
    [InlineData("2026-04-04", 1, "2026-04-07")] // from a Saturday
    [InlineData("2026-04-04", 0, "2026-04-07")]
    [InlineData("2026-02-09", 0, "2026-02-09")]
    [InlineData("2026-02-06", 3, "2026-02-11")] // Friday: Monday, Tuesday, Wednesday
    public void Working_days_are_counted_over_days_off(string day, int count, string expected) => Assert.Equal(A.Day(expected), A.WorkingDays.After(A.Day(day), count));

    [Theory]
    [InlineData("2026-02-09", true)] // a Monday
    [InlineData("2026-02-10", false)]
    [InlineData("2026-04-06", false)] // Easter Monday
    [InlineData("2026-04-07", true)] // the Tuesday after it
    [InlineData("2026-04-08", false)]
    [InlineData("2021-12-29", true)] // Monday and Tuesday are both substitute days
    [InlineData("2026-02-08", false)] // a Sunday is of the week before
    public void The_first_working_day_of_a_week_is_the_digests(string day, bool first) => Assert.Equal(first, A.WorkingDays.IsFirstOfWeek(A.Day(day)));

    [Theory]
    [InlineData("2026-02-11", true)] // a Wednesday
    [InlineData("2026-02-12", false)]
    [InlineData("2024-12-25", false)] // Christmas Day is a Wednesday
    [InlineData("2024-12-26", false)]
    [InlineData("2024-12-27", true)] // the Friday stands in
    [InlineData("2025-01-01", false)] // New Year's Day is one too
    [InlineData("2025-01-02", true)]
    [InlineData("2025-01-03", false)]
    [InlineData("2021-12-29", true)] // two substitute days before it change nothing
    public void A_Wednesday_off_is_stood_in_for_by_the_next_working_day(string day, bool standsIn) => Assert.Equal(standsIn, A.WorkingDays.StandsInFor(DayOfWeek.Wednesday, A.Day(day)));

    [Fact]
    public void A_Friday_off_is_stood_in_for_in_the_next_week()
    {
        Assert.True(A.WorkingDays.StandsInFor(DayOfWeek.Friday, A.Day("2026-04-07"))); // Good Friday's stand-in is Tuesday
        Assert.False(A.WorkingDays.StandsInFor(DayOfWeek.Friday, A.Day("2026-04-02")));
    }

    [Fact]
    public void Without_bank_holidays_only_weekends_are_off() => Assert.True(new WorkingDays([]).Includes(A.Day("2026-12-25")));
}
