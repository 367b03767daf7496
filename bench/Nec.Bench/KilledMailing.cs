using System.Globalization;
using Dapper;
using Nec.Simulator;
using Nec.Storage;
using Nec.Storage.Cluster;
using Nec.Worker.Jobs;
using Npgsql;

namespace Nec.Bench;

/// <summary>Workers that are killed with SIGKILL at random points while they empty the outbox: what is lost, and what comes twice.</summary>
internal static class KilledMailing
{
    public const string Name = "killed-mailing";

    private const int Kills = 25;
    private const int Notices = 5_000;
    private const int First = 100_000; // behind those of the other measurements
    private const int Seed = 20261130;
    private static readonly TimeSpan Thinks = TimeSpan.FromMilliseconds(20);
    private static readonly DateTimeOffset Queued = new(2026, 7, 6, 7, 0, 0, TimeSpan.Zero);

    /// <summary>Kills so many workers, lets a last one finish, and counts what the mail server has.</summary>
    /// <param name="database">The folder of a database that waits for the disk.</param>
    /// <param name="folder">Where contracts may be written.</param>
    public static async Task<IReadOnlyList<Row>> Measure(string database, string folder, CancellationToken cancellationToken)
    {
        await using var cluster = await PrivateCluster.Start(new() { Folder = database }, cancellationToken);
        await using var source = Database.Open(cluster.ConnectionString);
        var outbox = new Outbox(source);
        foreach (var number in Enumerable.Range(First, Notices))
        {
            await outbox.Queue(MailFromOutbox.Notice(number), [], Queued, cancellationToken);
        }

        await using var sink = await SmtpSink.Start(new(), cancellationToken);
        sink.Fail(SmtpFault.Thoughtful(Thinks), 2 * Notices);
        string[] arguments = [cluster.ConnectionString, Path.Combine(folder, "contracts"), sink.Port.ToString(CultureInfo.InvariantCulture)];
        var (random, atKill) = (new Random(Seed), new HashSet<string>(StringComparer.Ordinal));
        for (var kill = 0; kill < Kills; kill++)
        {
            using var worker = Part.Begin(Name, arguments);
            await sink.WaitFor(sink.Count + 1 + random.Next(100), cancellationToken);
            await Task.Delay(random.Next(20), cancellationToken);
            worker.Kill();
            await worker.WaitForExitAsync(cancellationToken);
            atKill.UnionWith(await EndClaims(source, cancellationToken));
        }

        using (var last = Part.Begin(Name, arguments))
        {
            await last.WaitForExitAsync(cancellationToken);
        }

        var arrived = sink.Messages.GroupBy(mail => mail.MessageId!, StringComparer.Ordinal).ToDictionary(mails => mails.Key, mails => mails.Count(), StringComparer.Ordinal);
        var lost = Enumerable.Range(First, Notices).Count(number => !arrived.ContainsKey(MailFromOutbox.Notice(number).MessageId));
        var twice = arrived.Where(mail => mail.Value > 1).ToList();
        var unforeseen = twice.Count(mail => !atKill.Contains(mail.Key));
        return
        [
            new(
                $"{Notices:#,0} notices, {Kills} workers killed with SIGKILL at random points, {Thinks.TotalMilliseconds} ms a mail",
                "none lost; twice only what was with the server at a kill",
                $"{lost} lost, {twice.Count} twice ({twice.Sum(mail => mail.Value - 1)} repeats), {unforeseen} of them not with the server at a kill",
                FormattableString.Invariant($"{(double)twice.Sum(mail => mail.Value - 1) / Kills:0.00} a kill"),
                (lost, unforeseen) == (0, 0)),
        ];
    }

    /// <summary>A worker that sends until nothing is left, or until it is killed.</summary>
    /// <param name="arguments">The connection string, the contracts' folder, the mail server's port.</param>
    public static async Task<int> Here(string[] arguments, CancellationToken cancellationToken)
    {
        await using var worker = await BenchWorker.Start(arguments[0], arguments[1], Mailing.Settings(arguments[2]), cancellationToken);
        return await worker.Run(nameof(SendMail), "sent", cancellationToken);
    }

    // The claims of the dead end now and not when their leases do; their notices are those that may come twice.
    private static async Task<IEnumerable<string>> EndClaims(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QueryAsync<string>(new CommandDefinition(
            "update nec.notice set claimed_at = claimed_at - interval '1 hour' where sent_at is null and claimed_at is not null returning message_id",
            cancellationToken: cancellationToken));
    }
}
