using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>What knows the engine, and what must not.</summary>
public sealed partial class RoomsTests
{
    private static readonly string Sources = Path.GetFullPath(Path.Combine(Here(), "../../../../src"));

    [Fact]
    public void Hangfire_is_known_in_the_engine_and_beside_its_dashboard_alone()
    {
        var knowing = Knowing(HangfireNames()).ToList();
        Assert.Contains("Nec.Worker/Jobs/Engine/AttemptStates.cs", knowing);
        Assert.DoesNotContain(knowing, file => !file.StartsWith("Nec.Worker/Jobs/Engine/", StringComparison.Ordinal) && !file.StartsWith("Nec.Dashboard/Jobs/", StringComparison.Ordinal));
    }

    [Fact]
    public void Quartz_is_known_in_one_file_alone() => Assert.Equal(["Nec.Application/Jobs/Schedule.cs"], Knowing(QuartzNames()));

    [Fact]
    public void Hangfires_tables_are_named_in_one_file_alone() => Assert.Equal(["Nec.Worker/Jobs/Engine/StrandedRuns.cs"], Knowing(HangfireTables()));

    [Fact]
    public void The_core_refers_to_nothing()
    {
        var project = File.ReadAllText(Path.Combine(Sources, "Nec.Core", "Nec.Core.csproj"));
        Assert.DoesNotContain("PackageReference", project, StringComparison.Ordinal);
        Assert.DoesNotContain("ProjectReference", project, StringComparison.Ordinal);
        Assert.All(typeof(Core.Compliance.Status).Assembly.GetReferencedAssemblies(), assembly => Assert.StartsWith("System", assembly.Name, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Knowing(Regex name) =>
        from pattern in (string[])["*.cs", "*.razor"]
        from file in Directory.EnumerateFiles(Sources, pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Sources, file).Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal) && name.IsMatch(File.ReadAllText(file))
        orderby path
        select path;

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!; // a file is in a folder

    [GeneratedRegex(@"\b(using|global::)\s*Hangfire\b|\bHangfire\.[A-Z]\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HangfireNames();

    [GeneratedRegex(@"\b(using|global::)\s*Quartz\b|\bQuartz\.[A-Z]\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QuartzNames();

    [GeneratedRegex(@"\bhangfire\.[a-z]+\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HangfireTables();
}
