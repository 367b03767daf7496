using Dapper;
using Nec.Core.Compliance;
using Npgsql;

namespace Nec.Storage;

/// <summary>The findings of one team, all of them: an obligation that is not among them is no longer owed.</summary>
public sealed record TeamFindings(string Team, IReadOnlyCollection<Finding> Findings);

/// <summary>A finding as it stands.</summary>
public sealed record StoredFinding
{
    public required string Team { get; init; }

    /// <summary>The first day on which it was judged just so.</summary>
    public required DateOnly JudgedOn { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>As it was judged; its facts are only named, by <see cref="FactIds"/>.</summary>
    public required Finding Finding { get; init; }

    public required IReadOnlyList<long> FactIds { get; init; }
}

/// <summary>How every obligation stands, and how it came to stand so.</summary>
public sealed class Findings(NpgsqlDataSource source)
{
    /// <inheritdoc cref="Save(IReadOnlyCollection{TeamFindings}, DateOnly, DateTimeOffset, CancellationToken)"/>
    public Task<int> Save(string team, DateOnly on, IReadOnlyCollection<Finding> findings, DateTimeOffset now, CancellationToken cancellationToken) =>
        Save([new TeamFindings(team, findings)], on, now, cancellationToken);

    /// <summary>Writes what differs from what stands, in one statement for any number of teams; give each team's findings complete.</summary>
    /// <returns>How many statuses changed, first ones included.</returns>
    public async Task<int> Save(IReadOnlyCollection<TeamFindings> teams, DateOnly on, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = teams.SelectMany(team => team.Findings.Select(finding => (team.Team, Finding: finding))).ToList();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            """
            with given as (
                select team, obligation, status, due_on, last_on, reason, body::jsonb as body
                from unnest(@Teams, @Obligations, @Statuses, @DueOns::date[], @LastOns::date[], @Reasons, @Bodies)
                as given (team, obligation, status, due_on, last_on, reason, body)
            ),
            changed as (
                select given.team, given.obligation, given.status, given.due_on, given.last_on, given.reason, given.body,
                       standing.status as old_status, standing.due_on as old_due_on
                from given
                left join nec.finding standing on standing.team = given.team and standing.obligation = given.obligation
                where standing.team is null
                   or standing.status <> given.status
                   or standing.due_on is distinct from given.due_on
                   or standing.last_on is distinct from given.last_on
                   or standing.reason <> given.reason
                   or standing.body <> given.body
            ),
            written as (
                insert into nec.finding (team, obligation, judged_on, status, due_on, last_on, reason, body, changed_at)
                select team, obligation, @on, status, due_on, last_on, reason, body, @now
                from changed
                order by team, obligation -- two assessments at once take the rows in one order
                on conflict (team, obligation) do update
                set judged_on = excluded.judged_on,
                    status = excluded.status,
                    due_on = excluded.due_on,
                    last_on = excluded.last_on,
                    reason = excluded.reason,
                    body = excluded.body,
                    changed_at = excluded.changed_at
            ),
            noted as (
                insert into nec.finding_change (team, obligation, judged_on, status, due_on, old_status, old_due_on, reason, changed_at)
                select team, obligation, @on, status, due_on, old_status, old_due_on, reason, @now
                from changed
                where old_status is distinct from status or old_due_on is distinct from due_on
                order by team, obligation
            ),
            dropped as (
                delete from nec.finding standing
                where team = any(@Complete)
                  and not exists ( -- "not in" would be tried row by row once the given ones are more than work_mem holds
                      select
                      from given
                      where given.team = standing.team and given.obligation = standing.obligation)
            )
            select count(*)::int
            from changed
            where old_status is distinct from status
            """,
            new
            {
                Teams = rows.Select(row => row.Team).ToArray(),
                Obligations = rows.Select(row => row.Finding.Obligation).ToArray(),
                Statuses = rows.Select(row => StatusWord.Of(row.Finding.Status)).ToArray(),
                DueOns = rows.Select(row => row.Finding.DueOn).ToArray(),
                LastOns = rows.Select(row => row.Finding.LastOn).ToArray(),
                Reasons = rows.Select(row => row.Finding.Reason).ToArray(),
                Bodies = rows.Select(row => FindingBody.Json(row.Finding)).ToArray(),
                Complete = teams.Select(team => team.Team).ToArray(),
                on,
                now,
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>How every obligation of a team stands.</summary>
    public async Task<IReadOnlyList<StoredFinding>> Current(string team, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select team, obligation, judged_on, status, due_on, last_on, reason, body, changed_at
            from nec.finding
            where team = @team
            order by obligation
            """,
            new { team },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToFinding())];
    }

    /// <summary>How one obligation stands; null when no such one does.</summary>
    public async Task<StoredFinding?> Find(string team, string obligation, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return (await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            """
            select team, obligation, judged_on, status, due_on, last_on, reason, body, changed_at
            from nec.finding
            where team = @team and obligation = @obligation
            """,
            new { team, obligation },
            cancellationToken: cancellationToken)))?.ToFinding();
    }

    private sealed record Row
    {
        public required string Team { get; init; }

        public required string Obligation { get; init; }

        public required DateOnly JudgedOn { get; init; }

        public required string Status { get; init; }

        public DateOnly? DueOn { get; init; }

        public DateOnly? LastOn { get; init; }

        public required string Reason { get; init; }

        public required string Body { get; init; }

        public required DateTimeOffset ChangedAt { get; init; }

        public StoredFinding ToFinding()
        {
            var body = FindingBody.Parse(Body);
            var finding = new Finding
            {
                Obligation = Obligation,
                Status = StatusOf(Status),
                Reason = Reason,
                DueOn = DueOn,
                LastOn = LastOn,
                Period = body.Period,
                Periods = [.. body.Periods.Select(period => new PeriodFinding(period.Period, StatusOf(period.Status)) { Reason = period.Reason, EndsOn = period.EndsOn })],
                Steps = body.Steps,
                Target = body.Target,
                StaleFrom = body.StaleFrom,
                Lacking = body.Lacking,
                IncompleteOn = body.IncompleteOn,
                LeadDays = body.LeadDays,
                ConcernsEvents = body.ConcernsEvents,
                Sights = body.Sights,
                Flags = body.Flags,
                Troubles = body.Troubles,
            };
            return new StoredFinding { Team = Team, JudgedOn = JudgedOn, ChangedAt = ChangedAt, Finding = finding, FactIds = body.Facts };
        }

        private static Status StatusOf(string word) => Kebab.Parse<Status>(word) ?? throw new StorageException($"The status {word} is none that this version of Nec knows: start a newer one.");
    }
}
