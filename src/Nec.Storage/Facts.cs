using Nec.Core.Answers;
using Nec.Core.Facts;
using Npgsql;

namespace Nec.Storage;

/// <summary>What happened; only ever added to.</summary>
public sealed class Facts(NpgsqlDataSource source)
{
    private readonly FactMemory _memory = new(source);

    /// <inheritdoc cref="FactReader.KeptNoLonger"/>
    public const string KeptNoLonger = FactReader.KeptNoLonger;

    private const int RowsAtOnce = 20_000;

    /// <summary>Adds what a job saw, all or none; what is known already (the same source key) is passed over.</summary>
    /// <returns>How many were new.</returns>
    public Task<int> Observe(
        string team, IReadOnlyCollection<Observation> seen, string recordedBy, DateTimeOffset now, CancellationToken cancellationToken) =>
        Add(team, seen, recordedBy, now, batch: null, audited: null, cancellationToken);

    /// <summary>Adds what people say, all or none; what is known already (the same source key) is passed over.</summary>
    /// <param name="batch">The import that it came with; null for single ones.</param>
    /// <param name="audited">The entry that goes with it into the log, given how many were new; not asked when none was.</param>
    /// <returns>How many were new.</returns>
    public Task<int> Record(
        string team,
        IReadOnlyCollection<AcceptedFact> given,
        string recordedBy,
        DateTimeOffset now,
        string? batch,
        Func<int, AuditEntry> audited,
        CancellationToken cancellationToken) =>
        Add(team, [.. given.Select(accepted => accepted.Fact)], recordedBy, now, batch, audited, cancellationToken);

    internal async Task<int> Add(
        string team,
        IReadOnlyCollection<Fact> facts,
        string recordedBy,
        DateTimeOffset now,
        string? batch,
        Func<int, AuditEntry>? audited,
        CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (audited is null && facts.Count <= RowsAtOnce)
        {
            return await Add(connection, team, facts, recordedBy, now, batch, cancellationToken); // one statement is all or none by itself
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var added = 0;
        foreach (var some in facts.Chunk(RowsAtOnce))
        {
            added += await Add(connection, team, some, recordedBy, now, batch, cancellationToken);
        }

        await Audit.AddGiven(connection, added > 0 ? audited?.Invoke(added) : null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return added;
    }

    /// <summary>Replaces a fact by what a person says, keeping both: the first no longer counts.</summary>
    /// <param name="audited">The entry that goes with it into the log; null for one of several rows that one entry speaks of.</param>
    /// <returns>False when somebody corrected it already, or the team has no such fact.</returns>
    public async Task<bool> Correct(
        string team, long factId, AcceptedFact given, string recordedBy, DateTimeOffset now, AuditEntry? audited, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var own = new NpgsqlCommand("select 1 from nec.fact where fact_id = $1 and team = $2", connection, transaction)
        {
            Parameters = { new() { Value = factId }, new() { Value = team } },
        };
        if (await own.ExecuteScalarAsync(cancellationToken) is null)
        {
            return false;
        }

        var row = FactRow.Of(team, given.Fact);
        row = row with { SourceKey = $"{row.SourceKey}|supersedes {factId}" };
        var added = await Insert(connection, team, [(row, now)], factId, recordedBy, now, null, cancellationToken);
        await Audit.AddGiven(connection, added == 1 ? audited : null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return added == 1;
    }

    /// <summary>One team's facts, superseded ones left out, in the order in which they were recorded.</summary>
    public Task<IReadOnlyList<Fact>> Read(string team, CancellationToken cancellationToken) => _memory.Read(team, cancellationToken);

    /// <summary>Adds facts within a transaction that is open on a connection.</summary>
    internal static Task<int> Add(
        NpgsqlConnection connection, string team, IReadOnlyCollection<Fact> facts, string recordedBy, DateTimeOffset now, string? batch, CancellationToken cancellationToken) =>
        Insert(connection, team, [.. facts.Select(fact => (FactRow.Of(team, fact), fact.RecordedAt))], null, recordedBy, now, batch, cancellationToken);

    private static async Task<int> Insert(
        NpgsqlConnection connection, string team, IReadOnlyCollection<(FactRow Row, DateTimeOffset? RecordedAt)> given,
        long? supersedes, string recordedBy, DateTimeOffset now, string? batch, CancellationToken cancellationToken)
    {
        var rows = given.DistinctBy(one => one.Row.SourceKey, StringComparer.Ordinal).ToList(); // notes are joined by it
        await using var command = new NpgsqlCommand(
            """
            with given as (
                -- A fact that was withdrawn may come again, once for each withdrawal; in a key of ours a backslash comes before a bar or another one only.
                select kind,
                       source_key || coalesce((
                           select '|\again ' || count(*)
                           from nec.fact withdrawal
                           where withdrawal.kind = 'withdrawal' and withdrawal.body->>'sourceKey' = given.source_key
                           having count(*) > 0), '') as source_key,
                       occurred_on, occurred_at, recorded_at, commitment, place, target, body, note, feedback, by_whom
                from unnest($1::text[], $2::text[], $3::date[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
                as given (kind, source_key, occurred_on, occurred_at, recorded_at, commitment, place, target, body, note, feedback, by_whom)
            ),
            added as (
                insert into nec.fact (team, kind, source_key, occurred_on, occurred_at, recorded_at, recorded_by, batch, supersedes, commitment, place, target, body)
                select $13, kind, source_key, occurred_on, occurred_at, recorded_at, $14, $15, $16, commitment, place, target, body::jsonb
                from given
                on conflict do nothing
                returning fact_id, source_key
            ),
            noted as (
                insert into nec.fact_note (fact_id, note, feedback, by_whom)
                select added.fact_id, given.note, given.feedback, given.by_whom
                from added
                join given on given.source_key = added.source_key
                where given.note is not null or given.feedback is not null or given.by_whom is not null
            )
            select count(*)::int
            from added
            """,
            connection);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            Column(rows, one => one.Row.Kind),
            Column(rows, one => one.Row.SourceKey),
            Column(rows, one => one.Row.OccurredOn),
            Column(rows, one => one.Row.OccurredAt?.ToUniversalTime()),
            Column(rows, one => (one.RecordedAt ?? now).ToUniversalTime()),
            Column(rows, one => one.Row.Commitment),
            Column(rows, one => one.Row.Place),
            Column(rows, one => one.Row.Target),
            Column(rows, one => one.Row.Json),
            Column(rows, one => one.Row.Note),
            Column(rows, one => one.Row.Feedback),
            Column(rows, one => one.Row.By),
            new NpgsqlParameter<string> { TypedValue = team },
            new NpgsqlParameter<string> { TypedValue = recordedBy },
            new NpgsqlParameter<string?> { TypedValue = batch },
            new NpgsqlParameter<long?> { TypedValue = supersedes },
        });
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!; // a count always has its one row
    }

    private static NpgsqlParameter<T[]> Column<TRow, T>(IReadOnlyCollection<TRow> rows, Func<TRow, T> of) => new() { TypedValue = [.. rows.Select(of)] };
}
