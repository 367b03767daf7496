using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Core.Notices;
using Nec.Storage;

namespace Nec.Application.Notices;

/// <summary>Tells the administrator of what goes wrong with Nec itself, beside the one notice a day.</summary>
public sealed class AdminNotices(Outbox outbox, JobQueue queue, NoticeSettings settings, LondonClock clock)
{
    private const string Kind = "admin";

    /// <summary>
    /// Says that a notice was parked, so that nothing is lost in silence. Nothing is said of one that was itself to the administrator,
    /// whose mail then does not arrive.
    /// </summary>
    /// <param name="reason">Why it could not be sent, in a sentence.</param>
    public async Task Parked(ClaimedNotice parked, string reason, CancellationToken cancellationToken)
    {
        if (!string.Equals(parked.RecipientAddress, settings.Admin, StringComparison.OrdinalIgnoreCase))
        {
            var message = ServiceMessage.CouldNotBeSent(settings.Marking, parked.NoticeId, parked.Day, reason);
            await Queue($"admin|parked|{parked.NoticeId}", message, cancellationToken);
        }
    }

    /// <summary>Says, once a day for each job, that its schedule was repaired, and has it sent.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="what">The end of a sentence about it: <c>was not scheduled any more</c>.</param>
    public async Task Repaired(string job, string what, CancellationToken cancellationToken)
    {
        var message = ServiceMessage.ScheduleRepaired(settings.Marking, job, what);
        if (await Queue($"admin|repair|{job}|{Dates.Iso(clock.Today)}", message, cancellationToken))
        {
            await queue(new("SendMail"), cancellationToken);
        }
    }

    private Task<bool> Queue(string key, Message message, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var notice = NoticeEnvelope.Queued(key, Kind, new("Administrator", settings.Admin), LondonTime.DateOf(now), message, settings.From);
        return outbox.Queue(notice, [], now, cancellationToken);
    }
}
