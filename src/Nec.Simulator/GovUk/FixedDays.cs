namespace Nec.Simulator;

/// <summary>Holidays on a fixed date; one that falls at a weekend is given on the next free working day.</summary>
internal static class FixedDays
{
    private const string Substitute = "Substitute day";

    public static IEnumerable<BankHoliday> Of(string division, int year)
        => [.. NewYear(division, year), .. National(division, year), .. Given(Day("Christmas Day", year, 12, 25), Day("Boxing Day", year, 12, 26))];

    /// <summary>In Scotland 2 January gives way to a New Year's Day that falls on Sunday.</summary>
    private static List<BankHoliday> NewYear(string division, int year)
    {
        var first = Given(Day("New Year’s Day", year, 1, 1))[0];
        if (division != BankHolidays.Scotland)
        {
            return [first];
        }

        var second = Given(Day("2nd January", year, 1, 2))[0];
        return [first, second.Date > first.Date ? second : second with { Date = NextWeekday(first.Date), Notes = Substitute }];
    }

    private static List<BankHoliday> National(string division, int year) => division switch
    {
        BankHolidays.Scotland => Given(Day("St Andrew’s Day", year, 11, 30)),
        BankHolidays.NorthernIreland =>
        [
            .. Given(Day("St Patrick’s Day", year, 3, 17)),
            .. Given(Day("Battle of the Boyne (Orangemen’s Day)", year, 7, 12) with { Bunting = false }),
        ],
        _ => [],
    };

    /// <summary>Those on working days stay; the others take the next working days that are still free (Christmas on Sunday: Boxing Day keeps Monday, Christmas gets Tuesday).</summary>
    private static List<BankHoliday> Given(params ReadOnlySpan<BankHoliday> days)
    {
        List<BankHoliday> given = [];
        List<BankHoliday> moved = [];
        foreach (var day in days)
        {
            (IsWeekend(day.Date) ? moved : given).Add(day);
        }

        foreach (var day in moved)
        {
            var date = NextWeekday(day.Date);
            while (given.Exists(other => other.Date == date))
            {
                date = NextWeekday(date);
            }

            given.Add(day with { Date = date, Notes = Substitute });
        }

        return given;
    }

    private static BankHoliday Day(string title, int year, int month, int day) => new(title, new(year, month, day), "", Bunting: true);

    private static DateOnly NextWeekday(DateOnly day)
    {
        do
        {
            day = day.AddDays(1);
        }
        while (IsWeekend(day));

        return day;
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
