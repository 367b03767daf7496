using Nec.Application.Contracts;
using Nec.Application.Recording;
using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Storage;
using Nec.Worker.Hosting;

namespace Nec.Worker.Cli;

/// <summary>What the verbs that act on the shared database have in common: a host that runs nothing itself.</summary>
internal static class TeamVerbs
{
    private static readonly Dictionary<string, string?> Quiet = new(StringComparer.Ordinal) { ["Logging:LogLevel:Default"] = "Warning", ["Urls"] = "http://127.0.0.1:0" };

    /// <summary>Does something with such a host, and ends it.</summary>
    public static async Task<int> With(Func<WebApplication, CancellationToken, Task<int>> act, CancellationToken cancellationToken)
    {
        await using var database = await OpenDatabase.Open(Settings.Read(), mayShare: true, cancellationToken);
        await using var app = await NecHost.Open(new() { ConnectionString = database.ConnectionString, Clock = TimeProvider.System, Settings = Quiet }, cancellationToken);
        return await act(app, cancellationToken);
    }

    /// <summary>The contract of a named team that is in force on a day; of the only one when none is named.</summary>
    public static Contract Contract(WebApplication app, string? team, DateOnly on)
    {
        var contracts = app.Services.GetRequiredService<ContractRegistry>().On(on);
        var names = string.Join(", ", contracts.Select(contract => contract.Id));
        return team is not null
            ? contracts.FirstOrDefault(contract => contract.Id == team) ?? throw new SettingException($"There is no team '{team}': the contracts are of {names}.")
            : contracts.Count == 1 ? contracts[0] : throw new SettingException($"There are several teams: say which with --team ({names}).");
    }

    /// <summary>Something that a verb puts on record; who it was, the system says.</summary>
    public static Deed Deed(string team, string target, string recordedBy, string? reason) =>
        new(team, target, $"command line ({Environment.UserName})", recordedBy, reason);

    /// <summary>What the audit log says of a deed of a verb; who it was, the system says.</summary>
    public static AuditEntry Audited(WebApplication app, string action, string? team, string target, string? reason, string? after) => new()
    {
        HappenedAt = app.Services.GetRequiredService<LondonClock>().Now,
        Who = $"command line ({Environment.UserName})",
        Action = action,
        Team = team,
        Target = target,
        Reason = reason,
        After = after,
    };

    /// <summary>London's date now.</summary>
    public static DateOnly Today(WebApplication app) => app.Services.GetRequiredService<LondonClock>().Today;
}
