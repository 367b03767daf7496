using Dapper;
using Nec.Core.Compliance;
using Npgsql;

namespace Nec.Storage;

/// <summary>The right to write some teams' findings, until it is disposed: see <see cref="Findings.Begin"/>.</summary>
public sealed class FindingsTurn : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly SemaphoreSlim _turns;

    internal FindingsTurn(NpgsqlConnection connection, NpgsqlTransaction transaction, SemaphoreSlim turns) =>
        (_connection, _transaction, _turns) = (connection, transaction, turns);

    /// <summary>Writes what differs from what stands, in one statement for any number of teams, and ends the turn; give each team's findings complete.</summary>
    /// <returns>How many statuses changed, first ones included.</returns>
    public async Task<int> Save(IReadOnlyCollection<TeamFindings> teams, DateOnly on, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = teams.SelectMany(team => team.Findings.Select(finding => (team.Team, Finding: finding))).ToList();
        var changed = await _connection.ExecuteScalarAsync<int>(new CommandDefinition(
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
            _transaction,
            cancellationToken: cancellationToken));
        await _transaction.CommitAsync(cancellationToken);
        return changed;
    }

    /// <summary>Passes the turn on; what was not saved stays as it stands.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
            await _connection.DisposeAsync();
        }
        finally
        {
            _turns.Release();
        }
    }
}
