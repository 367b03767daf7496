using System.Globalization;
using Dapper;
using Nec.Core.Answers;
using Npgsql;

namespace Nec.Storage;

/// <summary>What people answered by a link that is no fact about the promise; only ever added to.</summary>
public sealed class Answers(NpgsqlDataSource source)
{
    /// <summary>Adds an answer, once however often it is given over the same earlier ones.</summary>
    /// <param name="post">The post that answers.</param>
    /// <param name="after">The newest answer of the team that the person had seen; zero for none. A press repeated from one form says the same.</param>
    /// <param name="audited">The entry that goes with it into the log, when it is new.</param>
    /// <returns>The answer's id, whether it is new or was known.</returns>
    public async Task<long> Record(string team, Answer answer, string? reason, string post, long after, DateTimeOffset now, AuditEntry? audited, CancellationToken cancellationToken)
    {
        var row = Row.Of(answer);
        var key = string.Join('|', team, answer.Obligation, answer.Period, row.Kind, row.UntilOn?.ToString("O", CultureInfo.InvariantCulture), row.ToPost, after.ToString(CultureInfo.InvariantCulture));
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var added = await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.answer (answer_key, team, obligation, period, kind, until_on, to_post, reason, answered_by, answered_at)
            values (@key, @team, @Obligation, @Period, @Kind, @UntilOn, @ToPost, @reason, @post, @now)
            on conflict (answer_key) do nothing
            """,
            new { key, team, answer.Obligation, answer.Period, row.Kind, row.UntilOn, row.ToPost, reason, post, now },
            cancellationToken: cancellationToken));
        await Audit.AddGiven(connection, added == 1 ? audited : null, cancellationToken);

        var id = await connection.QuerySingleAsync<long>(new CommandDefinition(
            "select answer_id from nec.answer where answer_key = @key", new { key }, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Every answer of a team, in the order in which they were given.</summary>
    public async Task<IReadOnlyList<Answer>> Read(string team, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select answer_id, obligation, period, kind, until_on, to_post, answered_at
            from nec.answer
            where team = @team
            order by answer_id
            """,
            new { team },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToAnswer())];
    }

    private sealed record Row
    {
        public long AnswerId { get; init; }

        public required string Obligation { get; init; }

        public required string Period { get; init; }

        public required string Kind { get; init; }

        public DateOnly? UntilOn { get; init; }

        public string? ToPost { get; init; }

        public DateTimeOffset AnsweredAt { get; init; }

        public static Row Of(Answer answer) => answer switch
        {
            Snooze snooze => new() { Obligation = answer.Obligation, Period = answer.Period, Kind = "snooze", UntilOn = snooze.UntilOn },
            HandOver handOver => new() { Obligation = answer.Obligation, Period = answer.Period, Kind = "hand-over", ToPost = handOver.ToPost },
            NoUpdate => new() { Obligation = answer.Obligation, Period = answer.Period, Kind = "no-update" },
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.GetType().Name, "No table knows this kind of answer."),
        };

        public Answer ToAnswer() => Kind switch
        {
            "snooze" => new Snooze(Obligation, Period, UntilOn!.Value) { Id = AnswerId, AnsweredAt = AnsweredAt }, // the table's check
            "hand-over" => new HandOver(Obligation, Period, ToPost!) { Id = AnswerId, AnsweredAt = AnsweredAt }, // likewise
            "no-update" => new NoUpdate(Obligation, Period) { Id = AnswerId, AnsweredAt = AnsweredAt },
            _ => throw new StorageException($"Answer {AnswerId} has the kind {Kind}, which this version of Nec does not know: start a newer one."),
        };
    }
}
