namespace Nec.Simulator;

/// <summary>One day off, with GOV.UK's wording.</summary>
internal sealed record BankHoliday(string Title, DateOnly Date, string Notes, bool Bunting);

/// <summary>The bank holidays of the three divisions, computed from their rules.</summary>
internal static class BankHolidays
{
    public const string EnglandAndWales = "england-and-wales";
    public const string Scotland = "scotland";
    public const string NorthernIreland = "northern-ireland";

    public static readonly IReadOnlyList<string> Divisions = [EnglandAndWales, Scotland, NorthernIreland];

    public static IReadOnlyList<BankHoliday> Of(string division, int firstYear, int lastYear)
        => [.. Enumerable.Range(firstYear, lastYear - firstYear + 1).SelectMany(year => Year(division, year)).OrderBy(holiday => holiday.Date)];

    private static IEnumerable<BankHoliday> Year(string division, int year)
        => FixedDays.Of(division, year).Concat(Movable(division, year)).Concat(OneOffs(division, year));

    private static IEnumerable<BankHoliday> Movable(string division, int year)
    {
        var easter = Easter.Of(year);
        yield return new("Good Friday", easter.AddDays(-2), "", Bunting: false);
        if (division != Scotland)
        {
            yield return new("Easter Monday", easter.AddDays(1), "", Bunting: year != 2020); // no bunting in the spring of the pandemic
        }

        yield return year == 2020
            ? new("Early May bank holiday (VE day)", new(2020, 5, 8), "", Bunting: true)
            : new("Early May bank holiday", FirstMonday(year, 5), "", Bunting: true);
        yield return new("Spring bank holiday", year == 2022 ? new(2022, 6, 2) : LastMonday(year, 5), "", Bunting: true);
        yield return new("Summer bank holiday", division == Scotland ? FirstMonday(year, 8) : LastMonday(year, 8), "", Bunting: true);
    }

    private static IEnumerable<BankHoliday> OneOffs(string division, int year) => year switch
    {
        2022 =>
        [
            new("Platinum Jubilee bank holiday", new(2022, 6, 3), "", Bunting: true),
            new("Bank Holiday for the State Funeral of Queen Elizabeth II", new(2022, 9, 19), "", Bunting: false),
        ],
        2023 => [new("Bank holiday for the coronation of King Charles III", new(2023, 5, 8), "", Bunting: true)],
        2026 when division == Scotland => [new("World Cup bank holiday", new(2026, 6, 15), "", Bunting: true)],
        _ => [],
    };

    private static DateOnly FirstMonday(int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((int)DayOfWeek.Monday - (int)first.DayOfWeek + 7) % 7);
    }

    private static DateOnly LastMonday(int year, int month)
    {
        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(((int)last.DayOfWeek - (int)DayOfWeek.Monday + 7) % 7));
    }
}
