using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Nec.Architecture.Tests;

/// <summary>What each project of src/ refers to, by its project file.</summary>
public sealed class ReferencesTests
{
    private const string Expected =
        """
        Nec.Application: Dapper, Nec.Core, Nec.Storage, Npgsql, Quartz
        Nec.Core:
        Nec.Dashboard: Dapper, DiffPlex, Hangfire.AspNetCore, Microsoft.AspNetCore.App, Nec.Application, Nec.Core, Nec.Storage,
          Newtonsoft.Json, Npgsql
        Nec.Integrations: AngleSharp, DiffPlex, MailKit, Microsoft.AspNetCore.App, Microsoft.Identity.Client, Nec.Core, Polly.Core,
          RestSharp, YamlDotNet
        Nec.Simulator: Microsoft.AspNetCore.App
        Nec.Storage: Dapper, Microsoft.AspNetCore.App, Nec.Core, Npgsql
        Nec.Worker: Cronos, Dapper, Hangfire.AspNetCore, Hangfire.PostgreSql, Microsoft.Extensions.Hosting, Nec.Application,
          Nec.Core, Nec.Dashboard, Nec.Integrations, Nec.Simulator, Nec.Storage, Newtonsoft.Json, Npgsql,
          OpenTelemetry.Exporter.OpenTelemetryProtocol, Spectre.Console, System.CommandLine
        """;

    [Fact]
    public void Every_project_refers_to_what_is_listed_here()
    {
        var listed = Expected.ReplaceLineEndings("\n").Replace("\n  ", " ", StringComparison.Ordinal).Split('\n');
        var projects = Directory.EnumerateFiles(Path.Combine(Here(), "../../src"), "*.csproj", SearchOption.AllDirectories);
        string[] found = [.. projects.Select(ReferencesOf).Order(StringComparer.Ordinal)];
        Assert.True(
            listed.SequenceEqual(found),
            $"""
            A reference is a decision: see that its licence and the project's place in the house allow it, say in Directory.Packages.props
            what a package is for, and change the list in this test in the same commit.
            Found: {string.Join("\n       ", found.Except(listed))}
            Listed: {string.Join("\n        ", listed.Except(found))}
            """);
    }

    private static string ReferencesOf(string project)
    {
        var names = from reference in XDocument.Load(project).Descendants()
                    where reference.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference"
                    let name = reference.Attribute("Include")?.Value.Split('\\', '/')[^1].Replace(".csproj", "", StringComparison.Ordinal)
                    orderby name
                    select name;
        return $"{Path.GetFileNameWithoutExtension(project)}: {string.Join(", ", names)}".TrimEnd();
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!; // a file is in a folder
}
