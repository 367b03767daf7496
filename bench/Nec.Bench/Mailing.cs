using System.Globalization;
using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Smtp;
using Nec.Worker.Jobs;

namespace Nec.Bench;

/// <summary>The outbox emptied by a worker in a process of its own, beside a loop that only sends, over the same client and as many conversations.</summary>
internal static class Mailing
{
    public const string Name = "mailing";

    /// <summary>How the message ids of the loop's mails begin.</summary>
    public const string BareId = "<bare-";

    /// <summary>Mails that only warm the loop up.</summary>
    public const int Warming = 300;

    private static readonly DateTimeOffset Date = new(2026, 7, 6, 7, 0, 0, TimeSpan.Zero);

    /// <summary>What a process of its own found.</summary>
    public sealed record Found(Spent Bare, Spent Outbox, int Sent);

    /// <summary>Runs here.</summary>
    /// <param name="arguments">The connection string, the contracts' folder, the mail server's port, how many notices there are.</param>
    public static async Task<Found> Here(string[] arguments, CancellationToken cancellationToken)
    {
        var count = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        await using var sender = new SmtpMailSender(new() { Host = "127.0.0.1", Port = int.Parse(arguments[2], CultureInfo.InvariantCulture), Tls = SmtpTls.None });
        await Bare(sender, "warm", Warming, cancellationToken);
        var bare = await Spent.Of(() => Bare(sender, "all", count, cancellationToken));
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Mail:Transport"] = "Smtp",
            ["Mail:Smtp:Host"] = "127.0.0.1",
            ["Mail:Smtp:Port"] = arguments[2],
            ["Mail:Smtp:Tls"] = "None",
        };
        await using var worker = await BenchWorker.Start(arguments[0], arguments[1], settings, cancellationToken);
        var sent = 0;
        var outbox = await Spent.Of(async () => sent = await worker.Run(nameof(SendMail), "sent", cancellationToken));
        return new(bare, outbox, sent);
    }

    // One after the other, as the job sends.
    private static async Task Bare(SmtpMailSender sender, string name, int count, CancellationToken cancellationToken)
    {
        for (var number = 0; number < count; number++)
        {
            var notice = MailFromOutbox.Notice(number);
            var outcome = await sender.Send(
                new(notice.RecipientAddress, notice.RecipientName, "Nec <nec@example.org>", null, notice.Subject, notice.TextBody, notice.HtmlBody, $"{BareId}{name}-{number}@example.org>", notice.Headers) { Date = Date },
                cancellationToken);
            if (outcome is not SendOutcome.Sent)
            {
                throw new InvalidOperationException($"The bare loop's mail came to {outcome}.");
            }
        }
    }
}
