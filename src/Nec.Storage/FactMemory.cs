using System.Collections.Concurrent;
using Nec.Core.Facts;
using Npgsql;

namespace Nec.Storage;

/// <summary>
/// Remembers what was read of teams' facts, so that the next reading asks for what has come since, and whether anything has gone: a fact never changes.
/// Each night's jobs read a team's whole record several times, and reading it took more time than judging it.
/// </summary>
internal sealed class FactMemory(NpgsqlDataSource source)
{
    /// <summary>Facts in all, about 20 MB; then all are forgotten.</summary>
    private const int MostKept = 50_000;

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <summary>One team's facts as they stand now.</summary>
    public async Task<IReadOnlyList<Fact>> Read(string team, CancellationToken cancellationToken)
    {
        var kept = await Newer(team, _kept.GetValueOrDefault(team, Kept.Nothing), cancellationToken);
        _kept[team] = kept;
        if (_kept.Values.Sum(one => one.Rows.Count) > MostKept)
        {
            _kept.Clear();
        }

        return kept.Facts;
    }

    private async Task<Kept> Newer(string team, Kept kept, CancellationToken cancellationToken)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new(
            """
            select count(*), coalesce(sum(fact_id), 0), (select coalesce(max(purge_id), 0) from nec.purge)
            from nec.fact
            where team = $1 and fact_id <= $2
            """)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = team }, new NpgsqlParameter<long> { TypedValue = kept.Last } },
        });
        FactReader.Ask(batch, team, knownBy: null, kept.Last);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var (count, sum, purge) = (rows.GetInt64(0), rows.GetDecimal(1), rows.GetInt64(2));
        await rows.NextResultAsync(cancellationToken);
        var added = await FactReader.Gather(rows, cancellationToken);
        await rows.DisposeAsync();
        if (kept.Rows.Count > 0 && purge != kept.Purge)
        {
            return await Newer(team, Kept.Nothing, cancellationToken); // words may have gone too
        }

        if (count == kept.Rows.Count && sum == kept.Sum) // one may have gone while another one came
        {
            return added.Count == 0 ? kept with { Purge = purge } : Kept.Of([.. kept.Rows, .. added], purge);
        }

        // Some have gone; or one was committed after one of a higher number, which is not among ours.
        var left = await Ids(team, kept.Last, cancellationToken);
        var stayed = kept.Rows.Where(row => left.Contains(row.Id)).ToList();
        return stayed.Count == left.Count ? Kept.Of([.. stayed, .. added], purge) : await Newer(team, Kept.Nothing, cancellationToken);
    }

    private async Task<HashSet<long>> Ids(string team, long last, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select array(select fact_id from nec.fact where team = $1 and fact_id <= $2)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = team });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = last });
        return [.. (long[])(await command.ExecuteScalarAsync(cancellationToken))!]; // an array is never null
    }

    private sealed record Kept(IReadOnlyList<ReadFact> Rows, IReadOnlyList<Fact> Facts, long Purge)
    {
        public static readonly Kept Nothing = new([], [], 0);

        public decimal Sum { get; } = Rows.Sum(row => (decimal)row.Id);

        public long Last { get; } = Rows.Count > 0 ? Rows[^1].Id : 0;

        public static Kept Of(IReadOnlyList<ReadFact> rows, long purge) => new(rows, FactReader.Standing(rows), purge);
    }
}
