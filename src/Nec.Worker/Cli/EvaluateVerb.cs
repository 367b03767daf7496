using System.CommandLine;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.BankHolidays;
using Nec.Integrations.ContractFiles;
using Nec.Integrations.FactFiles;
using Nec.Integrations.PoliceUk;
using Nec.Worker.Hosting;

namespace Nec.Worker.Cli;

/// <summary><c>nec evaluate</c>: findings and steps for a day, from files alone.</summary>
internal static class EvaluateVerb
{
    public static Command Command()
    {
        var contract = CommonOptions.File("--contract", "The contract file", required: true);
        var facts = CommonOptions.File("--facts", "Facts, as JSON Lines");
        var on = CommonOptions.Day("--on", "The day to judge", required: true);
        var knownAt = CommonOptions.Instant("--known-at", "Leave out what was recorded later than this");
        var bankHolidays = CommonOptions.File("--bank-holidays", "Bank holidays in GOV.UK's JSON form, taken as a worker takes a fetched list");
        var json = CommonOptions.Json();
        var command = new Command("evaluate", "Judge every promise of a contract on a day; no database, no network") { contract, facts, on, knownAt, bankHolidays, json };
        command.SetAction(parsed => Evaluate(
            parsed.GetValue(contract)!, parsed.GetValue(facts), parsed.GetValue(on)!.Value, parsed.GetValue(knownAt), parsed.GetValue(bankHolidays), parsed.GetValue(json)));
        return command;
    }

    private static int Evaluate(string contractFile, string? factFile, DateOnly on, DateTimeOffset? knownAt, string? bankHolidayFile, bool json)
    {
        var loaded = ContractFile.Load(contractFile);
        if (loaded.Contract is not { } contract)
        {
            return Output.No(string.Join('\n', loaded.Errors));
        }

        var (facts, errors) = factFile is null ? ([], []) : FactFile.Read(factFile, contract);
        if (errors.Count > 0)
        {
            return Output.No(string.Join('\n', errors));
        }

        if (WorkingDaysOf(contract, bankHolidayFile, new LondonClock(TimeProvider.System).Today, out var wrong) is not { } workingDays)
        {
            return Output.No(wrong!);
        }

        AssessmentInput input = new()
        {
            Contract = contract,
            Facts = [.. facts],
            WorkingDays = workingDays,
            Connected = ConnectedSources(),
            KnownAt = knownAt,
        };
        var findings = input.Assess(on);
        return json ? Output.AsJson(new { on = Dates.Iso(on), findings = findings.Select(FindingJson.Of) }) : Print(contract, findings, on);
    }

    // As a worker with these settings would judge.
    private static IReadOnlySet<string> ConnectedSources() =>
        SourceRegistration.Connected(Settings.Read().GetSection("PoliceUk").Get<PoliceUkOptions>() ?? new()).Names;

    /// <summary>The working days of a worker that fetched the list in a file today; without a file, by the bundled bank holidays.</summary>
    /// <param name="contract">Whose division counts.</param>
    /// <param name="file">The list, in GOV.UK's JSON form; null for none.</param>
    /// <param name="today">The London day, from which on the list governs.</param>
    /// <param name="wrong">Why there are none, as one sentence; null when there are.</param>
    internal static WorkingDays? WorkingDaysOf(Contract contract, string? file, DateOnly today, out string? wrong)
    {
        wrong = null;
        if (file is null)
        {
            return new(BundledBankHolidays.Of(contract.BankHolidays));
        }

        try
        {
            var list = BankHolidayList.Parse(File.ReadAllText(file));
            if (list.TryGetValue(contract.BankHolidays, out var days))
            {
                DateOnly[] listed = [.. days.Select(day => day.On)];
                var withdrawn = HeldBankHolidays.Withdrawn(BundledBankHolidays.Of(contract.BankHolidays), listed, today);
                return new(HeldBankHolidays.Of(contract.BankHolidays, listed, withdrawn));
            }

            wrong = $"{file}:1:1: the list has no division {Kebab.Of(contract.BankHolidays.ToString())}; fetch it again from GOV.UK";
        }
        catch (FormatException format)
        {
            wrong = $"{file}:1:1: {format.Message}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            wrong = $"{file}:1:1: the file cannot be opened; check that it is a file and that you may read it";
        }

        return null;
    }

    private static int Print(Contract contract, IReadOnlyList<Finding> findings, DateOnly on)
    {
        Output.Line($"{contract.Title}, on {Dates.Long(on)}");
        foreach (var finding in findings)
        {
            Output.Line($"{finding.Obligation}: {StatusWord.Of(finding.Status)}{(finding.DueOn is { } due ? $", due {Dates.Long(due)}" : "")}");
            Output.Line($"  {finding.Reason}");
            var next = finding.Steps.FirstOrDefault(step => step.SendOn >= on);
            if (next is not null)
            {
                Output.Line($"  next step {next.Name} on {Dates.Long(next.SendOn)} to {next.Post}");
            }
        }

        return 0;
    }
}
