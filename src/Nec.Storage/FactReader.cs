using System.Text.Json;
using Nec.Core.Facts;
using Npgsql;
using NpgsqlTypes;

namespace Nec.Storage;

/// <summary>One row of facts: which it supersedes; a withdrawal has no fact.</summary>
internal readonly record struct ReadFact(long Id, long? Supersedes, Fact? Fact);

/// <summary>
/// Gathers one team's rows and turns them into facts without a mapper between: a million of them are read at a time. What a later row supersedes falls out
/// here, since looking for the later one row by row took the database longer than reading them all.
/// </summary>
internal sealed class FactReader
{
    /// <summary>Stands for words that retention has taken: that there were some still counts.</summary>
    public const string KeptNoLonger = "no longer kept";

    private static readonly Note NoNote = new(null, null, null);
    private readonly List<(long Id, DateTimeOffset RecordedAt, FactRow? Row, long? Supersedes)> _rows = [];

    /// <summary>The words about a fact, which stand apart from it.</summary>
    public sealed record Note(string? Words, string? Feedback, string? By);

    /// <summary>One team's facts; with an instant, those that were recorded by it, as they stood then.</summary>
    public static async Task<IReadOnlyList<Fact>> Read(NpgsqlDataSource source, string team, DateTimeOffset? knownBy, CancellationToken cancellationToken)
    {
        await using var batch = source.CreateBatch();
        Ask(batch, team, knownBy, after: 0);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        return Standing(await Gather(rows, cancellationToken));
    }

    /// <summary>Puts into a batch what <see cref="Gather"/> reads: a team's rows after one of them, and their notes.</summary>
    public static void Ask(NpgsqlBatch batch, string team, DateTimeOffset? knownBy, long after)
    {
        batch.BatchCommands.Add(new(
            """
            select fact_id, kind, occurred_on, occurred_at, recorded_at, commitment, place, target, body, supersedes
            from nec.fact
            where team = $1 and ($2 is null or recorded_at <= $2) and fact_id > $3
            order by fact_id
            """)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = team }, new NpgsqlParameter<DateTimeOffset?> { TypedValue = knownBy?.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz }, new NpgsqlParameter<long> { TypedValue = after } },
        });

        // Second: the note of a fact recorded in between would otherwise look as if it were no longer kept.
        batch.BatchCommands.Add(new(
            """
            select fact_id, note, feedback, by_whom
            from nec.fact_note
            where fact_id = any (array(select fact_id from nec.fact where team = $1 and kind = 'occurrence' and fact_id > $2))
            """)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = team }, new NpgsqlParameter<long> { TypedValue = after } },
        });
    }

    /// <summary>Every row of a batch that <see cref="Ask"/> was put into, from the result that the reader stands on.</summary>
    public static async Task<IReadOnlyList<ReadFact>> Gather(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var reader = new FactReader();
        while (await rows.ReadAsync(cancellationToken))
        {
            reader.Add(rows);
        }

        await rows.NextResultAsync(cancellationToken);
        return reader.All(await Notes(rows, cancellationToken));
    }

    /// <summary>The facts that nothing supersedes.</summary>
    public static IReadOnlyList<Fact> Standing(IReadOnlyCollection<ReadFact> rows)
    {
        var superseded = rows.Where(row => row.Supersedes is not null).Select(row => row.Supersedes!.Value).ToHashSet();
        return [.. rows.Where(row => row.Fact is not null && !superseded.Contains(row.Id)).Select(row => row.Fact!)];
    }

    /// <summary>The row that the reader stands on, whose columns are as above. A row and the one that supersedes it are the same team's.</summary>
    public void Add(NpgsqlDataReader row)
    {
        var (id, supersedes) = (row.GetInt64(0), row.IsDBNull(9) ? (long?)null : row.GetInt64(9));
        if (row.GetString(1) is var kind && kind == "withdrawal")
        {
            _rows.Add((id, default, null, supersedes));
            return;
        }

        var body = JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(8), FactBodyJson.Default.FactBody)!; // not null in the table
        _rows.Add((id, row.GetFieldValue<DateTimeOffset>(4), new(kind, "", row.GetFieldValue<DateOnly>(2), At(row, 3), body)
        {
            Commitment = Text(row, 5),
            Place = Text(row, 6),
            Target = Text(row, 7),
        }, supersedes));
    }

    /// <summary>The facts that nothing supersedes, in the order of their rows.</summary>
    public IReadOnlyList<Fact> Facts(IReadOnlyDictionary<long, Note> notes) => Standing(All(notes));

    private IReadOnlyList<ReadFact> All(IReadOnlyDictionary<long, Note> notes) =>
        [.. _rows.Select(one => new ReadFact(one.Id, one.Supersedes, one.Row is null ? null : With(one.Row, notes.GetValueOrDefault(one.Id, NoNote)).ToFact(one.Id, one.RecordedAt)))];

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
        IsNoteRemoved = note.Words is null && row.Body.Noted is true,
        IsFeedbackRemoved = note.Feedback is null && row.Body.FedBack is true,
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? At(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
