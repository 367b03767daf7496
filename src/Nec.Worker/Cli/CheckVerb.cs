using System.CommandLine;
using Nec.Core.Calendar;
using Nec.Integrations.ContractFiles;

namespace Nec.Worker.Cli;

/// <summary><c>nec check FILE…</c>: validates contract files.</summary>
internal static class CheckVerb
{
    public static Command Command()
    {
        var files = new Argument<string[]>("FILE") { Description = "Contract files", Arity = ArgumentArity.OneOrMore };
        files.Validators.Add(CommonOptions.NoUrl);
        var json = CommonOptions.Json();
        var command = new Command("check", "Validate contract files: every error at once, as file:line:column: message") { files, json };
        command.SetAction(parsed => Check(parsed.GetValue(files)!, parsed.GetValue(json)));
        return command;
    }

    private static int Check(string[] files, bool json)
    {
        var results = files.Select(file => (File: file, Result: ContractFile.Load(file))).ToList();
        var errors = results.SelectMany(entry => entry.Result.Errors).ToList();
        if (json)
        {
            Output.AsJson(new { valid = errors.Count == 0, errors = errors.Select(error => new { file = error.File, line = error.Line, column = error.Column, message = error.Message }) });
            return errors.Count == 0 ? 0 : 1;
        }

        foreach (var (file, result) in results)
        {
            if (result.Contract is { } contract)
            {
                Output.Line($"{file}: {contract.Title}, version {contract.Version}: {Dates.Count(contract.Commitments.Count, "commitment")}, {Dates.Count(contract.Obligations.Count(), "obligation")}, in force from {Dates.Long(contract.From)}{(contract.To is { } to ? $" to {Dates.Long(to)}" : "")}");
            }
        }

        errors.ForEach(error => Console.Error.WriteLine(error));
        return errors.Count == 0 ? 0 : 1;
    }
}
