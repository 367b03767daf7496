using Nec.Core.Calendar;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Calendar;

public sealed class LondonTimeTests
{
    [Theory]
    [InlineData("2026-03-31T23:30Z", "2026-04-01")] // summer: London is an hour ahead, so it is tomorrow
    [InlineData("2026-03-31T22:59Z", "2026-03-31")]
    [InlineData("2026-03-31T23:00Z", "2026-04-01")]
    [InlineData("2025-12-31T23:59Z", "2025-12-31")] // winter: London is UTC
    [InlineData("2026-03-28T23:59Z", "2026-03-28")] // the night before the spring change
    [InlineData("2026-10-24T23:00Z", "2026-10-25")] // the night of the autumn change is still summer time at midnight
    [InlineData("2026-10-25T23:30Z", "2026-10-25")] // and winter time at the next
    public void An_instant_lies_on_Londons_date(string instant, string day) => Assert.Equal(A.Day(day), LondonTime.DateOf(A.Instant(instant)));

    [Theory]
    [InlineData("2026-03-29", "00:59", "2026-03-29T00:59Z")] // the last minute of winter time
    [InlineData("2026-03-29", "01:30", "2026-03-29T01:30Z")] // does not exist: read as if the clocks had not yet moved
    [InlineData("2026-03-29", "02:00", "2026-03-29T01:00Z")] // the first of summer time
    [InlineData("2026-10-25", "00:59", "2026-10-24T23:59Z")]
    [InlineData("2026-10-25", "01:30", "2026-10-25T00:30Z")] // happens twice: the first time is meant
    [InlineData("2026-10-25", "02:00", "2026-10-25T02:00Z")]
    public void A_wall_time_is_an_instant_also_when_the_clocks_change(string day, string time, string instant) =>
        Assert.Equal(A.Instant(instant), LondonTime.InstantOf(A.Day(day), TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-03-29", 23)] // spring
    [InlineData("2026-10-25", 25)] // autumn
    [InlineData("2026-06-01", 24)]
    public void A_day_is_as_long_as_London_makes_it(string day, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), LondonTime.EndOf(A.Day(day)) - LondonTime.StartOf(A.Day(day)));

    [Fact]
    public void A_day_ends_where_the_next_one_begins_and_instants_carry_no_offset()
    {
        Assert.Equal(LondonTime.StartOf(A.Day("2026-07-02")), LondonTime.EndOf(A.Day("2026-07-01")));
        Assert.Equal(TimeSpan.Zero, LondonTime.StartOf(A.Day("2026-07-02")).Offset);
        Assert.Equal(new TimeOnly(6, 15), LondonTime.TimeOf(A.Instant("2026-07-01T05:15Z")));
    }
}
