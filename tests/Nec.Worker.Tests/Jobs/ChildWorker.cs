using System.Diagnostics;

namespace Nec.Worker.Tests.Jobs;

/// <summary>A worker in a process of its own, because only a process can be killed without a last word.</summary>
internal sealed class ChildWorker : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private ChildWorker(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts <c>nec run</c> on these settings, in a folder that holds none.</summary>
    public static ChildWorker Start(IReadOnlyDictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "nec.dll"));
        start.ArgumentList.Add("run");
        start.Environment.Remove("NEC_HOME");
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new(Process.Start(start)!); // a new process is always started for an executable
    }

    /// <summary>Waits for what the worker is to bring about; fails with its words when it ends instead.</summary>
    public async Task Until(Task done)
    {
        using var over = new CancellationTokenSource();
        if (await Task.WhenAny(done, _process.WaitForExitAsync(over.Token)) != done)
        {
            Assert.Fail($"The worker ended by itself with {_process.ExitCode}: {await _output}{await _errors}");
        }

        await over.CancelAsync();
        await done;
    }

    /// <summary>SIGKILL, and the process is gone.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        Assert.Equal(128 + 9, _process.ExitCode); // no last word: a worker that had ended by itself says something else
    }

    /// <summary>SIGTERM; fails when the process is not gone in time.</summary>
    public async Task Stop(TimeSpan within)
    {
        using var end = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        using var limit = new CancellationTokenSource(within);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The worker did not end within {within.TotalSeconds} seconds.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}
