using Dapper;
using Microsoft.AspNetCore.Http;
using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Dashboard.Promises;
using Nec.Storage;
using Npgsql;

namespace Nec.Dashboard.Api;

/// <summary>One obligation as it stands; dates as <c>2026-02-28</c>.</summary>
internal sealed record FindingJson(string Team, string Obligation, string Status, DateOnly? DueOn, DateOnly? LastOn, string Reason);

/// <summary>Some obligations; <paramref name="Next"/> is the address of the following page, null on the last.</summary>
internal sealed record FindingsJson(IReadOnlyList<FindingJson> Findings, string? Next);

/// <summary><c>GET /api/v1/findings</c> and <c>GET /api/v1/obligations/{team}/{obligation}</c>.</summary>
internal static class FindingsApi
{
    private const int MostRows = 500;
    private const int UsualRows = 100;

    public static async Task<IResult> List(string? team, string? status, string? after, string? limit, NpgsqlDataSource source, Access access, HttpContext context)
    {
        if (status is not null && !Standing.WorstFirst.Contains(status))
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, $"There is no status '{status}': use one of {string.Join(", ", Standing.WorstFirst)}.");
        }

        if (!Limit.TryRead(limit, UsualRows, MostRows, out var rows))
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, Limit.Rule(MostRows));
        }

        var (afterTeam, afterObligation) = after?.Split('/', 2) is [var one, var other] ? (one, other) : ((string?)null, (string?)null);
        await using var connection = await source.OpenConnectionAsync(context.RequestAborted);
        var found = (await connection.QueryAsync<PromiseRow>(new CommandDefinition(
            """
            select team, obligation, status, due_on, last_on, reason
            from nec.finding
            where (@Teams::text[] is null or team = any(@Teams))
              and (@team::text is null or team = @team)
              and (@status::text is null or status = @status)
              and (@afterTeam::text is null or (team, obligation) > (@afterTeam, @afterObligation))
            order by team, obligation
            limit @Limit
            """,
            new { Teams = access.TeamsOf(context.User), team, status, afterTeam, afterObligation, Limit = rows + 1 },
            cancellationToken: context.RequestAborted))).AsList();
        var shown = found.Take(rows).Select(row => new FindingJson(row.Team, row.Obligation, row.Status, row.DueOn, row.LastOn, row.Reason)).ToList();
        var next = found.Count <= rows ? null
            : "/api/v1/findings?" + string.Join('&', new (string Name, string? Value)[] { ("team", team), ("status", status), ("limit", limit), ("after", $"{shown[^1].Team}/{shown[^1].Obligation}") }
                .Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return Results.Json(new FindingsJson(shown, next));
    }

    public static async Task<IResult> One(
        string team, string obligation, Findings findings, ContractRegistry contracts, HttpContext context)
    {
        var stored = (await findings.Current(team, context.RequestAborted)).FirstOrDefault(known => known.Finding.Obligation == obligation);
        if (stored is null)
        {
            return ApiProblem.Of(StatusCodes.Status404NotFound, "There is no such obligation, or none that this token reaches.");
        }

        var (finding, words) = (stored.Finding, contracts.Find(team, obligation));
        return Results.Json(new
        {
            Team = team,
            finding.Obligation,
            words?.Title,
            words?.Promise,
            words?.Standard,
            words?.Accountable,
            Status = Kebab.Of(finding.Status.ToString()),
            finding.DueOn,
            finding.LastOn,
            finding.Reason,
            stored.JudgedOn,
            Periods = finding.Periods.Select(period => new { period.Period, Status = Kebab.Of(period.Status.ToString()), period.Reason, period.EndsOn }),
            Steps = finding.Steps.Select(step => new { Step = step.Name.ToString(), step.SendOn, step.Post }),
            Facts = stored.FactIds,
        });
    }
}

/// <summary>How many rows a reader asks for.</summary>
internal static class Limit
{
    public static bool TryRead(string? given, int usual, int most, out int rows)
    {
        rows = usual;
        return given is null || (int.TryParse(given, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out rows) && rows >= 1 && rows <= most);
    }

    public static string Rule(int most) => $"limit must be a number from 1 to {most}.";
}
