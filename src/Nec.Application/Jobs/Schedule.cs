using Nec.Core.Calendar;
using Quartz;
using Quartz.Impl.Calendar;

namespace Nec.Application.Jobs;

/// <summary>
/// A job's scheduled times: cron with seconds in Europe/London. A job of working days leaves out bank holidays and weekends.
/// This class only calculates; Hangfire creates the runs.
/// </summary>
public sealed class Schedule
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private readonly CronExpression _cron;
    private readonly ICalendar? _closed;

    private Schedule(CronExpression cron, ICalendar? closed) => (_cron, _closed) = (cron.WithTimeZone(London), closed);

    /// <summary>Reads six fields, such as <c>0 30 3 * * ?</c>; null when they are not a valid schedule.</summary>
    public static Schedule? Parse(string cron) =>
        cron.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6 && CronExpression.TryParse(cron, out var parsed)
            ? new(parsed, null)
            : null;

    /// <summary>The same without weekends and these bank holidays.</summary>
    public Schedule OnWorkingDays(IEnumerable<DateOnly> bankHolidays)
    {
        var weekdays = new WeeklyCalendar { TimeZone = London }; // it excludes weekends by default
        var closed = new HolidayCalendar(weekdays) { TimeZone = London };
        foreach (var day in bankHolidays)
        {
            closed.AddExcludedDay(day);
        }

        return new(_cron, closed);
    }

    /// <summary>The first scheduled time after an instant; null when there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => Walk(after, _cron.GetNextValidTimeAfter);

    /// <summary>The last scheduled time before an instant; null when there is none.</summary>
    public DateTimeOffset? Previous(DateTimeOffset before) => Walk(before, _cron.GetPreviousValidTimeBefore);

    /// <summary>The next scheduled times, in order.</summary>
    public IEnumerable<DateTimeOffset> Following(DateTimeOffset after, int most)
    {
        for (var (at, count) = (Next(after), 0); at is { } next && count < most; at = Next(next), count++)
        {
            yield return next;
        }
    }

    /// <summary>Whether a day in London may have a scheduled time.</summary>
    public bool IsOpenOn(DateOnly day) => _closed?.IsTimeIncluded(LondonTime.StartOf(day).AddHours(12)) ?? true;

    private DateTimeOffset? Walk(DateTimeOffset from, Func<DateTimeOffset, DateTimeOffset?> step)
    {
        var at = step(from);
        while (at is { } time && _closed?.IsTimeIncluded(time) == false)
        {
            at = step(time);
        }

        return at?.ToUniversalTime();
    }
}
