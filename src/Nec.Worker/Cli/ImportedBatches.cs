using Nec.Application.Recording;
using Nec.Core.Calendar;
using Nec.Storage;
using Nec.Worker.Hosting;

namespace Nec.Worker.Cli;

/// <summary><c>nec import --list</c> and <c>--undo</c>: what was imported, and taking one import back.</summary>
internal static class ImportedBatches
{
    public static async Task<int> List(WebApplication app, string? team, bool json, CancellationToken cancellationToken)
    {
        var contract = TeamVerbs.Contract(app, team, TeamVerbs.Today(app));
        var batches = await app.Services.GetRequiredService<FactBatches>().Read(contract.Id, cancellationToken);
        if (json)
        {
            return Output.AsJson(new { team = contract.Id, batches });
        }

        foreach (var batch in batches)
        {
            Output.Line($"{batch.Batch}: {Dates.Count(batch.Facts, "fact")}{(batch.Withdrawn == 0 ? "" : $", {batch.Withdrawn} withdrawn")}");
        }

        if (batches.Count == 0)
        {
            Output.Line($"Nothing was imported into {contract.Id}.");
        }

        return 0;
    }

    public static async Task<int> Undo(WebApplication app, string batch, string? team, string reason, CancellationToken cancellationToken)
    {
        var clock = app.Services.GetRequiredService<LondonClock>();
        var contract = TeamVerbs.Contract(app, team, clock.Today);
        var deed = TeamVerbs.Deed(contract.Id, batch, "command line", reason);
        var withdrawal = await app.Services.GetRequiredService<FactRecorder>().UndoImport(deed, reason, cancellationToken);
        if (withdrawal.Facts == 0)
        {
            return Output.No($"There is no import '{batch}' of {contract.Id}: see nec import --list --team {contract.Id}.");
        }

        var kept = withdrawal.Corrected == 0 ? "" : $" {Dates.Count(withdrawal.Corrected, "fact")} of it had been corrected by somebody since, and that stands.";
        if (withdrawal.Withdrawn == 0)
        {
            return Output.No($"The import '{batch}' was undone already: nothing of it is left to withdraw.{kept}");
        }

        Output.Line($"{Dates.Count(withdrawal.Withdrawn, "fact")} of '{batch}' withdrawn from {contract.Id}; the file may be imported again.{kept}");
        return 0;
    }
}
