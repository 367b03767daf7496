using Nec.Core.Answers;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.FactFiles;

/// <summary>Facts as JSON Lines, one a line; a file is taken whole or not at all.</summary>
public static class FactFile
{
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

    /// <summary>Reads lines; the name stands in the errors as given. With any error there are no facts.</summary>
    public static (IReadOnlyList<Fact> Facts, IReadOnlyList<FileError> Errors) Parse(string name, TextReader reader, Contract contract, ImportRules? rules = null)
    {
        var errors = new ErrorList(name);
        List<Fact> facts = [];
        List<JsonField> values = [];
        var fields = new FactFields(values, errors);
        var factReader = new FactReader(new FactNames(rules?.Versions ?? [contract]), fields, rules);
        foreach (var (number, text) in new Lines(reader).All())
        {
            var line = number == 1 ? text?.TrimStart('\uFEFF') : text;
            if (line is null)
            {
                errors.Add(new(number, 1), "the line is longer than 100,000 characters; a fact is a few hundred");
            }
            else if (!string.IsNullOrWhiteSpace(line) && FactLine.TryRead(line, number, values, errors))
            {
                fields.MoveTo(number);
                if (factReader.Read() is { } fact && !errors.Any)
                {
                    facts.Add(fact);
                }
            }
        }

        return errors.Any ? ([], errors.Shown()) : (facts, []);
    }

    /// <summary>Writes facts as <see cref="Parse"/> reads them, each line ended by a line feed.</summary>
    public static void Write(TextWriter writer, IEnumerable<Fact> facts)
    {
        using var lines = new FactWriter();
        foreach (var fact in facts)
        {
            writer.Write(lines.Line(fact));
            writer.Write('\n');
        }
    }
}
