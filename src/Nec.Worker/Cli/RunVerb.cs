using System.CommandLine;
using Nec.Worker.Hosting;

namespace Nec.Worker.Cli;

/// <summary><c>nec run</c>: the hosted worker and dashboard.</summary>
internal static class RunVerb
{
    public static Command Command()
    {
        var urls = CommonOptions.Urls();
        var command = new Command(
            "run",
            $"Run the hosted worker and dashboard, at {ListenAddress.Default} unless Urls says otherwise; " +
            "without ConnectionStrings:Nec it starts its own private PostgreSQL")
        {
            urls,
        };
        command.SetAction((parsed, cancellationToken) => Run(parsed.GetValue(urls), cancellationToken));
        return command;
    }

    private static async Task<int> Run(string? givenUrls, CancellationToken cancellationToken)
    {
        var settings = Settings.Read();
        var roles = Roles.Of(settings);
        var urls = givenUrls ?? (settings["Urls"] is { Length: > 0 } set ? set : ListenAddress.Default);
        ListenAddress.Check(urls);
        await using var database = await OpenDatabase.Open(settings, mayShare: false, cancellationToken);
        var plan = new HostPlan
        {
            ConnectionString = database.ConnectionString,
            Clock = TimeProvider.System,
            RunsJobs = roles.Jobs,
            ServesPages = roles.Pages,
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Urls"] = urls },
        };
        await using var app = await NecHost.Open(plan, cancellationToken);
        await ListenAddress.Start(app, cancellationToken);
        if (roles.Pages)
        {
            await FirstSignIn.Print(app, [], cancellationToken);
        }

        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
