using System.Text.Json;
using Dapper;
using Nec.Application.Jobs;
using Npgsql;

namespace Nec.Dashboard.Jobs;

/// <summary>An attempt at a run, as Hangfire's page about the run shows it.</summary>
public sealed record EngineRun
{
    public required long RunId { get; init; }

    public required int Attempt { get; init; }

    public required string Outcome { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Summary { get; init; }

    public string? Failure { get; init; }

    public string? AskedBy { get; init; }

    public string? AskedBecause { get; init; }

    /// <summary>JSON; null when it reported none.</summary>
    public string? Figures { get; init; }

    /// <summary>JSON; null when it looked at none.</summary>
    public string? Targets { get; init; }

    /// <summary>Counts by name.</summary>
    public IReadOnlyDictionary<string, decimal> Counts =>
        (Figures is null ? null : JsonSerializer.Deserialize<Dictionary<string, decimal>>(Figures)) ?? new(StringComparer.Ordinal);

    /// <summary>Every target, those that could not be seen first.</summary>
    public IReadOnlyList<RunTarget> Seen =>
        Targets is null ? []
        : [.. (JsonSerializer.Deserialize<List<RunTarget>>(Targets) ?? []).OrderBy(target => target.Outcome == "ok")];
}

internal static class EngineRunQuery
{
    /// <summary>Every attempt at a run of the engine, the last first.</summary>
    public static async Task<IReadOnlyList<EngineRun>> Attempts(
        NpgsqlDataSource source, string engineId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<EngineRun>(new CommandDefinition(
                """
                select run_id, attempt, outcome, started_at, ended_at, summary, failure, asked_by, asked_because, figures, targets
                from nec.run
                where engine_id = @engineId
                order by run_id desc
                """,
                new { engineId },
                cancellationToken: cancellationToken)),
        ];
    }
}
