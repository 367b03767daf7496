using Nec.Storage;
using Npgsql;

namespace Nec.Worker.Hosting;

/// <summary>What the database keeps of loading the contracts: their texts, and a refusal, so that whoever changed a file sees in the audit log that it never counted.</summary>
internal static partial class ContractLoading
{
    /// <summary>Keeps every version's text, so that an auditor can read what was promised then.</summary>
    /// <returns>How many were new or changed.</returns>
    public static async Task<int> Keep(
        IReadOnlyList<LoadedContract> loaded, ContractVersions versions, HostPlan plan, CancellationToken cancellationToken)
    {
        var kept = 0;
        foreach (var (contract, text) in loaded)
        {
            var isNew = await versions.Save(
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
            kept += isNew ? 1 : 0;
        }

        return kept;
    }

    /// <summary>Who loads them, as the audit log names them.</summary>
    private static string Who(HostPlan plan) =>
        plan.RunsJobs || plan.ServesPages ? $"worker ({Environment.MachineName})" : $"command line ({Environment.UserName})";

    /// <summary>Writes a refusal down. What is wrong with the files is what the person has to read: a database that is not there, or not ours yet, is said at the next start.</summary>
    public static async Task WriteDown(SettingException refused, HostPlan plan, CancellationToken cancellationToken)
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
            using var configuration = new ConfigurationManager();
            Settings.AddTo(configuration, plan.Settings);
            using var loggers = LoggerFactory.Create(log => NecHost.AddLog(log, configuration));
            LogRefused(loggers.CreateLogger(typeof(ContractLoading).FullName!), refused.ContractErrors); // a type's full name is missing in generic parameters only
        }
        catch (NpgsqlException)
        {
            // As above.
        }
    }

    [LoggerMessage(LogLevel.Information, "Refused the contracts for {Errors} errors, which stands in the audit log")]
    private static partial void LogRefused(ILogger logger, int errors);
}
