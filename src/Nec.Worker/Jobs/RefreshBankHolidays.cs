using Nec.Core.Calendar;
using Nec.Integrations.BankHolidays;
using Nec.Storage;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>Adds what GOV.UK's list has to what we keep; a feed that fails or forgets changes nothing.</summary>
[QuartzJob(Group = OurJobs.Group, Durable = true, Description = "Reads the bank holidays from GOV.UK")]
[CronTrigger("0 0 5 1 * ?", TimeZone = "Europe/London", ConfigurationKey = "Jobs:RefreshBankHolidays:Cron", MisfireInstruction = CronTriggerMisfireInstruction.FireAndProceed)]
[RetryPolicy(3, "00:05:00")]
[DisallowConcurrentExecution]
internal sealed class RefreshBankHolidays(BankHolidayClient govUk, BankHolidayDays bankHolidays, LondonClock clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var list = await govUk.Fetch(cancellationToken);
        var added = 0;
        foreach (var (division, days) in list)
        {
            added += await bankHolidays.Save(division, [.. days.Select(day => new BankHolidayDay { Day = day.On, Title = day.Title })], clock.Now, cancellationToken);
        }

        var until = list.Values.SelectMany(days => days).Max(day => day.On);
        context.Result = JobRunReport.Succeeded($"{Dates.Count(added, "day")} new or renamed; the list reaches {Dates.Long(until)}").With("new", added);
    }
}
