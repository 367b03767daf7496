using System.Diagnostics;
using Nec.Worker.Tests.Cli;

namespace Nec.Worker.Tests.Entry;

/// <summary>
/// A machine of a test's own, in a folder: a clone with <c>./nec</c> and next to nothing to build, a home, a system's folders, and a PATH
/// of usual programs beside stand-ins. Whatever a stand-in is asked is written to <see cref="Calls"/>.
/// </summary>
internal sealed class FreshMachine : IDisposable
{
    private const UnixFileMode Everyone = (UnixFileMode)0b111_111_111;
    private const UnixFileMode Program = (UnixFileMode)0b111_101_101;

    private static readonly string[] Usual =
    [
        "awk", "bash", "basename", "cat", "chmod", "cp", "cut", "df", "dirname", "env", "find", "flock", "grep", "gzip", "head", "ln", "mkdir",
        "mktemp", "mv", "readlink", "rm", "sed", "sh", "sha256sum", "sha512sum", "sort", "tail", "tar", "tee", "touch", "tr", "true", "xargs",
    ];

    private static readonly string[] Empty = ["bin", "clone", "clone/src", "clone/src/Nec.Worker", "clone/shell", "home", "system", "system/usr", "served"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
    private readonly Scratch scratch = new();

    public FreshMachine()
    {
        foreach (var folder in Empty)
        {
            Directory.CreateDirectory(At(folder));
        }

        foreach (var name in Usual)
        {
            File.CreateSymbolicLink(At($"bin/{name}"), Usually(name));
        }

        var parts = Directory.GetFiles(Path.Combine(Clone, "shell")).Select(file => Path.GetRelativePath(Clone, file));
        foreach (var file in parts.Append("nec").Append("global.json"))
        {
            File.Copy(Path.Combine(Clone, file), At($"clone/{file}"));
        }

        scratch.Write("clone/src/Nec.Worker/Program.cs", "// nothing");
        StandIn("uname", "echo x86_64");
        foreach (var folder in Directory.GetDirectories(scratch.Folder, "*", SearchOption.AllDirectories).Append(scratch.Folder))
        {
            Permit(folder, Everyone); // for the test that steps down from root
        }
    }

    public string Calls => File.Exists(At("calls")) ? File.ReadAllText(At("calls")) : "";

    /// <summary>What the variables of the environment are, beside PATH and the like.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    private static string Clone { get; } = Above(AppContext.BaseDirectory);

    public string At(string path) => Path.Combine(scratch.Folder, path);

    public void Dispose() => scratch.Dispose();

    public string Write(string path, string text) => scratch.Write(path, text);

    /// <summary>A program that does what the lines say, after it has written down what it was asked.</summary>
    public void StandIn(string name, string lines) => WriteProgram($"bin/{name}", $"echo \"{name} $*\" >>'{At("calls")}'\n{lines}");

    public void WriteProgram(string path, string lines)
    {
        scratch.Write(path, $"#!/bin/bash\n{lines}\n");
        Permit(At(path), Program);
    }

    /// <summary>PostgreSQL of a version, as its package leaves it.</summary>
    public void HasPostgreSql(int version)
    {
        foreach (var name in new[] { "initdb", "postgres", "pg_ctl" })
        {
            WriteProgram($"system/usr/lib/postgresql/{version}/bin/{name}", $"echo 'postgres (PostgreSQL) {version}.1'");
        }
    }

    /// <summary>Calls <c>./nec</c> without a terminal.</summary>
    public Task<Answer> Nec(params string[] arguments) => Run(At("bin/bash"), [At("clone/nec"), .. arguments], "");

    /// <summary>Calls it at a terminal at which somebody types; everything comes back as one stream.</summary>
    public Task<Answer> NecAtTerminal(string typed, string verb) =>
        Run(Usually("script"), ["-qefc", $"{At("bin/bash")} {At("clone/nec")} {verb}", "/dev/null"], typed);

    /// <summary>Calls it as somebody who is not root, and cannot become it.</summary>
    public Task<Answer> NecWithoutRoot(params string[] arguments)
    {
        File.Delete(At("bin/sudo"));
        return Environment.IsPrivilegedProcess
            ? Run(Usually("setpriv"), ["--reuid=65534", "--regid=65534", "--clear-groups", At("bin/bash"), At("clone/nec"), .. arguments], "")
            : Nec(arguments);
    }

    private static void Permit(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "Nec.sln")) ? folder
        : Above(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository."));

    private static string Usually(string name) => Folders.Concat(["/usr/bin", "/bin"]).Select(folder => Path.Combine(folder, name)).First(File.Exists);

    private async Task<Answer> Run(string program, IEnumerable<string> arguments, string typed)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = At("clone"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = At("bin");
        start.Environment["HOME"] = At("home");
        start.Environment["SHELL"] = At("bin/bash");
        start.Environment["NEC_SYSTEM"] = At("system");
        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!; // a new process is always started for an executable
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync(typed.AsMemory(), patience.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
