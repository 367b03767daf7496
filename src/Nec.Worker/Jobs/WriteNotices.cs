using Nec.Core.Calendar;
using Nec.Core.Notices;
using Nec.Storage;
using Nec.Worker.Hosting;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>Writes the day's notices into the outbox; which ones is Core's to say.</summary>
[QuartzJob(Group = OurJobs.Group, Durable = true, Description = "Writes the notices of the day")]
[CronTrigger("0 0 8 * * ?", TimeZone = "Europe/London", ConfigurationKey = "Jobs:WriteNotices:Cron", MisfireInstruction = CronTriggerMisfireInstruction.FireAndProceed)]
[RetryPolicy(3, "00:05:00")]
[DisallowConcurrentExecution]
internal sealed class WriteNotices(TeamContracts contracts, Desks desks, NoticeDrafts drafts, Outbox outbox, LondonClock clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var now = clock.Now;
        var today = LondonTime.DateOf(now);
        if (NoticeHours.WhyNot(await Calendars(today, cancellationToken), today, LondonTime.TimeOf(now)) is { } why)
        {
            context.Result = JobRunReport.Skipped(why);
            return;
        }

        var queued = new List<Notice>();
        foreach (var draft in await drafts.On(today, cancellationToken))
        {
            if (await outbox.Queue(draft.Queued, draft.Told, now, cancellationToken))
            {
                queued.Add(draft.Notice);
            }
        }

        context.Result = queued.Count == 0
            ? JobRunReport.Succeeded("nothing to say").With("notices", 0)
            : JobRunReport.Succeeded($"{Dates.Count(queued.Count, "notice")} written: {string.Join(", ", queued.GroupBy(notice => notice.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Count()} {kind.Key}".ToLowerInvariant()))}")
                .With("notices", queued.Count).With("lines", queued.Sum(notice => notice.Lines.Count));
    }

    private async Task<IReadOnlyCollection<WorkingDays>> Calendars(DateOnly today, CancellationToken cancellationToken)
    {
        var calendars = new List<WorkingDays>();
        foreach (var division in contracts.On(today).Select(contract => contract.BankHolidays).Distinct())
        {
            calendars.Add(await desks.WorkingDaysOf(division, cancellationToken));
        }

        return calendars;
    }
}
