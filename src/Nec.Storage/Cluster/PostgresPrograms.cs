using System.Globalization;
using System.Text.RegularExpressions;

namespace Nec.Storage.Cluster;

/// <summary>The folder that holds <c>initdb</c>, <c>postgres</c> and <c>pg_ctl</c> of one version.</summary>
internal sealed partial record PostgresPrograms(string Folder, int Major)
{
    public const int OldestMajor = 15;

    public string Initdb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <param name="binFolder">The only folder to look in, or null for all the usual ones.</param>
    /// <param name="dataMajor">The version that made the data, or null when there is none yet: then the newest serves.</param>
    /// <param name="dataFolder">Named in the sentence when no program fits the data.</param>
    public static async Task<PostgresPrograms> Find(string? binFolder, int? dataMajor, string dataFolder, CancellationToken cancellationToken)
    {
        List<PostgresPrograms> found = [];
        foreach (var folder in binFolder is null ? await UsualFolders(cancellationToken) : [Path.GetFullPath(binFolder)])
        {
            if (await Look(folder, cancellationToken) is { } programs)
            {
                found.Add(programs);
            }
        }

        var chosen = found.Where(programs => dataMajor is null || programs.Major == dataMajor).MaxBy(programs => programs.Major);
        return chosen switch
        {
            { Major: >= OldestMajor } => chosen,
            { } old => throw new StorageException(
                $"The PostgreSQL found in {old.Folder} is version {old.Major}, and Nec needs {OldestMajor} or later: install it (apt-get install postgresql)."),
            null when found.Count > 0 => throw new StorageException(
                $"The database in {dataFolder} was made by PostgreSQL {dataMajor}, and the programs found ({string.Join(", ", found.Select(programs => programs.Folder))}) are of other versions: "
                + $"install PostgreSQL {dataMajor}, or upgrade the folder with pg_upgrade."),
            null => throw new StorageException(
                $"PostgreSQL's programs (initdb, postgres, pg_ctl) were not found{(binFolder is null ? "" : $" in {binFolder}")}: "
                + "install them (apt-get install postgresql), or give a connection string of a server that runs."),
        };
    }

    private static async Task<IEnumerable<string>> UsualFolders(CancellationToken cancellationToken)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(folder => folder.StartsWith('/')).ToList();
        if (Directory.Exists("/usr/lib/postgresql"))
        {
            folders.AddRange(Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")));
        }
        else if (OutsideProgram.Find("pg_config") is { } config
            && await OutsideProgram.Run([config, "--bindir"], cancellationToken) is { Succeeded: true } bindir)
        {
            folders.Add(bindir.Output.Trim());
        }

        return folders.Distinct(StringComparer.Ordinal);
    }

    private static async Task<PostgresPrograms?> Look(string folder, CancellationToken cancellationToken)
    {
        var programs = new PostgresPrograms(folder, 0);
        if (!File.Exists(programs.Initdb) || !File.Exists(programs.Postgres) || !File.Exists(programs.PgCtl))
        {
            return null;
        }

        var version = VersionPattern().Match((await OutsideProgram.Run([programs.Postgres, "--version"], cancellationToken)).Output);
        return version.Success ? programs with { Major = int.Parse(version.Groups["major"].Value, CultureInfo.InvariantCulture) } : null;
    }

    [GeneratedRegex(@"PostgreSQL\)? (?<major>\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();
}
