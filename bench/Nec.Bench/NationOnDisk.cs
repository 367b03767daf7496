using System.Globalization;
using Dapper;
using Nec.Core.Calendar;
using Nec.Storage;
using Nec.Testing;

namespace Nec.Bench;

/// <summary>The nation as a worker meets it: a contract file a team, and the facts in a database of its own.</summary>
internal sealed class NationOnDisk : IAsyncDisposable
{
    // After so many teams their facts repeat (every third has left off, and their lag is one of twenty): the rest is copied.
    private const int Different = 60;

    private readonly TestDatabase _database;

    private NationOnDisk(TestDatabase database, string contracts) => (_database, Contracts) = (database, contracts);

    public string ConnectionString => _database.ConnectionString;

    /// <summary>The folder with the contract files.</summary>
    public string Contracts { get; }

    public long Facts { get; private set; }

    public static async Task<NationOnDisk> Create(int teams, CancellationToken cancellationToken)
    {
        var nation = new NationOnDisk(await TestDatabase.Create(cancellationToken), Directory.CreateTempSubdirectory("nec-bench-").FullName);
        for (var number = 0; number < teams; number++)
        {
            await File.WriteAllTextAsync(Path.Combine(nation.Contracts, $"{Nation.IdOf(number)}.yaml"), ContractOf(number), cancellationToken);
        }

        var facts = new Facts(nation._database.DataSource);
        foreach (var team in Nation.Teams(Different))
        {
            await facts.Record(team.Contract.Id, team.Facts, "bench", LondonTime.StartOf(Nation.Monday), null, cancellationToken);
        }

        nation.Facts = await nation.Multiply(teams, cancellationToken);
        return nation;
    }

    /// <summary>One team's contract file.</summary>
    public static string ContractOf(int number) => ContractText.Replace("{number}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{id}", Nation.IdOf(number), StringComparison.Ordinal).Replace("{chief}", (number / Nation.TeamsPerChief).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(Contracts, recursive: true);
    }

    // Night by night as facts come, so that a team's lie as far apart as they would after half a year.
    private async Task<long> Multiply(int teams, CancellationToken cancellationToken)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            create temporary table template as select fact.*, substr(team, 6)::int as number from nec.fact;

            insert into nec.fact (team, kind, source_key, occurred_on, occurred_at, recorded_at, recorded_by, commitment, place, target, body)
            select 'team-' || lpad(copy::text, 5, '0'), kind, copy || '|' || source_key, occurred_on, occurred_at, recorded_at, recorded_by, commitment, place, target, body
            from generate_series(@Different, @teams - 1) as copy
            join template on template.number = copy % @Different
            order by occurred_on, copy, fact_id;
            """,
            new { teams, Different },
            commandTimeout: 1200,
            cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition("vacuum analyze nec.fact", commandTimeout: 1200, cancellationToken: cancellationToken));
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("select count(*) from nec.fact", cancellationToken: cancellationToken));
    }

    // The contract of Nation, as a file.
    private const string ContractText =
        """
        contract: {id}
        title: Team {number}
        force: invented
        version: "1"
        from: 2025-01-01
        neighbourhoods: [N1]
        standards:
          - { id: councillors, title: Councillors are recognised as key community leaders }
        posts:
          inspector:
            title: Neighbourhood Inspector
            holders: [{ name: Officer {number}, email: officer-{number}@example.org, from: 2019-01-01 }]
            escalates-to: chief-inspector
          chief-inspector:
            title: Chief Inspector
            holders: [{ name: Chief {chief}, email: chief-{chief}@example.org, from: 2019-01-01 }]
        pages:
          - { id: town, url: "https://force.example.org/{id}", sections: { priorities: Our priorities } }
        commitments:
          - { id: clerk-meeting, standard: councillors, title: "Meet the {place} clerk", promise: The clerk is met every six months., accountable: inspector, places: [Sherborne, Dorchester, Bridport, Lyme Regis, Beaminster], every: 6 months }
          - { id: newsletter, standard: councillors, title: "Circulate the {place} newsletter", promise: A newsletter is circulated every quarter., accountable: inspector, places: [Sherborne, Dorchester, Bridport, Lyme Regis, Beaminster], each: quarter }
          - { id: briefing, standard: councillors, title: "Brief {place}", promise: A briefing is given every month., accountable: inspector, places: [Sherborne, Dorchester, Bridport, Lyme Regis, Beaminster], each: month }
          - { id: walk, standard: councillors, title: "Walk through {place}", promise: A walk is made every six weeks., accountable: inspector, places: [Sherborne, Dorchester, Bridport], every: 6 weeks }
          - { id: section, standard: councillors, title: Update the page, promise: The page is updated every quarter., accountable: inspector, each: quarter, evidence: { section: priorities, pages: [town] } }
          - { id: contact, standard: councillors, title: Be in contact, promise: The team is in contact every week., accountable: inspector, each: week, soft: true }

        """;
}
