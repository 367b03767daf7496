using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Core.Deliveries;
using Nec.Integrations.Mail;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>
/// Asks the mail service what became of the mail that it took. What it learns is shown and told; sending never asks for it (decision 31).
/// </summary>
[Job(
    "CheckDeliveries",
    "Asks GOV.UK Notify what became of sent mail",
    Cron = "0 5/15 * * * ?", // Europe/London
    MakesUp = false,
    Needs = "Mail:Transport=Notify")]
internal sealed class CheckDeliveries(
    Deliveries deliveries,
    IMailSender sender,
    DeliveryReports reports,
    LondonClock clock) : IJob
{
    /// <summary>The most mails of one run: a Monday's notices of a force are asked about within an hour or two.</summary>
    private const int Most = 200;

    /// <summary>After so many mails in succession without an answer the run ends: the service is not well.</summary>
    private const int MostUnable = 3;

    public async Task<RunReport> Run(RunContext run, CancellationToken cancellationToken)
    {
        var due = sender.Carries.TellsDelivery ? await deliveries.Due(Most, clock.Now, cancellationToken) : [];
        if (due.Count == 0)
        {
            return RunReport.Skipped("no mail to ask about");
        }

        var told = new List<DeliveryStatus>();
        var unable = new List<string>();
        var inSuccession = 0;
        foreach (var delivery in due)
        {
            switch (await sender.AskDelivery(delivery.DeliveryId, cancellationToken))
            {
                case DeliveryAnswer.Told answer:
                    told.Add(await Keep(delivery, answer, cancellationToken));
                    inSuccession = 0;
                    break;
                case DeliveryAnswer.Unable { ConcernsAll: true } none:
                    return Report(told, due.Count, [.. unable, none.Reason]); // this one and the rest stay due
                case DeliveryAnswer.Unable one:
                    unable.Add(one.Reason);
                    await Keep(delivery, new(DeliveryStatus.Sending, null), cancellationToken); // its turn comes later
                    inSuccession++;
                    break;
                default:
                    throw new InvalidOperationException("a delivery has one of two answers");
            }

            if (inSuccession == MostUnable)
            {
                break;
            }

            run.Progress(told.Count + unable.Count, due.Count, "mails asked about");
        }

        return Report(told, due.Count, unable);
    }

    private async Task<DeliveryStatus> Keep(AwaitedDelivery delivery, DeliveryAnswer.Told answer, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        if (answer.Status == DeliveryStatus.PermanentFailure)
        {
            // First, since a delivery that is known is not asked about again.
            await reports.Take(
                delivery.Notice,
                new() { Way = ReportWay.Notify, Action = "failed", Status = null, Recipient = answer.Recipient, ReportedAt = now },
                cancellationToken);
        }

        var next = answer.Status == DeliveryStatus.Sending ? DeliveryAsking.NextAt(delivery.AcceptedAt, now) : null;
        var status = answer.Status == DeliveryStatus.Sending && next is null ? DeliveryStatus.Unknown : answer.Status;
        await deliveries.Keep(delivery, status, next, now, cancellationToken);
        return status;
    }

    private static RunReport Report(List<DeliveryStatus> told, int due, List<string> unable)
    {
        var delivered = told.Count(status => status == DeliveryStatus.Delivered);
        var waiting = told.Count(status => status == DeliveryStatus.Sending);
        var failed = told.Count - delivered - waiting;
        var outcome = unable.Count == 0 ? RunOutcome.Succeeded : told.Count == 0 ? RunOutcome.NothingSeen : RunOutcome.Partly;
        var summary = $"asked about {told.Count} of {Dates.Count(due, "mail")}: "
            + $"{delivered} delivered, {waiting} on their way, {failed} failed or unknown";
        var reasons = string.Join("; ", unable.Distinct(StringComparer.Ordinal));
        return new RunReport(outcome, unable.Count == 0 ? summary : $"{summary}; no answer for the others: {reasons}")
            .With("delivered", delivered).With("sending", waiting).With("failed", failed).With("unable", unable.Count);
    }
}
