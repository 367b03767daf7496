using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Http;
using Nec.Application.Jobs;
using Nec.Dashboard.Jobs;
using Nec.Storage;
using Npgsql;

namespace Nec.Dashboard.Api;

/// <summary><c>GET /api/v1/runs</c> and <c>GET /api/v1/sources</c>: did the jobs run, could we see the sources. They belong to no team; a token for some teams reads of their targets only.</summary>
internal static class RunsApi
{
    private const int MostRows = 500;
    private const int UsualRows = 50;

    public static async Task<IResult> Runs(string? job, string? limit, string? skip, NpgsqlDataSource source, Access access, HttpContext context)
    {
        if (!Limit.TryRead(limit, UsualRows, MostRows, out var rows))
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, Limit.Rule(MostRows));
        }

        var from = 0;
        if (skip is not null && !int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out from))
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "skip must be a number: how many of the newest runs to leave out.");
        }

        await using var connection = await source.OpenConnectionAsync(context.RequestAborted);
        var runs = await connection.QueryAsync<RunRow>(new CommandDefinition(
            $"""
            select {SeenRun.Columns}
            from nec.run
            where ended_at is not null and (@Job::text is null or job = @Job)
            order by started_at desc, run_id desc
            offset @from
            limit @rows
            """,
            new { Job = job?.Replace("\0", "", StringComparison.Ordinal), from, rows, Teams = access.TeamsOf(context.User) }, // the database takes no NUL
            cancellationToken: context.RequestAborted));
        return Results.Json(new
        {
            Runs = runs.Select(run => new
            {
                Id = run.RunId.ToString(CultureInfo.InvariantCulture),
                run.Job,
                At = run.StartedAt,
                run.Outcome,
                Seconds = Math.Round(run.Took(run.StartedAt).TotalSeconds, 1),
                Achieved = run.Summary,
                Attempt = run.Attempt - 1,
                IsManual = run.AskedBy is not null,
                run.Node,
            }),
        });
    }

    public static async Task<IResult> Sources(SourceStates states, CancellationToken cancellationToken) => Results.Json(new
    {
        Sources = (await states.Read(cancellationToken)).Select(state => new { state.Source, state.Outcome, state.Says, state.SinceOn, state.ProbedAt, state.ExpiresAt }),
    });
}
