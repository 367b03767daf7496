using System.Text.Json;
using Nec.Core.Facts;
using Npgsql;
using NpgsqlTypes;

namespace Nec.Storage;

/// <summary>
/// Gathers one team's rows and turns them into facts without a mapper between: a million of them are read at a time. What a later row supersedes falls out
/// here, since looking for the later one row by row took the database longer than reading them all.
/// </summary>
internal sealed class FactReader
{
    /// <summary>Stands for words that retention has taken, or that were not asked for: that there were some still counts.</summary>
    public const string KeptNoLonger = "no longer kept";

    private static readonly Note NoNote = new(null, null, null);
    private readonly List<(long Id, DateTimeOffset RecordedAt, FactRow Row)> _rows = [];
    private readonly HashSet<long> _superseded = [];

    /// <summary>The words about a fact, which stand apart from it.</summary>
    public sealed record Note(string? Words, string? Feedback, string? By);

    /// <summary>One team's facts; with an instant, those that were recorded by it, as they stood then.</summary>
    public static async Task<IReadOnlyList<Fact>> Read(NpgsqlDataSource source, string team, DateTimeOffset? knownBy, CancellationToken cancellationToken)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new(
            """
            select fact_id, kind, occurred_on, occurred_at, recorded_at, commitment, place, target, body, supersedes
            from nec.fact
            where team = $1 and ($2 is null or recorded_at <= $2)
            order by fact_id
            """)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = team }, new NpgsqlParameter<DateTimeOffset?> { TypedValue = knownBy?.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz } },
        });

        // Second: the note of a fact recorded in between would otherwise look as if it were no longer kept.
        batch.BatchCommands.Add(new(
            """
            select fact_id, note, feedback, by_whom
            from nec.fact_note
            where fact_id = any (array(select fact_id from nec.fact where team = $1 and kind = 'occurrence'))
            """)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = team } },
        });
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var reader = new FactReader();
        while (await rows.ReadAsync(cancellationToken))
        {
            reader.Add(rows);
        }

        await rows.NextResultAsync(cancellationToken);
        return reader.Facts(await Notes(rows, cancellationToken));
    }

    /// <summary>The row that the reader stands on, whose columns are as above. A row and the one that supersedes it are the same team's.</summary>
    public void Add(NpgsqlDataReader row)
    {
        if (!row.IsDBNull(9))
        {
            _superseded.Add(row.GetInt64(9));
        }

        if (row.GetString(1) is var kind && kind != "withdrawal")
        {
            var body = JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(8), FactBodyJson.Default.FactBody)!; // not null in the table
            _rows.Add((row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(4), new(kind, "", row.GetFieldValue<DateOnly>(2), At(row, 3), body)
            {
                Commitment = Text(row, 5),
                Place = Text(row, 6),
                Target = Text(row, 7),
            }));
        }
    }

    /// <summary>The facts that nothing supersedes, in the order of their rows.</summary>
    public IReadOnlyList<Fact> Facts(IReadOnlyDictionary<long, Note> notes) =>
        [.. _rows.Where(one => !_superseded.Contains(one.Id)).Select(one => With(one.Row, notes.GetValueOrDefault(one.Id, NoNote)).ToFact(one.Id, one.RecordedAt))];

    private static async Task<IReadOnlyDictionary<long, Note>> Notes(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        Dictionary<long, Note> notes = [];
        while (await rows.ReadAsync(cancellationToken))
        {
            notes.Add(rows.GetInt64(0), new(Text(rows, 1), Text(rows, 2), Text(rows, 3)));
        }

        return notes;
    }

    private static FactRow With(FactRow row, Note note) => row.Kind != "occurrence" ? row : row with
    {
        Note = note.Words ?? (row.Body.Noted is true ? KeptNoLonger : null),
        Feedback = note.Feedback ?? (row.Body.FedBack is true ? KeptNoLonger : null),
        By = note.By,
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? At(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
