using System.Text.Json;
using Dapper;
using Nec.Core.Calendar;
using Npgsql;

namespace Nec.Dashboard.Jobs;

/// <summary>What a run saw of one of its targets.</summary>
public sealed record TargetOutcome
{
    public required string Team { get; init; }

    public required string Target { get; init; }

    /// <summary>Who was asked: <c>web-pages</c>, <c>police-uk</c> or one of its parts, or a network.</summary>
    public required string Source { get; init; }

    /// <summary><c>ok</c>, <c>absent</c> or <c>unable</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why; null when it was seen.</summary>
    public string? Reason { get; init; }
}

/// <summary>The targets of a run, from the checks that it recorded: whole, however long the list, and as long as the facts are kept.</summary>
internal static class TargetOutcomes
{
    // The database keeps microseconds, the scheduler finer; and how long a run took is counted from a little after its start.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>Those that could not be seen first.</summary>
    public static async Task<IReadOnlyList<TargetOutcome>> Of(NpgsqlDataSource source, RunRow run, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var (from, to) = (run.At - Rounding, run.At + run.Took + Slack);
        if (run.Job != JobKeys.Shard && await NextAt(connection, run, to, cancellationToken) is { } next)
        {
            to = next - Rounding; // a job never runs twice at once: what is later is the next run's
        }

        var rows = await connection.QueryAsync<TargetOutcome>(new CommandDefinition(
            """
            select team, target, body ->> 'source' as source, body ->> 'outcome' as outcome, body ->> 'reason' as reason
            from nec.fact
            where kind = 'check'
              and occurred_on between @FromDay and @ToDay
              and occurred_at between @from and @to
              and recorded_by = @Job
              and target is not null
            order by (body ->> 'outcome' = 'unable') desc, (body ->> 'outcome' = 'absent') desc, team, target
            """,
            new { FromDay = LondonTime.DateOf(from), ToDay = LondonTime.DateOf(to), from, to, Job = run.Job == JobKeys.Shard ? JobKeys.ShardOf : run.Job },
            cancellationToken: cancellationToken));
        var names = run.Job == JobKeys.Shard ? NamesOf(run.Input) : null;
        return [.. rows.Where(row => names is null || names.Contains((row.Team, row.Target)))];
    }

    private static async Task<DateTimeOffset?> NextAt(NpgsqlConnection connection, RunRow run, DateTimeOffset to, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            """
            select min(fired_time)
            from (select fired_time, job_group, job_name
                  from quartz.qrtz_execution_history
                  union all
                  select fired_time, job_group, job_name
                  from quartz.qrtz_fired_triggers
                  where state = 'EXECUTING') as run
            where job_group = @Group and job_name = @Name and fired_time > @At and fired_time <= @To
            """,
            new { run.Key.Group, run.Key.Name, At = run.At.UtcTicks, To = to.UtcTicks },
            cancellationToken: cancellationToken)) is { } ticks
            ? new(ticks, TimeSpan.Zero)
            : null;

    // Shards run side by side: the input says which targets were this one's.
    private static HashSet<(string, string)>? NamesOf(string? input)
    {
        if (input is null)
        {
            return null;
        }

        using var shard = JsonDocument.Parse(input);
        return shard.RootElement.TryGetProperty("Names", out var names)
            ? [.. names.EnumerateArray().Select(name => (name[0].GetString() ?? "", name[1].GetString() ?? ""))]
            : null;
    }
}
