using System.CommandLine;
using System.Diagnostics;
using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Simulator;
using Nec.Worker.Demo;
using Nec.Worker.Hosting;
using Npgsql;

namespace Nec.Worker.Cli;

/// <summary><c>nec demo</c>: the real jobs, mail and pages on a simulated clock against the simulated outside world.</summary>
internal static class DemoVerb
{
    private static readonly DateOnly YearBegins = new(2019, 8, 2);
    private static readonly DateOnly YearEnds = new(2020, 8, 1);

    public static Command Command()
    {
        var from = CommonOptions.Day("--from", "First simulated day, 2019-08-02 when left out");
        var to = CommonOptions.Day("--to", "Last simulated day, 2020-08-01 when left out");
        var darkFrom = CommonOptions.Day("--outage-from", "First day on which none of the sources answers");
        var darkTo = CommonOptions.Day("--outage-to", "Last such day");
        var urls = CommonOptions.Urls();
        var noWait = new Option<bool>("--no-wait") { Description = "Print the summary and end" };
        var keepMail = CommonOptions.File("--keep-mail", "Write every mail that was received into this folder, as .eml, .txt and .html");
        var json = CommonOptions.Json();
        var command = new Command(
            "demo",
            $"Play a contract year of West Dorset, then show it at {ListenAddress.Default} unless Urls says otherwise")
        {
            from, to, darkFrom, darkTo, urls, noWait, keepMail, json,
        };
        command.SetAction((parsed, cancellationToken) => Play(
            parsed.GetValue(from) ?? YearBegins,
            parsed.GetValue(to) ?? YearEnds,
            parsed.GetValue(darkFrom),
            parsed.GetValue(darkTo),
            parsed.GetValue(noWait) ? null : parsed.GetValue(urls) ?? DefaultUrls(),
            parsed.GetValue(keepMail),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    // The demo reads one setting of an installation: the address, and that from the environment only.
    private static string DefaultUrls() => Environment.GetEnvironmentVariable("Urls") is { Length: > 0 } set ? set : ListenAddress.Default;

    private static async Task<int> Play(
        DateOnly from,
        DateOnly to,
        DateOnly? darkFrom,
        DateOnly? darkTo,
        string? urls,
        string? keepMail,
        bool json,
        CancellationToken cancellationToken)
    {
        if (from < YearBegins || to > YearEnds || to < from)
        {
            return Output.Wrong($"The demo knows the days from {Dates.Iso(YearBegins)} to {Dates.Iso(YearEnds)}: choose --from and --to among them.");
        }

        if (darkFrom is null != darkTo is null || darkTo < darkFrom)
        {
            return Output.Wrong("An outage has a first and a last day: give both --outage-from and --outage-to, in that order.");
        }

        if (keepMail is not null && !KeptMail.TryMake(keepMail))
        {
            return Output.Wrong($"{keepMail}: the mail cannot be kept there; give --keep-mail a folder that you may write to.");
        }

        if (urls is not null)
        {
            ListenAddress.Check(urls);
        }

        Output.Aside("Starting a temporary database and the simulated outside world.");
        var took = Stopwatch.StartNew();
        await using var world = await OutsideWorld.Start(cancellationToken);
        await using var database = await OpenDatabase.Temporary(cancellationToken);
        var clock = new SimulatedClock(LondonTime.StartOf(from));
        await using var app = await DemoHost.Start(world, database, clock, urls, cancellationToken);
        var contract = app.Services.GetRequiredService<ContractRegistry>().On(from).Single();
        var outage = darkFrom is { } first && darkTo is { } last ? new Outage(first, last) : null;
        var driver = new DemoDriver(app, world, clock, InventedOfficers.Of(contract, LondonTime.StartOf(from)), outage);
        await DemoProgress.OnStandardError(from, to)
            .Show(onDay => driver.WalkTo(LondonTime.EndOf(to).AddSeconds(-1), onDay, cancellationToken));
        var year = await DemoYear.Sum(app, world, from, to, took.Elapsed, cancellationToken);
        if (keepMail is not null)
        {
            await KeptMail.Write(keepMail, world.Mail.Messages, cancellationToken);
        }

        if (json)
        {
            Output.AsJson(year);
        }
        else
        {
            Print(year);
        }

        if (urls is not null)
        {
            if (await InspectorLink.Latest(app.Services.GetRequiredService<NpgsqlDataSource>(), cancellationToken) is { } link)
            {
                Output.Aside($"Answer the latest email as the inspector would: {link}");
            }

            await FirstSignIn.Print(app, NextPages(contract.Id), cancellationToken);
            await app.WaitForShutdownAsync(cancellationToken);
        }

        await app.StopAsync(CancellationToken.None);
        return 0;
    }

    private static NextPage[] NextPages(string team) =>
    [
        new($"/promises/{team}", "Every promise, with the reason"),
        new("/jobs", "Every job, and what it achieved"),
        new("/hangfire", "Hangfire's dashboard: queues, servers, retries"),
        new("/notices", "Every email that was sent"),
        new($"/evidence/{team}", "What each source showed, and when"),
        new($"/year/{team}", "The annual pack for the panel"),
    ];

    private static void Print(DemoYear year)
    {
        Output.Line($"West Dorset, {year.From} to {year.To}, in {year.Seconds:0.0} seconds");
        Output.Line($"  checks made    {year.Checks}, of which {year.Unable} could not see their target");
        foreach (var (source, looks) in year.Sources)
        {
            Output.Line($"    {source,-16}{looks.Looks,5}, {looks.Unable} unable");
        }

        Output.Line($"  changes seen   {year.Changes}");
        Output.Line($"  notices sent   {string.Join(", ", year.Notices.Select(kind => $"{kind.Value} {kind.Key}"))}");
        Output.Line($"  mails received {year.Mails}, {year.Duplicates} of them twice");
        Output.Line("  promises, by period:");
        foreach (var (status, count) in year.Obligations)
        {
            Output.Line($"    {status,-16}{count,5}");
        }
    }
}
