using Nec.Core.Calendar;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Calendar;

public sealed class HeldBankHolidaysTests
{
    private static readonly DateOnly[] Held = Days("2026-05-04", "2026-12-25", "2027-05-03", "2027-12-27", "2028-01-03");

    [Theory]
    [InlineData("2026-12-01", "2027-05-03 2027-12-27")] // a moved day, and one that was called off; neither 2026 nor 2028 is in the list
    [InlineData("2027-05-02", "2027-05-03 2027-12-27")] // the day before
    [InlineData("2027-05-03", "2027-05-03 2027-12-27")] // today is still ahead
    [InlineData("2027-05-04", "2027-12-27")] // yesterday was what it was
    [InlineData("2028-01-01", "")]
    public void From_today_on_the_list_governs_the_years_of_which_it_holds_a_day(string today, string expected) =>
        Assert.Equal(Days(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries)), HeldBankHolidays.Withdrawn(Held, Days("2027-05-07"), A.Day(today)));

    [Theory]
    [InlineData("")] // it forgot everything
    [InlineData("2025-12-25")] // and all but an old year
    [InlineData("2026-05-04 2026-12-25 2027-05-03 2027-12-27 2028-01-03 2029-01-01")] // it has all of them, and more
    public void Nothing_is_withdrawn_that_it_does_not_speak_of(string list) =>
        Assert.Empty(HeldBankHolidays.Withdrawn(Held, Days(list.Split(' ', StringSplitOptions.RemoveEmptyEntries)), A.Day("2026-01-01")));

    [Fact]
    public void Bundled_and_listed_days_hold_unless_they_are_withdrawn()
    {
        var held = HeldBankHolidays.Of(Division.EnglandAndWales, Days("2027-05-07", "2029-01-01"), Days("2027-05-03", "2029-01-01"));

        Assert.Equal(Days("2027-01-01", "2027-03-26", "2027-03-29", "2027-05-07", "2027-05-31"), held.Where(day => day.Year == 2027).Take(5));
        Assert.DoesNotContain(held, day => day.Year == 2029);
    }

    private static DateOnly[] Days(params string[] days) => [.. days.Select(A.Day)];
}
