using FsCheck.Fluent;
using Nec.Core.Calendar;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Properties;

public sealed class TimeProperties
{
    private static readonly DateTimeOffset Start = A.Instant("2019-01-01T00:00Z");
    private static readonly int Minutes = (int)(A.Instant("2031-01-01T00:00Z") - Start).TotalMinutes;

    [Fact]
    public void Every_instant_of_twelve_years_lies_on_Londons_date() => Always.Holds(
        Gen.Choose(0, Minutes - 1).Select(minute => Start.AddMinutes(minute)),
        instant => Assert.Equal(DateByRule(instant), LondonTime.DateOf(instant)));

    [Fact]
    public void So_do_the_minutes_around_every_midnight_and_every_change_of_the_clocks()
    {
        for (var midnight = Start; midnight < Start.AddMinutes(Minutes); midnight = midnight.AddDays(1))
        {
            foreach (var minutes in new[] { -61, -60, -59, -1, 0, 1, 59, 60, 61, 119, 120 })
            {
                Assert.Equal(DateByRule(midnight.AddMinutes(minutes)), LondonTime.DateOf(midnight.AddMinutes(minutes)));
            }
        }
    }

    [Fact]
    public void A_day_begins_and_ends_on_itself() => Always.Holds(
        Gen.Choose(0, 4380).Select(day => A.Day("2019-01-01").AddDays(day)),
        day =>
        {
            Assert.Equal(day, LondonTime.DateOf(LondonTime.StartOf(day)));
            Assert.Equal(day, LondonTime.DateOf(LondonTime.EndOf(day).AddTicks(-1)));
            Assert.Equal(day.AddDays(-1), LondonTime.DateOf(LondonTime.StartOf(day).AddTicks(-1)));
        });

    [Fact]
    public void Labels_of_periods_read_back_and_periods_follow_each_other() => Always.Holds(
        from day in Gen.Choose(0, 9000)
        from kind in Gen.Elements(Enum.GetValues<PeriodKind>())
        select CalendarPeriod.Containing(kind, A.Day("2010-01-01").AddDays(day)),
        period =>
        {
            Assert.Equal(period, CalendarPeriod.Parse(period.Kind, period.Label));
            Assert.Equal(period.Last.AddDays(1), period.Next.First);
            Assert.NotEqual(period.Label, period.Next.Label);
        });

    // The law itself, without any table of zones: summer time from 01:00 UTC on March's last Sunday to 01:00 UTC on October's.
    private static DateOnly DateByRule(DateTimeOffset instant)
    {
        var isSummer = instant >= LastSunday(instant.Year, 3) && instant < LastSunday(instant.Year, 10);
        return DateOnly.FromDateTime(instant.UtcDateTime.AddHours(isSummer ? 1 : 0));
    }

    private static DateTimeOffset LastSunday(int year, int month)
    {
        var day = new DateOnly(year, month, 31);
        return new DateTimeOffset(day.AddDays(-(int)day.DayOfWeek), new TimeOnly(1, 0), TimeSpan.Zero);
    }
}
