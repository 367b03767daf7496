using Nec.Core.Facts;
using Npgsql;

namespace Nec.Storage;

/// <summary>The record as it stood at a past instant.</summary>
public sealed class KnownFacts(NpgsqlDataSource source)
{
    /// <summary>One team's facts that were recorded by an instant; what was corrected or withdrawn only later still counts.</summary>
    public async Task<IReadOnlyList<Fact>> Read(string team, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            select fact.fact_id, kind, occurred_on, occurred_at, recorded_at, commitment, place, target, body, note, feedback, by_whom
            from nec.fact
            left join nec.fact_note on fact_note.fact_id = fact.fact_id
            where team = $1
              and recorded_at <= $2
              and kind <> 'withdrawal'
              and not exists (select 1 from nec.fact later where later.supersedes = fact.fact_id and later.recorded_at <= $2)
            order by fact.fact_id
            """);
        command.Parameters.Add(new() { Value = team });
        command.Parameters.Add(new() { Value = at.ToUniversalTime() });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        List<Fact> facts = [];
        while (await rows.ReadAsync(cancellationToken))
        {
            facts.Add(FactReader.Read(rows));
        }

        return facts;
    }
}
