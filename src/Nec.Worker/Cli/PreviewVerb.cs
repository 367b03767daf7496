using System.CommandLine;
using Nec.Application.Notices;
using Nec.Core.Calendar;

namespace Nec.Worker.Cli;

/// <summary><c>nec preview</c>: the notices that would go, by the code that writes them.</summary>
internal static class PreviewVerb
{
    public static Command Command()
    {
        var on = CommonOptions.Day("--on", "The day, today or later; today when left out");
        var json = CommonOptions.Json();
        var command = new Command("preview", "Show the notices that would go: recipient, subject, headers, text and HTML") { on, json };
        command.SetAction((parsed, cancellationToken) => TeamVerbs.With((app, token) => Preview(app, parsed.GetValue(on), parsed.GetValue(json), token), cancellationToken));
        return command;
    }

    private static async Task<int> Preview(WebApplication app, DateOnly? on, bool json, CancellationToken cancellationToken)
    {
        var today = TeamVerbs.Today(app);
        var day = on ?? today;
        if (day < today)
        {
            return Output.Wrong($"{Dates.Long(day)} is past: what was sent then is in the outbox.");
        }

        var drafts = await app.Services.GetRequiredService<NoticeDrafts>().Ahead(day, cancellationToken);
        if (json)
        {
            return Output.AsJson(new
            {
                on = Dates.Iso(day),
                notices = drafts.Select(draft => new
                {
                    kind = draft.Notice.Kind,
                    to = draft.Notice.RecipientAddress,
                    subject = draft.Notice.Subject,
                    messageId = draft.Notice.MessageId,
                    headers = draft.Notice.Headers,
                    text = draft.Notice.TextBody,
                    html = draft.Notice.HtmlBody,
                }),
            });
        }

        if (drafts.Count == 0)
        {
            Output.Line($"Nothing would be sent on {Dates.Long(day)}.");
        }

        foreach (var draft in drafts)
        {
            Output.Line($"To: {draft.Notice.RecipientName} <{draft.Notice.RecipientAddress}>\nSubject: {draft.Notice.Subject}\nMessage-ID: {draft.Notice.MessageId}");
            Output.Line(string.Join('\n', draft.Notice.Headers.Select(header => $"{header.Key}: {header.Value}")));
            Output.Line($"\n{draft.Notice.TextBody}\n--- HTML\n{draft.Notice.HtmlBody}");
        }

        return 0;
    }
}
