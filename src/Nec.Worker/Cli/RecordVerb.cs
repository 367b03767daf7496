using System.CommandLine;
using Nec.Application.Recording;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Storage;
using Nec.Worker.Hosting;

namespace Nec.Worker.Cli;

/// <summary><c>nec record</c>: one occurrence.</summary>
internal static class RecordVerb
{
    public static Command Command()
    {
        var obligation = new Argument<string>("OBLIGATION") { Description = "Such as clerk-meeting/sherborne" };
        var on = CommonOptions.Day("--on", "The day it happened", required: true);
        var outcome = new Option<string>("--outcome") { Description = $"One of {string.Join(", ", Words)}", Required = true };
        var team = new Option<string?>("--team") { Description = "The team, when there are several" };
        var note = new Option<string?>("--note") { Description = "Anything worth keeping" };
        var feedback = new Option<string?>("--feedback") { Description = "What the counterpart said, or \"none offered\"" };
        var period = new Option<string?>("--period") { Description = "The period it is meant for, when that is not the one it lies in: 2026-Q1" };
        var reason = new Option<string?>("--reason") { Description = "Why it does not apply, or why it is recorded after the days for late recording" };
        var command = new Command("record", "Record that something was done") { obligation, on, outcome, team, note, feedback, period, reason };
        command.SetAction((parsed, cancellationToken) =>
        {
            if (Kebab.Parse<Outcome>(parsed.GetValue(outcome)!) is not { } known)
            {
                return Task.FromResult(Output.Wrong($"'{parsed.GetValue(outcome)}' is no outcome: use one of {string.Join(", ", Words)}."));
            }

            return TeamVerbs.With(
                (app, token) => Record(app, parsed.GetValue(team), parsed.GetValue(obligation)!, parsed.GetValue(on)!.Value, known, parsed.GetValue(note), parsed.GetValue(feedback), parsed.GetValue(period), parsed.GetValue(reason), token),
                cancellationToken);
        });
        return command;
    }

    private static IEnumerable<string> Words => Enum.GetValues<Outcome>().Select(outcome => Kebab.Of(outcome.ToString()));

    private static async Task<int> Record(
        WebApplication app, string? team, string id, DateOnly on, Outcome outcome, string? note, string? feedback, string? period, string? reason, CancellationToken cancellationToken)
    {
        var clock = app.Services.GetRequiredService<LondonClock>();
        var contract = TeamVerbs.Contract(app, team, on);
        if (contract.Obligations.FirstOrDefault(known => known.Id == id) is not { } obligation)
        {
            return Output.No($"There is no obligation '{id}' in {contract.Id}: it has {string.Join(", ", contract.Obligations.Select(known => known.Id))}.");
        }

        // The same rules as on the page that a link in mail opens.
        var entry = new Entry(outcome, on) { Note = note, Feedback = feedback, Reason = reason };
        var (fact, faults) = RecordingRules.Named(contract, obligation, entry, period, clock.Today);
        if (fact is null)
        {
            return faults.FirstOrDefault(fault => fault.Field is "on" or "period" or "outcome") is { } misnamed
                ? Output.Wrong(Sentence(misnamed))
                : Output.No($"Nothing was recorded. {string.Join(' ', faults.Select(Sentence))}");
        }

        var deed = TeamVerbs.Deed(contract.Id, id, "command line", reason);
        var isNew = await app.Services.GetRequiredService<FactRecorder>().Record(deed, fact, cancellationToken);
        var finding = (await app.Services.GetRequiredService<Findings>().Find(contract.Id, id, cancellationToken))?.Finding; // another team may have an obligation of that name
        Output.Line(!isNew ? $"{id} on {Dates.Long(on)} was on record already." : $"{obligation.Title}: {Kebab.Of(outcome.ToString())} on {Dates.Long(on)} is on record.");
        Output.Line(finding is null ? "" : $"It now stands at {StatusWord.Of(finding.Status)}: {finding.Reason}.");
        return 0;
    }

    private static string Sentence(EntryFault fault) => $"{fault.Text.TrimEnd('.')} (--{fault.Field}).";
}
