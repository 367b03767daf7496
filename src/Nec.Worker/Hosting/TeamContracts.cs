using Nec.Core.Contracts;
using Nec.Integrations.ContractFiles;
using Nec.Storage;

namespace Nec.Worker.Hosting;

/// <summary>Every team's contracts, in all the versions that the contracts folder holds.</summary>
internal sealed class TeamContracts
{
    private readonly IReadOnlyList<(Contract Contract, string Text)> _loaded;

    private TeamContracts(IReadOnlyList<(Contract, string)> loaded) => _loaded = loaded;

    /// <summary>All of them.</summary>
    public IEnumerable<Contract> All => _loaded.Select(entry => entry.Contract);

    /// <summary>Loads a folder's contract files, all or none.</summary>
    /// <exception cref="SettingException">A file has errors, the folder is not there, or holds none.</exception>
    public static TeamContracts Load(IConfiguration configuration)
    {
        var folder = Path.Combine(Settings.Folder, configuration["Contracts:Folder"] ?? "contracts");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.y*ml").Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0)
        {
            throw new SettingException($"Contracts:Folder is {folder}, and there is no contract file (*.yaml) in it: write one, or name another folder.");
        }

        var results = files.ConvertAll(file => (File: file, Result: ContractFile.Load(file)));
        var errors = results.SelectMany(entry => entry.Result.Errors).Select(error => error.ToString())
            .Concat(results.Where(entry => entry.Result.Contract is not null)
                .GroupBy(entry => (entry.Result.Contract!.Id, entry.Result.Contract.From))
                .Where(same => same.Count() > 1)
                .Select(same => $"{same.Last().File}:1:1: the contract {same.Key.Id} from {same.Key.From:yyyy-MM-dd} stands in {same.First().File} too; keep one"))
            .ToList();
        return errors.Count > 0
            ? throw new SettingException($"No contract was loaded, because there are errors:\n{string.Join('\n', errors)}") { ContractErrors = errors.Count }
            : new([.. results.Select(entry => (entry.Result.Contract!, File.ReadAllText(entry.File)))]);
    }

    /// <summary>What loading the folder now would complain of, a line each; nothing when it loads.</summary>
    public static IReadOnlyList<string> FaultsOnDisk(IConfiguration configuration)
    {
        try
        {
            _ = Load(configuration);
            return [];
        }
        catch (SettingException wrong)
        {
            return wrong.Message.Split('\n');
        }
    }

    /// <summary>One contract a team: the version in force on a day, else the last one that was, else the first to come.</summary>
    public IReadOnlyList<Contract> On(DateOnly day) =>
    [
        .. All.GroupBy(contract => contract.Id, StringComparer.Ordinal)
            .OrderBy(team => team.Key, StringComparer.Ordinal)
            .Select(team => team.Where(contract => contract.IsInForceOn(day)).MaxBy(contract => contract.From)
                ?? team.Where(contract => contract.From <= day).MaxBy(contract => contract.From)
                ?? team.MinBy(contract => contract.From)!),
    ];

    /// <summary>Keeps every version's text, so that an auditor can read what was promised then.</summary>
    public async Task Keep(ContractVersions versions, string who, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (contract, text) in _loaded)
        {
            await versions.Save(contract.Id, contract.Version, contract.Title, contract.Force, contract.From, contract.To, text, who, now, cancellationToken);
        }
    }
}

/// <summary>A setting, or what it leads to, that does not let us start: the message states the rule and the value given, and is shown as it is.</summary>
public sealed class SettingException(string message) : Exception(message)
{
    /// <summary>How many errors the contract files have; zero when they are not what is wrong.</summary>
    public int ContractErrors { get; init; }
}
