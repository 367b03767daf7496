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

/// <summary>The append-only log of what people changed.</summary>
public sealed class Audit(NpgsqlDataSource source)
{
    /// <summary>Adds an entry.</summary>
    public async Task Add(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.audit (happened_at, who, action, team, target, reason, before, after)
            values (@HappenedAt, @Who, @Action, @Team, @Target, @Reason, @Before, @After)
            """,
            entry,
            cancellationToken: cancellationToken));
    }
}
