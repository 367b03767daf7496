using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>One change that a person made.</summary>
public sealed record AuditEntry
{
    public required DateTimeOffset HappenedAt { get; init; }

    /// <summary>The person as signed in, or the verb of the command line with the system's user.</summary>
    public required string Who { get; init; }

    /// <summary>A verb phrase of the field: <c>pause-job</c>, <c>record-occurrence</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The team whose record it touches; null for what belongs to none, such as a job.</summary>
    public string? Team { get; init; }

    /// <summary>What was changed: a job's name, an obligation's id.</summary>
    public required string Target { get; init; }

    /// <summary>Why, in the person's words; null when none was asked for.</summary>
    public string? Reason { get; init; }

    /// <summary>What stood before; null when nothing did.</summary>
    public string? Before { get; init; }

    /// <summary>What stands since; null when nothing does.</summary>
    public string? After { get; init; }
}

/// <summary>
/// The append-only log of what people changed. A deed that is a write of ours takes its entry into its own transaction: both or neither. What is done elsewhere
/// (the scheduler's store, a cookie) is written down first, by itself: there may be an entry without its deed, never a deed without its entry.
/// </summary>
public sealed class Audit(NpgsqlDataSource source)
{
    /// <summary>Adds an entry by itself.</summary>
    /// <returns>The entry's id.</returns>
    public async Task<long> Add(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await Add(connection, entry, cancellationToken);
    }

    /// <summary>Adds an entry by itself, unless the last one of its action says the same: what starts again every few seconds is written down once.</summary>
    public async Task AddOnce(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.audit (happened_at, who, action, team, target, reason, before, after)
            select @HappenedAt, @Who, @Action, @Team, @Target, @Reason, @Before, @After
            where not exists (
                select 1
                from (select target, after from nec.audit where action = @Action order by audit_id desc limit 1) last
                where last.target = @Target and last.after is not distinct from @After)
            """,
            entry,
            cancellationToken: cancellationToken));
    }

    /// <summary>Makes a change and adds its entry, in one transaction.</summary>
    /// <param name="audited">The entry, given how many rows were changed; null for none. It is not asked for when none were.</param>
    /// <returns>How many rows were changed.</returns>
    internal static async Task<int> Change(
        NpgsqlDataSource source, string sql, object values, Func<int, AuditEntry?>? audited, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var count = await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
        await AddGiven(connection, count > 0 ? audited?.Invoke(count) : null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return count;
    }

    /// <summary>Adds an entry, if there is one, within the transaction that is open on a connection.</summary>
    internal static Task AddGiven(NpgsqlConnection connection, AuditEntry? entry, CancellationToken cancellationToken) =>
        entry is null ? Task.CompletedTask : Add(connection, entry, cancellationToken);

    /// <summary>Adds an entry within the transaction that is open on a connection.</summary>
    /// <returns>The entry's id.</returns>
    public static Task<long> Add(
        NpgsqlConnection connection,
        AuditEntry entry,
        CancellationToken cancellationToken) => connection.ExecuteScalarAsync<long>(new CommandDefinition(
        """
        insert into nec.audit (happened_at, who, action, team, target, reason, before, after)
        values (@HappenedAt, @Who, @Action, @Team, @Target, @Reason, @Before, @After)
        returning audit_id
        """,
        entry,
        cancellationToken: cancellationToken));
}
