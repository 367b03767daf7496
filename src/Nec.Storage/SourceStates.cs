using Dapper;
using Npgsql;

namespace Nec.Storage;

/// <summary>How a source stood when it was last asked about itself.</summary>
public sealed record SourceState
{
    /// <summary>The source's name.</summary>
    public required string Source { get; init; }

    /// <summary><c>not-configured</c>, <c>works</c>, <c>warns</c> or <c>fails</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>What it said, in a sentence without credentials.</summary>
    public required string Says { get; init; }

    /// <summary>The first London day on which it stood so.</summary>
    public required DateOnly SinceOn { get; init; }

    public required DateTimeOffset ProbedAt { get; init; }

    /// <summary>When its credentials die; null when they do not, or when the source does not tell.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>The state of each source's credentials.</summary>
public sealed class SourceStates(NpgsqlDataSource source)
{
    /// <summary>Keeps how a source stands; its first day stays while the outcome stays.</summary>
    public async Task Keep(SourceState state, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nec.source_state (source, outcome, says, since_on, probed_at, expires_at)
            values (@Source, @Outcome, @Says, @SinceOn, @ProbedAt, @ExpiresAt)
            on conflict (source) do update
            set outcome = excluded.outcome,
                says = excluded.says,
                since_on = case when source_state.outcome = excluded.outcome then source_state.since_on else excluded.since_on end,
                probed_at = excluded.probed_at,
                expires_at = excluded.expires_at
            """,
            state,
            cancellationToken: cancellationToken));
    }

    /// <summary>Every source that was ever asked.</summary>
    public async Task<IReadOnlyList<SourceState>> Read(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<SourceState>(new CommandDefinition(
            """
            select source, outcome, says, since_on, probed_at, expires_at
            from nec.source_state
            order by source
            """,
            cancellationToken: cancellationToken));
        return rows.AsList();
    }
}
