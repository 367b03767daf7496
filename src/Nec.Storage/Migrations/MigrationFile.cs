using System.Reflection;
using System.Text.RegularExpressions;

namespace Nec.Storage.Migrations;

/// <summary>One step of the schema's story: <c>0007_add_evidence_outcome.sql</c>.</summary>
public sealed partial record MigrationFile(string Name, string Sql)
{
    /// <summary>Every step, in order; read from this assembly.</summary>
    public static IReadOnlyList<MigrationFile> All()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new MigrationFile(name, Text(assembly, name))),
        ];
    }

    /// <summary>What is wrong with the names, in words; empty when they run from 0001 without gap or duplicate.</summary>
    public static IReadOnlyList<string> Faults(IEnumerable<string> names)
    {
        List<string> faults = [];
        var expected = 1;
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (!NamePattern().IsMatch(name))
            {
                faults.Add($"{name} is not named like 0001_create_fact.sql");
                continue;
            }

            if (!name.StartsWith($"{expected:0000}_", StringComparison.Ordinal))
            {
                faults.Add($"{name} stands where number {expected:0000} should");
            }

            expected = int.Parse(name.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture) + 1;
        }

        return faults;
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!); // named by the assembly itself
        return reader.ReadToEnd();
    }

    [GeneratedRegex(
        @"^\d{4}_(create|add|drop|alter|rename|move|fill|index)(_[a-z0-9]+)+\.sql$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
