using System.CommandLine;
using System.Globalization;
using Nec.Core.Calendar;
using Nec.Integrations.FactFiles;
using Nec.Storage;
using Nec.Worker.Hosting;

namespace Nec.Worker.Cli;

/// <summary><c>nec import FILE.jsonl</c>: facts in, all or nothing, and never twice.</summary>
internal static class ImportVerb
{
    public static Command Command()
    {
        var file = new Argument<string>("FILE") { Description = "Facts, as JSON Lines" };
        file.Validators.Add(Given.NoUrl);
        var team = new Option<string?>("--team") { Description = "The team, when there are several" };
        var command = new Command("import", "Take facts in, all or nothing; the same file twice adds nothing") { file, team };
        command.SetAction((parsed, cancellationToken) => TeamVerbs.With((app, token) => Import(app, parsed.GetValue(file)!, parsed.GetValue(team), token), cancellationToken));
        return command;
    }

    private static async Task<int> Import(WebApplication app, string file, string? team, CancellationToken cancellationToken)
    {
        if (file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            return Say.Wrong("CSV is not read yet: write the facts as JSON Lines (docs/user-guide.md shows them).");
        }

        var clock = app.Services.GetRequiredService<LondonClock>();
        var contract = TeamVerbs.Contract(app, team, clock.Today);
        var (facts, errors) = FactFile.Read(file, contract);
        if (errors.Count > 0)
        {
            return Say.No(string.Join('\n', errors) + "\nNothing was imported.");
        }

        var batch = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)} {clock.Now:yyyy-MM-ddTHH:mm:ssZ}");
        var added = await app.Services.GetRequiredService<Facts>().Record(contract.Id, facts, "import", clock.Now, batch, cancellationToken);
        await app.Services.GetRequiredService<Judging>().Now(cancellationToken);
        Say.Line($"{Dates.Count(added, "fact")} imported into {contract.Id}{(added < facts.Count ? $", {facts.Count - added} known already" : "")}.");
        return 0;
    }
}
