using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Integrations.BankHolidays;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>
/// Adds what GOV.UK's list has to what we keep, and withdraws the days ahead that it no longer has in the years that it covers: bank
/// holidays are moved now and then. A feed that fails, or forgets past days and whole years, changes nothing.
/// </summary>
[Job("RefreshBankHolidays", "Reads the bank holidays from GOV.UK", Cron = "0 0 5 1 * ?", Retries = 3)] // Europe/London
internal sealed class RefreshBankHolidays(BankHolidayClient govUk, BankHolidayDays bankHolidays, LondonClock clock) : IJob
{
    private const int MostNamed = 5;

    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        var list = await govUk.Fetch(cancellationToken);
        var (now, changed, gone) = (clock.Now, 0, new List<DateOnly>());
        foreach (var (division, days) in list)
        {
            var held = await bankHolidays.Held(division, cancellationToken);
            var withdrawn = HeldBankHolidays.Withdrawn(held, [.. days.Select(day => day.On)], LondonTime.DateOf(now));
            changed += await bankHolidays.Save(division, [.. Listed(days), .. withdrawn.Select(Withdrawn)], now, cancellationToken);
            gone.AddRange(withdrawn);
        }

        var until = list.Values.SelectMany(days => days).Max(day => day.On);
        var added = changed - gone.Count;
        return RunReport.Succeeded($"{Dates.Count(added, "day")} new or renamed{Gone(gone)}; the list reaches {Dates.Long(until)}")
            .With("new", added).With("withdrawn", gone.Count);
    }

    // A list that names a day twice means it once.
    private static IEnumerable<BankHolidayDay> Listed(IEnumerable<BankHoliday> days) =>
        days.DistinctBy(day => day.On).Select(day => new BankHolidayDay { Day = day.On, Title = day.Title });

    private static BankHolidayDay Withdrawn(DateOnly day) => new() { Day = day, Title = "", IsWithdrawn = true };

    private static string Gone(IEnumerable<DateOnly> days)
    {
        var named = days.Distinct().Order().ToList();
        var shown = string.Join(", ", named.Take(MostNamed).Select(Dates.Long));
        return named.Count == 0 ? "" : $", no longer a bank holiday: {shown}{(named.Count > MostNamed ? " and others" : "")}";
    }
}
