using System.Globalization;
using Nec.Simulator;
using Nec.Storage;
using Nec.Storage.Cluster;
using Nec.Storage.Migrations;
using Nec.Testing;

namespace Nec.Bench;

/// <summary>10,000 notices from the outbox to a local mail server, beside a bare MailKit loop with as many conversations: on a database that may forget, and on one that writes every commit to the disk.</summary>
internal static class MailFromOutbox
{
    private const int Notices = 10_000;
    private const int SlowNotices = 2_000;
    private const double Least = 0.8;
    private static readonly TimeSpan Thinks = TimeSpan.FromMilliseconds(20);
    private static readonly DateTimeOffset Queued = new(2026, 7, 6, 7, 0, 0, TimeSpan.Zero);

    public static async Task<IReadOnlyList<Row>> Measure(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("nec-bench-").FullName;
        var lasting = Path.Combine(Path.GetTempPath(), $"nec-bench-{Guid.NewGuid():N}"); // not in the other one: a user of its own, when root starts it, may not enter there
        try
        {
            return
            [
                .. await Over("a database without fsync", new() { Temporary = true }, folder, Notices, TimeSpan.Zero, cancellationToken),
                .. await Over("a database as nec run starts it", new() { Folder = lasting }, folder, Notices, TimeSpan.Zero, cancellationToken),
                .. await Over("the latter, to a server that takes 20 ms a mail", new() { Folder = lasting }, folder, SlowNotices, Thinks, cancellationToken),
                .. await KilledMailing.Measure(lasting, folder, cancellationToken),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            if (Directory.Exists(lasting))
            {
                Directory.Delete(lasting, recursive: true);
            }
        }
    }

    /// <summary>A notice of 4 kB of text and 6 kB of HTML, a person's own.</summary>
    public static QueuedNotice Notice(int number) => new()
    {
        Key = FormattableString.Invariant($"officer-{number}@example.org|2026-07-06"),
        Kind = "digest",
        RecipientAddress = FormattableString.Invariant($"officer-{number}@example.org"),
        RecipientName = FormattableString.Invariant($"Officer {number}"),
        Day = new(2026, 7, 6),
        Subject = "Meet the Sherborne clerk by Monday 6 July",
        TextBody = Lines("Meet the Sherborne clerk, by Monday 6 July 2026: last held 6 January 2026.\n", 4_000),
        HtmlBody = $"<!doctype html><html lang=\"en\"><body>{Lines("<p>Meet the Sherborne clerk, by <b>Monday 6 July 2026</b>: last held 6 January 2026.</p>\n", 6_000)}</body></html>",
        MessageId = FormattableString.Invariant($"<notice-{number}@example.org>"),
        Fingerprint = "f",
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Auto-Submitted"] = "auto-generated", ["X-Auto-Response-Suppress"] = "All" },
    };

    private static async Task<IEnumerable<Row>> Over(string database, PrivateClusterOptions options, string folder, int notices, TimeSpan thinks, CancellationToken cancellationToken)
    {
        await using var cluster = await PrivateCluster.Start(options, cancellationToken);
        await using var source = Database.Open(cluster.ConnectionString);
        await Migrator.Migrate(source, Locks.Silent, cancellationToken);
        var outbox = new Outbox(source);
        var first = notices == Notices ? 0 : Notices; // the lasting database holds those of before
        for (var number = first; number < first + notices; number++)
        {
            await outbox.Queue(Notice(number), [], Queued, cancellationToken);
        }

        var contracts = Directory.CreateDirectory(Path.Combine(folder, "contracts")).FullName;
        await File.WriteAllTextAsync(Path.Combine(contracts, "team.yaml"), NationOnDisk.ContractOf(0), cancellationToken);
        await using var sink = await SmtpSink.Start(new(), cancellationToken);
        if (thinks > TimeSpan.Zero)
        {
            sink.Fail(SmtpFault.Thoughtful(thinks), Mailing.Warming + (2 * notices));
        }

        var found = await Part.Run<Mailing.Found>(
            Mailing.Name, [cluster.ConnectionString, contracts, sink.Port.ToString(CultureInfo.InvariantCulture), notices.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        var arrived = sink.Messages.Select(mail => mail.MessageId!).Where(id => !id.Contains(Mailing.BareId, StringComparison.Ordinal)).ToList();
        var lost = Enumerable.Range(first, notices).Select(number => Notice(number).MessageId).Except(arrived, StringComparer.Ordinal).Count();
        var twice = arrived.Count - arrived.Distinct(StringComparer.Ordinal).Count();
        var ratio = found.Bare.Seconds / found.Outbox.Seconds;
        return
        [
            new($"{notices:#,0} mails in a bare MailKit loop", "", Words(found.Bare, notices), "", null),
            new($"{notices:#,0} notices from the outbox in {database}", FormattableString.Invariant($"≥ {Least:0%} of the bare rate"), Words(found.Outbox, notices), FormattableString.Invariant($"{ratio:0%}"), ratio >= Least),
            new("of these", "none lost, none twice", $"{found.Sent:#,0} sent, {lost} lost, {twice} twice", "", (found.Sent, lost, twice) == (notices, 0, 0)),
        ];
    }

    private static string Words(Spent spent, int notices) => FormattableString.Invariant($"{notices / spent.Seconds:#,0} mails/s, {spent.ProcessorSeconds * 1000 / notices:0.00} ms of CPU here a mail");

    private static string Lines(string line, int length) => string.Concat(Enumerable.Repeat(line, length / line.Length));
}
