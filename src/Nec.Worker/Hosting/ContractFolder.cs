using Nec.Core.Contracts;
using Nec.Integrations.ContractFiles;

namespace Nec.Worker.Hosting;

/// <summary>A contract with the text of its file.</summary>
internal sealed record LoadedContract(Contract Contract, string Text);

/// <summary>The folder of every team's contract files, in all their versions.</summary>
internal static class ContractFolder
{
    /// <summary>Loads the files, all or none.</summary>
    /// <exception cref="SettingException">A file has errors, the folder is not there, or holds none.</exception>
    public static IReadOnlyList<LoadedContract> Load(IConfiguration configuration)
    {
        var folder = Path.Combine(Settings.Folder, configuration["Contracts:Folder"] ?? "contracts");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.y*ml").Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0)
        {
            throw new SettingException(
                $"Contracts:Folder is {folder}, and there is no contract file (*.yaml) in it: write one, or name another folder.");
        }

        var results = files.ConvertAll(file => (File: file, Result: ContractFile.Load(file)));
        var twice = results
            .Where(entry => entry.Result.Contract is not null)
            .GroupBy(entry => (entry.Result.Contract!.Id, entry.Result.Contract.From)) // not null: filtered above
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Last().File}:1:1: the contract {same.Key.Id} from {same.Key.From:yyyy-MM-dd} " +
                $"stands in {same.First().File} too; keep one");
        var errors = results.SelectMany(entry => entry.Result.Errors).Select(error => error.ToString()).Concat(twice).ToList();
        return errors.Count > 0
            ? throw new SettingException($"No contract was loaded, because there are errors:\n{string.Join('\n', errors)}")
            {
                ContractErrors = errors.Count,
            }
            : [.. results.Select(entry =>
                new LoadedContract(entry.Result.Contract!, File.ReadAllText(entry.File)))]; // without errors it is there
    }

    /// <summary>The errors that loading the folder now would report, a line each; empty when it loads.</summary>
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
}
