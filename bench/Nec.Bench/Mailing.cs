using System.Globalization;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Nec.Storage;
using Nec.Worker.Jobs;

namespace Nec.Bench;

/// <summary>The outbox emptied by a worker in a process of its own, beside a bare MailKit loop with as many conversations.</summary>
internal static class Mailing
{
    public const string Name = "mailing";

    /// <summary>How the message ids of the loop's mails begin.</summary>
    public const string BareId = "bare-";

    /// <summary>Mails that only warm the loop up.</summary>
    public const int Warming = 300;

    /// <summary>Conversations at the same time, of the loop and of the worker.</summary>
    private const int Connections = 4;

    private static readonly DateTimeOffset Date = new(2026, 7, 6, 7, 0, 0, TimeSpan.Zero);

    /// <summary>What a process of its own found.</summary>
    public sealed record Found(Spent Bare, Spent Outbox, int Sent);

    /// <summary>Runs here.</summary>
    /// <param name="arguments">The connection string, the contracts' folder, the mail server's port, how many notices there are.</param>
    public static async Task<Found> Here(string[] arguments, CancellationToken cancellationToken)
    {
        var count = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        var port = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        await Bare(port, "warm", Warming, cancellationToken);
        var bare = await Spent.Of(() => Bare(port, "all", count, cancellationToken));
        await using var worker = await BenchWorker.Start(arguments[0], arguments[1], Settings(arguments[2]), cancellationToken);
        var sent = 0;
        var outbox = await Spent.Of(async () => sent = await worker.Run(nameof(SendMail), "sent", cancellationToken));
        return new(bare, outbox, sent);
    }

    /// <summary>What a worker needs to send to a mail server on this machine.</summary>
    public static Dictionary<string, string?> Settings(string port) => new(StringComparer.Ordinal)
    {
        ["Mail:Transport"] = "Smtp",
        ["Mail:Smtp:Host"] = "127.0.0.1",
        ["Mail:Smtp:Port"] = port,
        ["Mail:Smtp:Tls"] = "None",
        ["Mail:Smtp:Connections"] = Connections.ToString(CultureInfo.InvariantCulture),
    };

    // As many conversations as the worker has, each with its share.
    private static Task Bare(int port, string name, int count, CancellationToken cancellationToken) => Task.WhenAll(
        Enumerable.Range(0, Connections).Select(lane => Lane(port, name, lane, count, cancellationToken)));

    private static async Task Lane(int port, string name, int lane, int count, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }; // without it, 22 mails a second
        await socket.ConnectAsync("127.0.0.1", port, cancellationToken);
        using var client = new SmtpClient();
        await client.ConnectAsync(socket, "127.0.0.1", port, SecureSocketOptions.None, cancellationToken);
        for (var number = lane; number < count; number += Connections)
        {
            using var message = Message(MailFromOutbox.Notice(number), $"{name}-{number}");
            await client.SendAsync(message, cancellationToken);
        }

        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private static MimeMessage Message(QueuedNotice notice, string id)
    {
        var message = new MimeMessage
        {
            Subject = notice.Subject,
            Date = Date,
            MessageId = $"{BareId}{id}@example.org",
            Body = new BodyBuilder { TextBody = notice.TextBody, HtmlBody = notice.HtmlBody }.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress("Nec", "nec@example.org"));
        message.To.Add(new MailboxAddress(notice.RecipientName, notice.RecipientAddress));
        return message;
    }
}
