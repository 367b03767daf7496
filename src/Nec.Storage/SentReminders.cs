using Dapper;
using Nec.Core.Reminders;
using Npgsql;

namespace Nec.Storage;

/// <summary>Which steps were told: what is due and not among them still has to be.</summary>
public sealed class SentReminders(NpgsqlDataSource source)
{
    /// <summary>Every step told for a team.</summary>
    public async Task<IReadOnlyList<SentReminder>> Read(string team, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select team, obligation, period, step, post
            from nec.sent_reminder
            where team = @team
            order by sent_reminder_id
            """,
            new { team },
            cancellationToken: cancellationToken))).Select(row => row.ToReminder())];
    }

    /// <summary>Fails on a line that was told already.</summary>
    internal static Task<int> Insert(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<SentReminder> lines, DateOnly on, long noticeId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.sent_reminder (team, obligation, period, step, post, told_on, notice_id)
            select team, obligation, period, step, post, @on, @noticeId
            from unnest(@Teams, @Obligations, @Periods, @Steps, @Posts) as given (team, obligation, period, step, post)
            """,
            new
            {
                Teams = lines.Select(line => line.Team).ToArray(),
                Obligations = lines.Select(line => line.Subject.ToString()).ToArray(),
                Periods = lines.Select(line => line.Period).ToArray(),
                Steps = lines.Select(line => line.Step.ToString()).ToArray(),
                Posts = lines.Select(line => line.Post).ToArray(),
                on,
                noticeId,
            },
            transaction,
            cancellationToken: cancellationToken));

    private sealed record Row
    {
        public required string Team { get; init; }

        public required string Obligation { get; init; }

        public required string Period { get; init; }

        public required string Step { get; init; }

        public required string Post { get; init; }

        public SentReminder ToReminder() => SentReminder.Read(Team, Obligation, Period, Step, Post)
            ?? throw new StorageException($"The step {Step} was told, which this version of Nec does not know: start a newer one.");
    }
}
