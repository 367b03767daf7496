using Nec.Storage;
using Npgsql;

namespace Nec.Worker.Hosting;

/// <summary>Loads the contracts, and writes down a refusal: whoever changed a file sees in the audit log that it never counted.</summary>
internal static class ContractLoading
{
    /// <exception cref="SettingException">A file has errors, the folder is not there, or holds none.</exception>
    public static async Task<IReadOnlyList<LoadedContract>> Load(
        IConfiguration configuration, HostPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return ContractFolder.Load(configuration);
        }
        catch (SettingException refused) when (refused.ContractErrors > 0)
        {
            await WriteDown(refused, plan, cancellationToken);
            throw;
        }
    }

    /// <summary>Keeps every version's text, so that an auditor can read what was promised then.</summary>
    public static async Task Keep(
        IReadOnlyList<LoadedContract> loaded, ContractVersions versions, HostPlan plan, CancellationToken cancellationToken)
    {
        foreach (var (contract, text) in loaded)
        {
            await versions.Save(
                contract.Id,
                contract.Version,
                contract.Title,
                contract.Force,
                contract.From,
                contract.To,
                text,
                Who(plan),
                plan.Clock.GetUtcNow(),
                cancellationToken);
        }
    }

    /// <summary>Who loads them, as the audit log names them.</summary>
    private static string Who(HostPlan plan) =>
        plan.RunsJobs || plan.ServesPages ? $"worker ({Environment.MachineName})" : $"command line ({Environment.UserName})";

    // What is wrong with the files is what the person has to read: a database that is not there, or not ours yet, is said at the next start.
    private static async Task WriteDown(SettingException refused, HostPlan plan, CancellationToken cancellationToken)
    {
        await using var source = Database.Open(plan.ConnectionString);
        try
        {
            await new Audit(source).AddOnce(
                new()
                {
                    HappenedAt = plan.Clock.GetUtcNow(),
                    Who = Who(plan),
                    Action = "refuse-contracts",
                    Target = "contracts",
                    After = FormattableString.Invariant($"{refused.ContractErrors} errors, the first: {refused.Message.Split('\n')[1]}"),
                },
                cancellationToken);
        }
        catch (NpgsqlException)
        {
            // As above.
        }
    }
}
