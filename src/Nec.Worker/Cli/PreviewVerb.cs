using System.CommandLine;
using Nec.Core.Calendar;
using Nec.Worker.Hosting;

namespace Nec.Worker.Cli;

/// <summary><c>nec preview</c>: the notices that would go, by the code that writes them.</summary>
internal static class PreviewVerb
{
    public static Command Command()
    {
        var on = Given.Day("--on", "The day, today or later; today when left out");
        var json = Given.Json();
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
            return Say.Wrong($"{Dates.Long(day)} is past: what was sent then is in the outbox.");
        }

        var drafts = await app.Services.GetRequiredService<NoticeDrafts>().Ahead(today, day, cancellationToken);
        if (json)
        {
            return Say.AsJson(new
            {
                on = Dates.Iso(day),
                notices = drafts.Select(draft => new
                {
                    kind = draft.Queued.Kind,
                    to = draft.Queued.RecipientAddress,
                    subject = draft.Queued.Subject,
                    messageId = draft.Queued.MessageId,
                    headers = draft.Queued.Headers,
                    text = draft.Queued.TextBody,
                    html = draft.Queued.HtmlBody,
                }),
            });
        }

        if (drafts.Count == 0)
        {
            Say.Line($"Nothing would be sent on {Dates.Long(day)}.");
        }

        foreach (var draft in drafts)
        {
            Say.Line($"To: {draft.Queued.RecipientName} <{draft.Queued.RecipientAddress}>\nSubject: {draft.Queued.Subject}\nMessage-ID: {draft.Queued.MessageId}");
            Say.Line(string.Join('\n', draft.Queued.Headers.Select(header => $"{header.Key}: {header.Value}")));
            Say.Line($"\n{draft.Queued.TextBody}\n--- HTML\n{draft.Queued.HtmlBody}");
        }

        return 0;
    }
}
