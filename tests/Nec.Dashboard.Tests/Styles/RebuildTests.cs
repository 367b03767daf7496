using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Nec.Dashboard.Tests.Styles;

/// <summary>Builds the style sheet anew where Node.js is present, as on continuous integration.</summary>
public sealed partial class RebuildTests
{
    private const int OldestNode = 20;
    private const string NotBuilt = "The style sheet is not built anew; its hashes are checked all the same.";
    private const string NetworkErrors = "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH";

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_new_build_gives_the_committed_files_byte_for_byte()
    {
        await SkipUnlessNodeIsPresent();
        using var copy = new TemporaryStyles();

        var install = await Run("npm", ["ci", "--prefer-offline", "--no-progress", "--loglevel=error"], copy.Folder);
        var outOfReach = OutOfReach().Match(install.Output);
        Assert.SkipWhen(
            install.Code != 0 && outOfReach.Success && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 },
            $"The npm registry cannot be reached ({outOfReach.Value}). {NotBuilt}");
        Assert.True(install.Code == 0, $"npm ci failed: {install.Output}");
        var build = await Run("npm", ["run", "build"], copy.Folder);
        Assert.True(build.Code == 0, $"npm run build failed: {build.Output}");

        foreach (var name in (string[])[BuiltStyles.Sheet, BuiltStyles.Record])
        {
            var built = await File.ReadAllBytesAsync(copy.PathOf(name), CancellationToken);
            var committed = await File.ReadAllBytesAsync(Path.Combine(BuiltStyles.Folder, name), CancellationToken);
            Assert.True(built.AsSpan().SequenceEqual(committed), $"{name} is not what its sources make. {BuiltStyles.Remedy}");
        }
    }

    private static async Task SkipUnlessNodeIsPresent()
    {
        var (node, npm) = (await Version("node"), await Version("npm"));
        Assert.SkipWhen(node is null, $"There is no Node.js. {NotBuilt}");
        Assert.SkipWhen(node < OldestNode, $"Node.js is version {node}, older than {OldestNode}. {NotBuilt}");
        Assert.SkipWhen(npm is null, $"There is no npm. {NotBuilt}");
    }

    /// <summary>The first number of a program's version; null when it is not there.</summary>
    private static async Task<int?> Version(string program)
    {
        try
        {
            var (code, output) = await Run(program, ["--version"], Path.GetTempPath());
            Assert.True(code == 0, $"{program} --version failed: {output}");
            return int.Parse(output.TrimStart('v').Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task<(int Code, string Output)> Run(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["npm_config_fetch_retries"] = "1", ["npm_config_fetch_retry_mintimeout"] = "1000" },
        };
        using var process = Process.Start(start)!; // a new process is always started for an executable
        try
        {
            var errors = process.StandardError.ReadToEndAsync(CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(CancellationToken);
            await process.WaitForExitAsync(CancellationToken);
            return (process.ExitCode, $"{output}{await errors}".Trim());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    [GeneratedRegex(NetworkErrors, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OutOfReach();
}
