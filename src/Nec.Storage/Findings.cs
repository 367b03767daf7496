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
public sealed class Findings(NpgsqlDataSource source) : IDisposable
{
    // A turn holds one connection while others are opened to read facts: so many turns at once never hold them all.
    private readonly SemaphoreSlim _turns = new(Math.Max(1, new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize / 4));

    /// <summary>
    /// Locks the findings of some teams, and waits while another assessment has them. Read their facts afterwards: the findings that
    /// stay are then those of the newest facts. Dispose it to release the lock.
    /// </summary>
    public async Task<FindingsTurn> Begin(IReadOnlyCollection<string> teams, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await source.OpenConnectionAsync(cancellationToken);
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(
                """
                select pg_advisory_xact_lock(hashtextextended('nec.finding ' || team, 0))
                from (select team from unnest(@Teams) as team order by team) as in_one_order -- so that two never wait for each other in a ring
                """,
                new { Teams = teams.ToArray() },
                transaction,
                cancellationToken: cancellationToken));
            return new(connection, transaction, _turns);
        }
        catch
        {
            await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
            _turns.Release();
            throw;
        }
    }

    public void Dispose() => _turns.Dispose();

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
