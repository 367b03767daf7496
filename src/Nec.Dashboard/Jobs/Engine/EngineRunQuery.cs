using System.Text.Json;
using Dapper;
using Nec.Application.Jobs;
using Npgsql;

namespace Nec.Dashboard.Jobs.Engine;

/// <summary>An attempt at a run, as Hangfire's page about the run shows it.</summary>
/// <param name="Targets">JSON; null when it checked no targets.</param>
public sealed record EngineRun(RunRow Run, string? Targets)
{
    /// <summary>Counts by name.</summary>
    public IReadOnlyDictionary<string, decimal> Counts =>
        (Run.Figures is null ? null : JsonSerializer.Deserialize<Dictionary<string, decimal>>(Run.Figures)) ?? new(StringComparer.Ordinal);

    /// <summary>Every target, with those that could not be checked first.</summary>
    public IReadOnlyList<RunTarget> Seen =>
        Targets is null ? []
        : [.. (JsonSerializer.Deserialize<List<RunTarget>>(Targets) ?? []).OrderBy(target => target.Outcome == "ok")];

    /// <summary>Every attempt at a run of the engine, the newest first.</summary>
    internal static async Task<IReadOnlyList<EngineRun>> Attempts(
        NpgsqlDataSource source, string engineId, CancellationToken cancellationToken)
    {
        var query = new CommandDefinition(
            $"""
            select {RunLog.Columns}, targets
            from nec.run
            where engine_id = @engineId
            order by run_id desc
            """,
            new { engineId },
            cancellationToken: cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<RunRow, string?, EngineRun>(query, (run, targets) => new(run, targets), splitOn: "targets")];
    }
}
