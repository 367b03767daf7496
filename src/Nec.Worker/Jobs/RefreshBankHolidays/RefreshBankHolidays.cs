using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Integrations.BankHolidays;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>Adds what GOV.UK's list has to what we keep; a feed that fails or forgets changes nothing.</summary>
[Job("RefreshBankHolidays", "Reads the bank holidays from GOV.UK", Cron = "0 0 5 1 * ?", Retries = 3)] // Europe/London
internal sealed class RefreshBankHolidays(BankHolidayClient govUk, BankHolidayDays bankHolidays, LondonClock clock) : IJob
{
    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        var list = await govUk.Fetch(cancellationToken);
        var added = 0;
        foreach (var (division, days) in list)
        {
            added += await bankHolidays.Save(division, [.. days.Select(day => new BankHolidayDay { Day = day.On, Title = day.Title })], clock.Now, cancellationToken);
        }

        var until = list.Values.SelectMany(days => days).Max(day => day.On);
        return RunReport.Succeeded($"{Dates.Count(added, "day")} new or renamed; the list reaches {Dates.Long(until)}").With("new", added);
    }
}
