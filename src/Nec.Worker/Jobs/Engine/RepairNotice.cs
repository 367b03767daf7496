using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Integrations.Mail;
using Nec.Storage;
using Nec.Worker.Hosting;

namespace Nec.Worker.Jobs.Engine;

/// <summary>Tells the administrator, once a day for each job, that its schedule was repaired.</summary>
internal sealed class RepairNotice(Outbox outbox, JobQueue queue, MailOptions mail, LondonClock clock)
{
    /// <param name="job">The job's id.</param>
    /// <param name="what">The end of a sentence about it: <c>was not scheduled any more</c>.</param>
    public async Task Queue(string job, string what, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var today = LondonTime.DateOf(now);
        var key = $"admin|repair|{job}|{Dates.Iso(today)}";
        var text = $"""
            The job {job} {what}. Nec has scheduled it again, and runs what it missed.

            This happens when the database could not be reached for several minutes.
            If it happens again, look at the health of the database server.
            """;
        var isNew = await outbox.Queue(
            new()
            {
                Key = key,
                Kind = "admin",
                RecipientAddress = mail.Admin ?? mail.From,
                RecipientName = "Administrator",
                Day = today,
                Subject = $"Nec: the schedule of {job} was repaired",
                TextBody = text,
                HtmlBody = MailHtml.OfText("The schedule of a job was repaired", text),
                Headers = MailHeaders.Automatic,
                MessageId = MailHeaders.MessageId(key, mail.From),
                Fingerprint = "",
            },
            [],
            now,
            cancellationToken);
        if (isNew)
        {
            await queue(new(nameof(SendMail)), cancellationToken);
        }
    }
}
