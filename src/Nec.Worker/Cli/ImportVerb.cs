using System.CommandLine;
using System.Globalization;
using Nec.Application.Contracts;
using Nec.Application.Recording;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Integrations.FactFiles;
using Nec.Storage;
using Nec.Worker.Hosting;

namespace Nec.Worker.Cli;

/// <summary><c>nec import FILE</c>: facts in, all or nothing, and never twice; <c>--list</c> and <c>--undo</c> stand in <see cref="ImportedBatches"/>.</summary>
internal static class ImportVerb
{
    public static Command Command()
    {
        var file = new Argument<string?>("FILE") { Description = "Facts, as JSON Lines or CSV (.csv)", Arity = ArgumentArity.ZeroOrOne };
        file.Validators.Add(CommonOptions.NoUrl);
        var team = new Option<string?>("--team") { Description = "The team, when there are several" };
        var list = new Option<bool>("--list") { Description = "List what was imported" };
        var undo = new Option<string?>("--undo") { Description = "Withdraw the facts of an import, named as --list shows it" };
        var reason = new Option<string?>("--reason") { Description = "Why it is undone" };
        var json = CommonOptions.Json();
        var command = new Command("import", "Take facts in, all or nothing; the same file twice adds nothing") { file, team, list, undo, reason, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (path, batch, why) = (parsed.GetValue(file), parsed.GetValue(undo), parsed.GetValue(reason));
            return (path, parsed.GetValue(list), batch) switch
            {
                ({ } given, false, null) => TeamVerbs.With((app, token) => Import(app, given, parsed.GetValue(team), token), cancellationToken),
                (null, true, null) => TeamVerbs.With((app, token) => ImportedBatches.List(app, parsed.GetValue(team), parsed.GetValue(json), token), cancellationToken),
                (null, false, not null) when string.IsNullOrWhiteSpace(why) => Task.FromResult(Output.Wrong("Say with --reason why the import is undone: it is kept beside the facts.")),
                (null, false, not null) => TeamVerbs.With((app, token) => ImportedBatches.Undo(app, batch, parsed.GetValue(team), why, token), cancellationToken),
                _ => Task.FromResult(Output.Wrong("Give one of a FILE, --list, or --undo with the name of an import. See: nec import --help")),
            };
        });
        return command;
    }

    private static async Task<int> Import(WebApplication app, string file, string? team, CancellationToken cancellationToken)
    {
        var clock = app.Services.GetRequiredService<LondonClock>();
        var contract = TeamVerbs.Contract(app, team, clock.Today);
        var contracts = app.Services.GetRequiredService<ContractRegistry>();
        var versions = contracts.VersionsOf(contract.Id).ToList();
        var rules = new ImportRules(versions, day => contracts.ContractOf(contract.Id, day) ?? contract, clock.Now);
        var (facts, errors) = file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            ? CsvFactFile.Read(file, contract, rules)
            : FactFile.Read(file, contract, rules);
        if (errors.Count > 0)
        {
            return Output.No(string.Join('\n', errors) + "\nNothing was imported.");
        }

        var batch = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}@{clock.Now:yyyy-MM-ddTHH:mm:ss.fffZ}");
        var deed = TeamVerbs.Deed(contract.Id, batch, "import", reason: null);
        var added = await app.Services.GetRequiredService<FactRecorder>().Import(deed, rules.Accept(facts), cancellationToken);
        Output.Line($"{Dates.Count(added, "fact")} imported into {contract.Id}{(added < facts.Count ? $", {facts.Count - added} known already" : "")}.");
        if (added > 0)
        {
            Output.Line($"To undo it: nec import --undo '{batch}' --team {contract.Id} --reason TEXT");
        }

        return 0;
    }
}
