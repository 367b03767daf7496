using System.Text.Json;
using Nec.Core.Facts;
using Npgsql;

namespace Nec.Storage;

/// <summary>Turns a result row into a fact without a mapper between: a million of them are read at a time.</summary>
internal static class FactReader
{
    /// <summary>Stands for words that retention has taken, or that were not asked for: that there were some still counts.</summary>
    public const string KeptNoLonger = "no longer kept";

    /// <summary>The columns that <see cref="Read"/> expects, in its order, and the notes' last.</summary>
    public static Fact Read(NpgsqlDataReader row)
    {
        var body = JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(8), FactBodyJson.Default.FactBody)!; // not null in the table
        return new FactRow(row.GetString(1), "", row.GetFieldValue<DateOnly>(2), At(row, 3), body)
        {
            Commitment = Text(row, 5),
            Place = Text(row, 6),
            Target = Text(row, 7),
            Note = Text(row, 9) ?? (body.Noted is true ? KeptNoLonger : null),
            Feedback = Text(row, 10) ?? (body.FedBack is true ? KeptNoLonger : null),
            By = Text(row, 11),
        }.ToFact(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(4));
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? At(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
