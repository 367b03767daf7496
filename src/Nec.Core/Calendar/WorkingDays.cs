namespace Nec.Core.Calendar;

/// <summary>Which days are worked: Monday to Friday, less the bank holidays it is given. It never fetches them.</summary>
public sealed class WorkingDays(IEnumerable<DateOnly> bankHolidays)
{
    private readonly HashSet<DateOnly> _bankHolidays = [.. bankHolidays];

    /// <summary>Whether the day is a bank holiday.</summary>
    public bool IsBankHoliday(DateOnly day) => _bankHolidays.Contains(day);

    /// <summary>Whether the day is worked.</summary>
    public bool Includes(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_bankHolidays.Contains(day);

    /// <summary>The day itself when worked, else the working day before it (reminders move so: domain.md A2-15).</summary>
    public DateOnly OnOrBefore(DateOnly day)
    {
        while (!Includes(day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    /// <summary>The day itself when worked, else the working day after it.</summary>
    public DateOnly OnOrAfter(DateOnly day)
    {
        while (!Includes(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>The working day so many working days after a day; zero gives <see cref="OnOrAfter"/>.</summary>
    public DateOnly After(DateOnly day, int workingDays)
    {
        for (var left = workingDays; left > 0; left--)
        {
            day = OnOrAfter(day.AddDays(1));
        }

        return OnOrAfter(day);
    }

    /// <summary>Whether the day is the first working one of its week (Monday, or Tuesday after a bank holiday): the digest's day.</summary>
    public bool IsFirstOfWeek(DateOnly day) => Includes(day) && OnOrAfter(MondayOf(day)) == day;

    /// <summary>Whether the day is the given weekday, or the next working day when that one is not worked.</summary>
    public bool StandsInFor(DayOfWeek weekday, DateOnly day)
    {
        var nominal = MondayOf(day).AddDays(((int)weekday + 6) % 7);
        return OnOrAfter(nominal) == day || OnOrAfter(nominal.AddDays(-7)) == day;
    }

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
