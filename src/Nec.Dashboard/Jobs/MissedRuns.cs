using Dapper;
using Nec.Application.Jobs;
using Npgsql;

namespace Nec.Dashboard.Jobs;

/// <summary>Scheduled times at which no run started. Of the last 24 hours: what had nothing to do is kept no longer.</summary>
internal static class MissedRuns
{
    private static readonly TimeSpan Span = TimeSpan.FromDays(1);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1); // a worker takes what is due within seconds

    /// <summary>In their order.</summary>
    public static async Task<IReadOnlyList<DateTimeOffset>> Of(
        NpgsqlDataSource source, JobStatus job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (job.Schedule is not { } schedule)
        {
            return [];
        }

        var from = job.Job.Since > now - Span ? job.Job.Since : now - Span;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var starts = await connection.QueryAsync<DateTime>(new CommandDefinition(
            "select started_at from nec.run where job = @Job and started_at >= @from order by started_at",
            new { job.Job.Job, from },
            cancellationToken: cancellationToken));
        return Of(schedule, [.. starts.Select(at => new DateTimeOffset(at, TimeSpan.Zero))], from, now - Grace);
    }

    /// <summary>The scheduled times after which, until the next one, nothing started; the starts are in their order.</summary>
    internal static IReadOnlyList<DateTimeOffset> Of(
        Schedule schedule, IReadOnlyList<DateTimeOffset> starts, DateTimeOffset from, DateTimeOffset to)
    {
        List<DateTimeOffset> missed = [];
        var taken = 0;
        for (var due = schedule.Next(from.AddTicks(-1)); due is { } at && at <= to; due = schedule.Next(at))
        {
            while (taken < starts.Count && starts[taken] < at)
            {
                taken++;
            }

            if (taken == starts.Count || starts[taken] >= (schedule.Next(at) ?? DateTimeOffset.MaxValue))
            {
                missed.Add(at);
            }
        }

        return missed;
    }
}
