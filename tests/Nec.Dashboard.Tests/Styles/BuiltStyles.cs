using System.Security.Cryptography;

namespace Nec.Dashboard.Tests.Styles;

/// <summary>Whether a built style sheet still belongs to its sources, by the hashes that its build recorded; needs no Node.js.</summary>
internal static class BuiltStyles
{
    public const string Sheet = "Built/nec.css";
    public const string Record = "Built/SHA256SUMS";
    public const string Remedy = "Run ./nec styles and commit the files that it changes.";
    private static readonly string[] Endings = [".mjs", ".scss", ".txt"];

    /// <summary>The dashboard's own folder in the repository.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>One sentence for each file that is not what the record says.</summary>
    public static IReadOnlyList<string> Faults(string folder)
    {
        var recorded = File.ReadLines(Path.Combine(folder, Record))
            .Select(line => line.Split("  ", 2)).ToDictionary(parts => parts[1], parts => parts[0]);
        var present = Sources(folder).Append(Sheet)
            .Where(name => File.Exists(Path.Combine(folder, name))).ToDictionary(name => name, name => Hash(folder, name));
        return
        [
            .. recorded.Keys.Except(present.Keys).Select(name => $"{name} is missing, but {Record} lists it."),
            .. present.Keys.Except(recorded.Keys).Select(name => $"{name} is not in {Record}: it is newer than {Sheet}."),
            .. present.Where(file => recorded.TryGetValue(file.Key, out var hash) && hash != file.Value)
                .Select(file => $"{file.Key} has changed since {Record} was written."),
        ];
    }

    /// <summary>The files that the sheet is made of, as the build lists them.</summary>
    public static IEnumerable<string> Sources(string folder) =>
    [
        "package.json", "package-lock.json",
        .. Directory.EnumerateFiles(Path.Combine(folder, "Styles"))
            .Where(file => Endings.Contains(Path.GetExtension(file))).Select(file => $"Styles/{Path.GetFileName(file)}"),
    ];

    private static string Hash(string folder, string name) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name))));

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Nec.sln")))
        {
            folder = folder.Parent;
        }

        var root = folder?.FullName ?? throw new DirectoryNotFoundException("Run the tests inside the repository.");
        return Path.Combine(root, "src", "Nec.Dashboard");
    }
}
