using System.CommandLine;
using Nec.Core.Calendar;
using Nec.Core.Facts;
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
                var removed = $"removed after {Dates.Count(app.Services.GetRequiredService<RetentionOptions>().NoteMonths, "month")}";
                FactFile.Write(Console.Out, [.. (await app.Services.GetRequiredService<Facts>().Read(contract.Id, token)).Select(fact => Said(fact, removed))]);
                return 0;
            },
            cancellationToken));
        return command;
    }

    // That there were words is part of the evidence; what they were is not kept any more.
    private static Fact Said(Fact fact, string removed) => fact is not Occurrence occurrence ? fact : occurrence with
    {
        Note = occurrence.IsNoteRemoved ? removed : occurrence.Note,
        Feedback = occurrence.IsFeedbackRemoved ? removed : occurrence.Feedback,
    };
}
