using System.Text.Json;
using Nec.Core.Answers;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.FactFiles;

/// <summary>Occurrences and readings as CSV, one a row under a row of column names; a file is taken whole or not at all.</summary>
public static class CsvFactFile
{
    private static readonly string[] Columns =
        ["fact", "commitment", "place", "occurredOn", "outcome", "period", "means", "feedback", "note", "by", "account", "metric", "at", "count"];

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal) { "means", "feedback", "note", "by" };

    private static readonly IReadOnlyDictionary<string, bool> Kinds = new Dictionary<string, bool>(StringComparer.Ordinal) { ["occurrence"] = true, ["reading"] = true };

    /// <summary>Reads a file; one that cannot be opened is an error like any other.</summary>
    /// <param name="rules">What may be taken in; null when the facts are only looked at.</param>
    public static (IReadOnlyList<Fact> Facts, IReadOnlyList<FileError> Errors) Read(string path, Contract contract, ImportRules? rules = null)
    {
        try
        {
            using var reader = FactText.Open(path);
            return Parse(path, reader, contract, rules);
        }
        catch (FormatException other)
        {
            return ([], [new(path, 1, 1, other.Message)]);
        }
        catch (Exception failure) when (ErrorList.Unopened(path, failure) is not null)
        {
            return ([], ErrorList.Unopened(path, failure)!);
        }
    }

    /// <summary>Reads rows; the name stands in the errors as given. With any error there are no facts.</summary>
    public static (IReadOnlyList<Fact> Facts, IReadOnlyList<FileError> Errors) Parse(string name, TextReader reader, Contract contract, ImportRules? rules = null)
    {
        var errors = new ErrorList(name);
        List<Fact> facts = [];
        List<JsonField> values = [];
        var fields = new FactFields(values, errors, isSheet: true);
        var factReader = new FactReader(new FactNames(rules?.Versions ?? [contract]), fields, rules);
        List<string>? header = null;
        foreach (var row in new CsvRows(reader, errors).All())
        {
            if (header is null)
            {
                header = Header(row, errors);
                if (header is null)
                {
                    break; // under wrong names every row would be wrong
                }
            }
            else if (IsSound(row, header.Count, errors))
            {
                values.Clear();
                values.AddRange(row.Take(header.Count).Select((cell, at) => Field(header[at], cell)).Where(field => field.Text.Length > 0));
                fields.MoveTo(row[0].Line);
                if (fields.OneOf("fact", Kinds) is not null && factReader.Read() is { } fact && !errors.Any)
                {
                    facts.Add(fact);
                }
                else if (!fields.Has("fact"))
                {
                    fields.Refuse("fact", $"“fact” must say what the row is: one of {string.Join(", ", Kinds.Keys)}");
                }
            }
        }

        if (header is null && !errors.Any)
        {
            errors.Add(Spot.Start, $"the file is empty; its first row names the columns, of {string.Join(", ", Columns)}");
        }

        return errors.Any ? ([], errors.Shown()) : (facts, []);
    }

    // Null when a name is wrong; an unnamed column is left alone while it stays empty, as spreadsheets write such.
    private static List<string>? Header(IReadOnlyList<CsvCell> cells, ErrorList errors)
    {
        List<CsvCell> row = [.. cells.Select(cell => cell with { Text = Value("", cell.Text) })];
        var isSound = true;
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var cell in row.Where(cell => cell.Text.Length > 0))
        {
            if (!Columns.Contains(cell.Text, StringComparer.Ordinal))
            {
                errors.Add(new(cell.Line, cell.Column), $"{Given.Shown(cell.Text)} is no column{Given.DidYouMean(cell.Text, Columns, $"; the columns are {string.Join(", ", Columns)}")}");
                isSound = false;
            }
            else if (!seen.Add(cell.Text))
            {
                errors.Add(new(cell.Line, cell.Column), $"the column {Given.Shown(cell.Text)} stands here twice; keep one");
                isSound = false;
            }
        }

        if (isSound && !seen.Contains("fact"))
        {
            errors.Add(new(row[0].Line, 1), "the column “fact” is missing; add it, and write occurrence or reading in it");
            isSound = false;
        }

        return isSound ? [.. row.Select(cell => cell.Text)] : null;
    }

    private static bool IsSound(IReadOnlyList<CsvCell> row, int columns, ErrorList errors)
    {
        var isSound = true;
        foreach (var (at, cell) in row.Index().Where(entry => entry.Item.Text.Length > 0))
        {
            var fault = at >= columns ? TooManyCells(row)
                : cell.Text.Contains('\uFFFD', StringComparison.Ordinal) ? FactText.NotUtf8
                : cell.Text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t')) ? "the cell holds a control character; remove it"
                : null;
            if (fault is not null)
            {
                errors.Add(new(cell.Line, cell.Column), fault);
                isSound = false;
            }
        }

        return isSound;
    }

    private static string TooManyCells(IReadOnlyList<CsvCell> row) =>
        "the row has more cells than there are columns; put a cell that holds the delimiter in quotation marks"
        + (row.Any(cell => cell.Text.StartsWith('“')) ? ", straight ones (\"): curly ones (“ ”) do not hold a cell together" : "");

    // Quotation marks that a word processor put around a name, a day or a number mean nothing; in a person's words they are the person's.
    private static string Value(string column, string text) =>
        Words.Contains(column) || text is not (['“', .., '”'] or ['‘', .., '’']) ? text : text[1..^1].Trim();

    private static JsonField Field(string column, CsvCell cell) => new(
        column,
        cell.Column,
        cell.Column,
        column == "count" ? JsonTokenType.Number : JsonTokenType.String,
        column switch
        {
            "occurredOn" or "period" => SpreadsheetDates.Day(Value(column, cell.Text)),
            "at" => SpreadsheetDates.Instant(Value(column, cell.Text)),
            _ => Value(column, cell.Text),
        })
    {
        Line = cell.Line,
    };
}
