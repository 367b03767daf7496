using Nec.Application.Assessment;
using Nec.Application.Contracts;
using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Core.Notices;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>Writes the day's notices into the outbox; which ones is Core's to say.</summary>
[Job("WriteNotices", "Writes the notices of the day", Cron = "0 0 8 * * ?", WorkingDays = true, Retries = 3)] // Europe/London
internal sealed class WriteNotices(
    ContractRegistry contracts,
    AssessmentInputs inputs,
    AssessAll assessAll,
    NoticeDrafts drafts,
    Outbox outbox,
    JobQueue queue,
    LondonClock clock) : IJob
{
    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var today = LondonTime.DateOf(now);
        if (NoticeHours.WhyNot(await Calendars(today, cancellationToken), today, LondonTime.TimeOf(now)) is { } why)
        {
            return RunReport.Skipped(why);
        }

        var queued = new List<DraftedNotice>();
        var assessed = assessAll.Now(cancellationToken).SelectMany(some => some.Teams); // kept on the board: the letters say what stands there
        foreach (var draft in await drafts.Of(assessed, today, cancellationToken))
        {
            if (await outbox.Queue(draft.Notice, draft.Tells, now, cancellationToken))
            {
                queued.Add(draft);
            }
        }

        if (queued.Count > 0)
        {
            await queue(new(nameof(SendMail)), cancellationToken);
        }

        var kinds = queued
            .GroupBy(notice => notice.Kind)
            .OrderBy(kind => kind.Key)
            .Select(kind => $"{kind.Count()} {kind.Key}".ToLowerInvariant());
        return queued.Count == 0
            ? RunReport.Succeeded("nothing to say").With("notices", 0)
            : RunReport.Succeeded($"{Dates.Count(queued.Count, "notice")} written: {string.Join(", ", kinds)}")
                .With("notices", queued.Count).With("lines", queued.Sum(notice => notice.Lines));
    }

    private async Task<IReadOnlyCollection<WorkingDays>> Calendars(DateOnly today, CancellationToken cancellationToken)
    {
        var calendars = new List<WorkingDays>();
        foreach (var division in contracts.On(today).Select(contract => contract.BankHolidays).Distinct())
        {
            calendars.Add(await inputs.WorkingDaysOf(division, cancellationToken));
        }

        return calendars;
    }
}
