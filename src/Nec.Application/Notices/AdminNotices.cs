using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Core.Deliveries;
using Nec.Core.Notices;
using Nec.Storage;

namespace Nec.Application.Notices;

/// <summary>Tells the administrator of what goes wrong with Nec itself, beside the one notice a day.</summary>
public sealed class AdminNotices(Outbox outbox, Keys keys, JobQueue queue, NoticeSettings settings, LondonClock clock)
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

    /// <summary>
    /// Says, once for each spell, that mail to an address comes back, and has it sent. The address itself stands on the page alone, since letters
    /// have more readers. Nothing is said when it is the administrator's own.
    /// </summary>
    /// <param name="spell">The spell's number (<see cref="FailingAddresses.Mark"/>).</param>
    /// <param name="address">The address.</param>
    /// <param name="reason">Why, in the end of a sentence: <c>there is no such mailbox (5.1.1)</c>.</param>
    public async Task AddressFails(long spell, string address, string reason, CancellationToken cancellationToken)
    {
        if (ComparedAddress.Of(address) == ComparedAddress.Of(settings.Admin))
        {
            return;
        }

        var people = settings.PublicAddress is { } pages ? $"{pages}/admin/people" : null;
        if (await Queue($"admin|failing-address|{spell}", ServiceMessage.AddressFails(settings.Marking, reason, people), cancellationToken))
        {
            await queue(new("SendMail"), cancellationToken);
        }
    }

    private async Task<bool> Queue(string key, Message message, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var secret = await keys.MessageIds(now, cancellationToken);
        var notice = NoticeEnvelope.Queued(secret, key, Kind, new("Administrator", settings.Admin), LondonTime.DateOf(now), message, settings.From);
        return await outbox.Queue(notice, [], now, cancellationToken);
    }
}
