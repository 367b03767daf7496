using Dapper;
using Nec.Application.Contracts;
using Npgsql;

namespace Nec.Dashboard.Promises;

/// <summary>So many obligations of one team and standard stand so.</summary>
public sealed record BoardCount
{
    public required string Team { get; init; }

    public required string Standard { get; init; }

    public required string Status { get; init; }

    public required long Number { get; init; }
}

internal static class BoardQuery
{
    /// <summary>The counts of some teams. A finding knows no standard: the catalogue says which one each obligation is filed under.</summary>
    public static async Task<ILookup<(string Team, string Standard), BoardCount>> Counts(NpgsqlDataSource source, IReadOnlyCollection<PromiseTitle> titles, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var counts = await connection.QueryAsync<BoardCount>(new CommandDefinition(
            """
            select finding.team, given.standard, finding.status, count(*) as number
            from unnest(@Teams, @Obligations, @Standards) as given (team, obligation, standard)
            join nec.finding on finding.team = given.team and finding.obligation = given.obligation
            group by finding.team, given.standard, finding.status
            """,
            new
            {
                Teams = titles.Select(title => title.Team).ToArray(),
                Obligations = titles.Select(title => title.Obligation).ToArray(),
                Standards = titles.Select(title => title.StandardId).ToArray(),
            },
            cancellationToken: cancellationToken));
        return counts.ToLookup(count => (count.Team, count.Standard));
    }
}
