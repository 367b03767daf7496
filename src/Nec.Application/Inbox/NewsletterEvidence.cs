using Nec.Application.Contracts;
using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Application.Recording;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Inbox;
using Nec.Core.Notices;
using Nec.Storage;

namespace Nec.Application.Inbox;

/// <summary>Records a newsletter that came in copy, under the rules of people's records, and tells who answers for it.</summary>
public sealed class NewsletterEvidence(
    ContractRegistry contracts, FactRecorder recorder, Outbox outbox, Keys keys, JobQueue queue, NoticeSettings settings, LondonClock clock)
{
    private const string Kind = "newsletter";

    /// <summary>How the record and the audit log name the way by which it came.</summary>
    private const string Mailbox = "mailbox";

    /// <summary>Records it for the London day of its arrival. Two on one day are one record; a record that a person has corrected stays corrected.</summary>
    public async Task<TakenAs> Take(InboxVerdict.Newsletter newsletter, DateTimeOffset arrivedAt, CancellationToken cancellationToken)
    {
        var (sender, on) = (newsletter.Sender, LondonTime.DateOf(arrivedAt));
        var contract = contracts.ContractOf(sender.Team, on);
        if (contract?.Obligations.FirstOrDefault(known => known.IsCalled(sender.Commitment, sender.Place)) is not { } obligation)
        {
            return TakenAs.UnrecordedNewsletter;
        }

        var note = NoteOf(newsletter.Recipients);
        var accepted = RecordingRules.Named(contract, obligation, new Entry(Outcome.Held, on) { Note = note }, period: null, clock.Today).Fact;
        if (accepted is null)
        {
            return TakenAs.UnrecordedNewsletter;
        }

        await recorder.Record(new(contract.Id, obligation.Id, Mailbox, Mailbox, null), accepted, cancellationToken);
        await Tell(contract, obligation, on, note, cancellationToken);
        return TakenAs.Newsletter;
    }

    private static string NoteOf(int? recipients) => recipients is { } number
        ? $"A copy came by mail. It names {Dates.Count(number, "recipient")} in To and Cc."
        : "A copy came by mail. It went to a list or in blind copy: the number of recipients is unknown.";

    // Told under a key, whether or not it was on record before: a run that was cut short between the two tells it when it is made again.
    private async Task Tell(Contract contract, Obligation obligation, DateOnly on, string note, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var page = settings.PublicAddress is { } pages ? $"{pages}/promises/{contract.Id}/{obligation.Id}" : null;
        var message = ServiceMessage.NewsletterRecorded(settings.Marking, obligation.Title, on, note, page);
        var secret = await keys.MessageIds(now, cancellationToken);
        var key = $"newsletter|{contract.Id}|{obligation.Id}|{Dates.Iso(on)}";
        var notice = NoticeEnvelope.Queued(secret, key, Kind, Reader(contract, obligation), LondonTime.DateOf(now), message, settings.From);
        if (await outbox.Queue(notice with { Teams = [contract.Id] }, [], now, cancellationToken))
        {
            await queue(new("SendMail"), cancellationToken);
        }
    }

    // Where the post is vacant, the next one up; at the end the administrator.
    private Recipient Reader(Contract contract, Obligation obligation)
    {
        var post = obligation.Commitment.Accountable;
        for (var step = 0; step < contract.Posts.Count && contract.Posts.FirstOrDefault(known => known.Id == post) is { } found; step++)
        {
            if (found.AnsweredBy(clock.Today) is { } holder)
            {
                return new(holder.Name, holder.Email, holder.Language);
            }

            post = found.EscalatesTo;
        }

        return new("Administrator", settings.Admin);
    }
}
