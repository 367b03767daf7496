using Nec.Application.Inbox;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Core.Inbox;
using Nec.Integrations.Mail.Inbox;
using Nec.Storage;
using Npgsql;

namespace Nec.Worker.Jobs;

/// <summary>
/// Reads what came to the mailbox since the last run, the oldest first, and keeps what it means. The position is written after each mail's
/// effects, and every effect has its key: a run that is cut short anywhere is made up for by the next. Nothing inbound ever stops,
/// redirects or
/// delays outgoing mail.
/// </summary>
[Job(
    "ReadInbox",
    "Reads delivery reports, automatic replies and newsletters from the mailbox",
    Cron = "0 5/15 * * * ?", // Europe/London
    MakesUp = false,
    Needs = "Mail:Inbox:Host")]
internal sealed partial class ReadInbox(
    InboxReader reader,
    InboxOptions options,
    InboxPositions positions,
    InboxEffects effects,
    LondonClock clock,
    ILogger<ReadInbox> logger) : IJob
{
    /// <summary>The most mails of one run; the rest waits for the next.</summary>
    public const int MostMails = 200;

    /// <summary>
    /// In so many runs one mail may stop the reading; then it is passed over, so that it does not block the box for ever.
    /// </summary>
    public const int MostTries = 3;

    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        if (!reader.IsSet)
        {
            return RunReport.Skipped("no Mail:Inbox:Host is set");
        }

        using var inbox = await reader.Open(cancellationToken);
        var position = await Position(inbox, cancellationToken);
        var waiting = await inbox.After(position.LastUid, MostMails, cancellationToken);
        var taken = new List<TakenAs>();
        foreach (var uid in waiting)
        {
            taken.Add(await Take(inbox, position, uid, cancellationToken));
            position = position with { LastUid = uid };
            await positions.Keep(options.Box, position, clock.Now, cancellationToken);
            run.Progress(taken.Count, waiting.Count, "reading the mailbox");
        }

        return InboxSummary.Of(taken, MostMails);
    }

    private async Task<InboxPosition> Position(OpenInbox inbox, CancellationToken cancellationToken)
    {
        var start = new InboxPosition(inbox.Validity, 0);
        if (await positions.Read(options.Box, cancellationToken) is not { } known || known.Validity != inbox.Validity)
        {
            return start;
        }

        if (inbox.NextUid <= known.LastUid)
        {
            LogCountedBack(inbox.NextUid.GetValueOrDefault(), known.LastUid);
            await positions.Forget(options.Box, cancellationToken);
            return start;
        }

        return known;
    }

    // Only a mail that is unfit in itself is passed over at once. Whatever else stops the reading leaves the position, and nothing of
    // the mail
    // reaches the log.
    private async Task<TakenAs> Take(OpenInbox inbox, InboxPosition position, uint uid, CancellationToken cancellationToken)
    {
        try
        {
            return await inbox.Read(uid, cancellationToken) switch
            {
                ReadMail.Fit { Mail: var mail } => await effects.Take(Judge(mail), mail.ArrivedAt, cancellationToken),
                ReadMail.Gone => TakenAs.Gone,
                _ => TakenAs.PassedOver,
            };
        }
        catch (Exception failure) when (MayBeOfTheMail(failure, cancellationToken))
        {
            if (await positions.CountFailure(options.Box, position, uid, clock.Now, cancellationToken) >= MostTries)
            {
                await positions.Keep(options.Box, position with { LastUid = uid }, clock.Now, cancellationToken);
                LogPassedOver(uid, MostTries, failure.GetType().Name);
            }

            throw; // the run has failed all the same; the next goes on where the box now stands
        }
    }

    // A database that is away or has no room says nothing of the mail; one that refuses what the mail holds (class 22 or 23), or its
    // size (54), does.
    private static bool MayBeOfTheMail(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        PostgresException { SqlState: [var first, var second, ..] } => (first, second) is ('2', '2' or '3') or ('5', '4'),
        NpgsqlException => false,
        _ => true,
    };

    private InboxVerdict Judge(InboxMail mail) =>
        InboxRules.Judge(mail, options.TrustRule, [.. options.Newsletters.Select(one => one.ToSender())]);

    [LoggerMessage(
        LogLevel.Error,
        "Mail {Uid} of the mailbox could not be read in {Tries} runs and is passed over; the last error was of the kind {Kind}")]
    private partial void LogPassedOver(uint uid, int tries, string kind);

    [LoggerMessage(
        LogLevel.Warning,
        "The mailbox numbers its next mail {Next}, below {Last}, which was read: it is read from its oldest mail again")]
    private partial void LogCountedBack(uint next, uint last);
}
