using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Nec.Worker.Hosting;

namespace Nec.Worker.Tests.Cli;

/// <summary>A worker in a process of its own whose clock stands at an instant, in place of <c>nec run</c>. It may use nothing that the program itself does not have beside it.</summary>
internal static class WorkerAt
{
    /// <summary>The variable that names the instant.</summary>
    public const string Variable = "NEC_TEST_CLOCK";

    /// <summary>Runs until it is told to stop.</summary>
    public static async Task Run(string instant)
    {
        var now = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        var connection = Settings.Read().GetConnectionString("Nec")!; // whoever starts it says so
        await using var app = await NecHost.Open(new() { ConnectionString = connection, Clock = new Standing(now), RunsJobs = true }, CancellationToken.None);
        await app.RunAsync();
    }

    private sealed class Standing(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
