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
    ContractRegistry contracts,
    FactRecorder recorder,
    NewsletterCopies copies,
    Outbox outbox,
    Keys keys,
    JobQueue queue,
    NoticeSettings settings,
    LondonClock clock)
{
    private const string Kind = "newsletter";

    /// <summary>How the record and the audit log name the way by which it came.</summary>
    private const string Mailbox = "mailbox";

    /// <summary>
    /// Records it for the London day of its arrival. Two on one day are one record; a record that a person has corrected stays corrected;
    /// the
    /// same mail sent again records nothing.
    /// </summary>
    public async Task<TakenAs> Take(InboxVerdict.Newsletter newsletter, DateTimeOffset arrivedAt, CancellationToken cancellationToken)
    {
        var (sender, on) = (newsletter.Sender, LondonTime.DateOf(arrivedAt));
        if (Promise(sender, on) is not var (contract, obligation))
        {
            return TakenAs.UnrecordedNewsletter;
        }

        var note = NoteOf(newsletter.Recipients);
        var entry = new Entry(Outcome.Held, on) { Note = note };
        var accepted = RecordingRules.Named(contract, obligation, entry, period: null, clock.Today).Fact;
        if (accepted is null)
        {
            return TakenAs.UnrecordedNewsletter;
        }

        if (!await copies.IsFirst(sender, newsletter.MessageId, arrivedAt, cancellationToken))
        {
            return TakenAs.Replay;
        }

        await recorder.Record(new(contract.Id, obligation.Id, Mailbox, Mailbox, null), accepted, cancellationToken);
        var message = ServiceMessage.NewsletterRecorded(settings.Marking, obligation.Title, on, note, PageOf(contract, obligation));
        await Tell(contract, obligation, $"newsletter|{contract.Id}|{obligation.Id}|{Dates.Iso(on)}", message, cancellationToken);
        return TakenAs.Newsletter;
    }

    /// <summary>
    /// Asks who answers for a promise whether a mail that cannot be believed was its newsletter: once a day at most. It records nothing.
    /// </summary>
    /// <param name="arrivedAt">When the server took it in.</param>
    public async Task<TakenAs> Ask(NewsletterSender sender, DateTimeOffset arrivedAt, CancellationToken cancellationToken)
    {
        var on = LondonTime.DateOf(arrivedAt);
        if (Promise(sender, on) is not var (contract, obligation))
        {
            return TakenAs.UnrecordedNewsletter;
        }

        var message = ServiceMessage.NewsletterAsked(settings.Marking, obligation.Title, on, PageOf(contract, obligation));
        await Tell(contract, obligation, $"newsletter-question|{contract.Id}|{obligation.Id}|{Dates.Iso(on)}", message, cancellationToken);
        return TakenAs.Question;
    }

    private (Contract Contract, Obligation Obligation)? Promise(NewsletterSender sender, DateOnly on) =>
        contracts.ContractOf(sender.Team, on) is { } contract
        && contract.Obligations.FirstOrDefault(known => known.IsCalled(sender.Commitment, sender.Place)) is { } obligation
            ? (contract, obligation) : null;

    private string? PageOf(Contract contract, Obligation obligation) =>
        settings.PublicAddress is { } pages ? $"{pages}/promises/{contract.Id}/{obligation.Id}" : null;

    private static string NoteOf(int? recipients) => recipients is { } number
        ? $"A copy came by mail. It names {Dates.Count(number, "recipient")} in To and Cc."
        : "A copy came by mail. It went to a list or in blind copy: the number of recipients is unknown.";

    // Told under a key, whether or not it was on record before: a run that was cut short between the two tells it when it is made again.
    private async Task Tell(Contract contract, Obligation obligation, string key, Message message, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var secret = await keys.MessageIds(now, cancellationToken);
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
