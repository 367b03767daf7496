using System.CommandLine;
using Nec.Worker.Hosting;

namespace Nec.Worker.Cli;

/// <summary><c>nec run</c>: the hosted worker and dashboard.</summary>
internal static class RunVerb
{
    public static Command Command()
    {
        var command = new Command("run", "Run the hosted worker and dashboard; without ConnectionStrings:Nec it starts its own private PostgreSQL");
        command.SetAction((_, cancellationToken) => Run(cancellationToken));
        return command;
    }

    private static async Task<int> Run(CancellationToken cancellationToken)
    {
        var settings = Settings.Read();
        var roles = Roles.Of(settings);
        await using var database = await OpenDatabase.Open(settings, mayShare: false, cancellationToken);
        await using var app = await NecHost.Build(
            new() { ConnectionString = database.ConnectionString, Clock = TimeProvider.System, RunsJobs = roles.Jobs, ServesPages = roles.Pages }, cancellationToken);
        await Start(app, cancellationToken);
        if (roles.Pages)
        {
            await FirstSignIn.Print(app, cancellationToken);
        }

        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    // What stops a start is said in a sentence, not in a trace.
    private static async Task Start(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (FormatException) when (!Uri.TryCreate(app.Configuration["Urls"], UriKind.Absolute, out _))
        {
            throw new SettingException($"Urls must be an address to listen at, such as http://127.0.0.1:5080; it is '{app.Configuration["Urls"]}'.");
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new SettingException($"Urls is {app.Configuration["Urls"]}, and that address is in use: stop what uses it, or set another Urls.");
        }
    }
}
