using System.Text;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.FactFiles;

/// <summary>Splits a CSV file into rows (RFC 4180: quotation marks, doubled ones and line breaks inside them); none may fill the memory.</summary>
internal sealed class CsvRows(TextReader reader, ErrorList errors)
{
    private const int LongestCell = 100_000;
    private const int MostCells = 64;
    private const string SeparatorLine = "sep=";

    private readonly StringBuilder _text = new();
    private int _line = 1;
    private int _column = 1;
    private char _delimiter;
    private Spot _cell;
    private bool _isEnded;

    /// <summary>
    /// Every row with its cells, blank rows left out. A first line of <c>sep=;</c>, as Excel reads it, says what parts them and is no row;
    /// otherwise the first comma, semicolon or tab decides.
    /// </summary>
    public IEnumerable<IReadOnlyList<CsvCell>> All()
    {
        if (reader.Peek() == '\uFEFF')
        {
            _ = reader.Read();
        }

        var isFirst = true;
        while (reader.Peek() >= 0)
        {
            var row = Row();
            if (isFirst && IsSeparatorLine(row))
            {
                if (!ReadSeparator(row))
                {
                    yield break; // under a wrong delimiter every row would be wrong
                }
            }
            else if (row.Exists(cell => cell.Text.Length > 0))
            {
                yield return row;
            }

            isFirst = false;
        }
    }

    private static bool IsSeparatorLine(List<CsvCell> row) =>
        row[0].Text.StartsWith(SeparatorLine, StringComparison.OrdinalIgnoreCase) && row.Skip(1).All(cell => cell.Text.Length == 0);

    // A delimiter that Nec knows has parted the line already.
    private bool ReadSeparator(List<CsvCell> row)
    {
        var named = row[0].Text[SeparatorLine.Length..];
        _delimiter = named is [',' or ';' or '|'] ? named[0] : named.Length == 0 ? _delimiter : '\0';
        if (_delimiter == '\0')
        {
            errors.Add(
                new(row[0].Line, row[0].Column),
                "the line “sep=” must name a comma, a semicolon, a tab or a vertical bar; correct it or remove it");
        }

        return _delimiter != '\0';
    }

    private List<CsvCell> Row()
    {
        List<CsvCell> cells = [];
        _isEnded = false;
        while (!_isEnded)
        {
            _cell = new(_line, _column);
            _text.Clear();
            ReadCell();
            if (cells.Count < MostCells)
            {
                cells.Add(new(_cell.Line, _cell.Column, _text.ToString().Trim()));
            }
        }

        return cells;
    }

    // Leaves the reader behind the delimiter or line break that ends the cell.
    private void ReadCell()
    {
        var isQuoted = reader.Peek() == '"';
        if (isQuoted)
        {
            Next();
            ReadQuoted();
        }

        var isFaulty = false;
        while (reader.Peek() >= 0)
        {
            var at = new Spot(_line, _column);
            var letter = Next();
            if (letter == '\n' || IsDelimiter(letter))
            {
                _isEnded = letter == '\n';
                return;
            }

            if (!isFaulty && (letter == '"' || (isQuoted && letter != ' ')))
            {
                isFaulty = true;
                errors.Add(at, "a quotation mark stands inside a cell; put the whole cell in quotation marks and double those inside it");
            }

            Keep(letter);
        }

        _isEnded = true;
    }

    private void ReadQuoted()
    {
        while (reader.Peek() >= 0)
        {
            var letter = Next();
            if (letter != '"')
            {
                Keep(letter);
            }
            else if (reader.Peek() == '"')
            {
                Keep(Next());
            }
            else
            {
                return;
            }
        }

        errors.Add(_cell, "the quotation mark that opens this cell is never closed; close it");
    }

    // The first of the three that stands outside quotation marks decides.
    private bool IsDelimiter(char letter)
    {
        if (_delimiter == 0 && letter is ',' or ';' or '\t')
        {
            _delimiter = letter;
        }

        return letter == _delimiter && _delimiter != 0;
    }

    private void Keep(char letter)
    {
        if (_text.Length < LongestCell)
        {
            _text.Append(letter);
        }
        else if (_text.Length == LongestCell)
        {
            _text.Append('\uFFFF'); // noted once
            errors.Add(_cell, "the cell is longer than 100,000 characters; close its quotation mark, or shorten it");
        }
    }

    // A line break of any kind comes as one line feed.
    private char Next()
    {
        var letter = (char)reader.Read();
        if (letter == '\r')
        {
            if (reader.Peek() == '\n')
            {
                _ = reader.Read();
            }

            letter = '\n';
        }

        (_line, _column) = letter == '\n' ? (_line + 1, 1) : (_line, _column + 1);
        return letter;
    }
}
