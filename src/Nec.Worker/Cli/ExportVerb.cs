using System.CommandLine;
using Nec.Integrations.FactFiles;
using Nec.Storage;

namespace Nec.Worker.Cli;

/// <summary><c>nec export TEAM</c>: a team's facts out, in the format that goes in.</summary>
internal static class ExportVerb
{
    public static Command Command()
    {
        var team = new Argument<string>("TEAM") { Description = "The team's slug" };
        var command = new Command("export", "Write a team's facts to stdout, as JSON Lines") { team };
        command.SetAction((parsed, cancellationToken) => TeamVerbs.With(
            async (app, token) =>
            {
                var contract = TeamVerbs.Contract(app, parsed.GetValue(team), TeamVerbs.Today(app));
                FactFile.Write(Console.Out, await app.Services.GetRequiredService<Facts>().Read(contract.Id, token));
                return 0;
            },
            cancellationToken));
        return command;
    }
}
