using System.Net;
using System.Net.Mail;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Dashboard.SigningIn;
using Nec.Integrations.Mail;
using Nec.Storage;
using Nec.Worker.Jobs;

namespace Nec.Worker.Hosting;

/// <summary>Puts sign-in links into the outbox, as a kind of their own beside the one notice a day.</summary>
internal sealed class SignInMail(Outbox outbox, JobQueue queue, MailOptions mail, IServer server, LondonClock clock)
{
    /// <summary>The kind of these notices in the outbox.</summary>
    public const string Kind = "sign-in";

    /// <summary>What the pages are given.</summary>
    public SignInPost ToPost() => new(MailAddress.TryCreate(mail.Admin, out var admin) ? admin.Address : null, Queue);

    // The request's own host name is not asked: whoever asks for a link could forge it, and the link would lead the reader to them.
    private string PublicAddress => (mail.PublicAddress ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "").TrimEnd('/');

    private async Task Queue(SignInLetter letter, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var key = $"sign-in|{Guid.NewGuid():N}"; // each is one of its own: whoever asks twice gets two
        await outbox.Queue(
            new()
            {
                Key = key,
                Kind = Kind,
                RecipientAddress = letter.Address,
                RecipientName = letter.Address,
                Day = LondonTime.DateOf(now),
                Subject = "Your link to sign in to Nec",
                TextBody = TextOf(letter),
                HtmlBody = HtmlOf(letter),
                Headers = MailHeaders.Automatic,
                MessageId = MailHeaders.MessageId(key, mail.From),
                Fingerprint = "",
            },
            [],
            now,
            cancellationToken);
        await queue(new(nameof(SendMail)) { IsUrgent = true }, cancellationToken);
    }

    private string TextOf(SignInLetter letter) =>
        $"""
        {(string.IsNullOrEmpty(mail.Marking) ? "" : mail.Marking + "\n\n")}Somebody asked to sign in to Nec with this address.

        Open this and press its button; it works once, for {letter.Minutes} minutes:
        {PublicAddress}{letter.Path}

        If that was not you, do nothing: without this link nobody gets in.
        """;

    private string HtmlOf(SignInLetter letter)
    {
        var link = WebUtility.HtmlEncode($"{PublicAddress}{letter.Path}");
        return $"""
            <!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Your link to sign in to Nec</title></head><body style="font-family:Arial,sans-serif">
            {(string.IsNullOrEmpty(mail.Marking) ? "" : $"<p>{WebUtility.HtmlEncode(mail.Marking)}</p>")}
            <p>Somebody asked to sign in to Nec with this address.</p>
            <p>Open this and press its button; it works once, for {letter.Minutes} minutes:<br><a href="{link}">{link}</a></p>
            <p>If that was not you, do nothing: without this link nobody gets in.</p>
            </body></html>
            """;
    }
}
