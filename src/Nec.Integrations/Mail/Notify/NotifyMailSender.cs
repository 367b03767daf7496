using System.Text.Json.Nodes;
using Nec.Integrations.Http;

namespace Nec.Integrations.Mail.Notify;

/// <summary>
/// Sends through GOV.UK Notify: the subject and the plain text, by a template that holds nothing else. Notify takes the same reference twice, so from
/// the second try on we ask first whether it has the mail; that makes an unknown outcome safe to repeat, for the seven days that Notify remembers.
/// </summary>
public sealed class NotifyMailSender(NotifyMailOptions options, HttpOptions http, TimeProvider time) : IMailSender, IDisposable
{
    private readonly MailWire _wire = new(options.BaseAddress, http);
    private readonly SendPace _pace = new(perMinute: 0, time);
    private readonly (string Service, string Secret) _key = NotifyToken.KeyOf(options.ApiKey) ?? throw new ArgumentException("Mail:Notify:ApiKey is not a key of Notify's", nameof(options));

    /// <inheritdoc/>
    public MailCarries Carries { get; } = new(Html: false, Text: true, AutoSubmitted: false, OwnMessageId: false) { TellsDelivery = true };

    private string Token => NotifyToken.Write(_key, time.GetUtcNow());

    /// <inheritdoc/>
    public async Task<SendOutcome> Send(OutgoingMail mail, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var reference = Mime.MessageId(mail).Trim('<', '>').Split('@')[0];
            var message = Message(mail, reference);
            if (_pace.Take() is { } wait)
            {
                return new SendOutcome.Temporary("held back because GOV.UK Notify asked to wait", wait) { WasTried = false };
            }

            var outcome = (mail.Attempt > 1 ? await LookUp(reference, cancellationToken) : null)
                ?? NotifyVerdict.OnSending(await _wire.Post("v2/notifications/email", Token, message, cancellationToken), time.GetUtcNow());
            if (outcome is SendOutcome.Temporary { RetryAfter: { } quiet })
            {
                _pace.BeQuiet(quiet);
            }

            return outcome;
        }
        catch (FormatException unfit)
        {
            return new SendOutcome.Permanent(unfit.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<DeliveryAnswer> AskDelivery(string deliveryId, CancellationToken cancellationToken) =>
        NotifyVerdict.OnAsking(await _wire.Get($"v2/notifications/{Uri.EscapeDataString(deliveryId)}", Token, cancellationToken), time.GetUtcNow());

    /// <inheritdoc/>
    public void Dispose() => _wire.Dispose();

    private JsonObject Message(OutgoingMail mail, string reference)
    {
        var message = new JsonObject
        {
            ["email_address"] = Mailbox.Parse(mail.To, "the recipient's address").Address,
            ["template_id"] = options.TemplateId,
            ["personalisation"] = new JsonObject { ["subject"] = MimeHeader.Clean(mail.Subject), ["body"] = mail.Text },
            ["reference"] = reference,
        };
        if (!string.IsNullOrEmpty(options.ReplyToId))
        {
            message["email_reply_to_id"] = options.ReplyToId;
        }

        return message;
    }

    /// <summary>Sent when Notify has the mail already; null when it has not and the mail may go.</summary>
    private async Task<SendOutcome?> LookUp(string reference, CancellationToken cancellationToken)
    {
        var answer = await _wire.Get($"v2/notifications?reference={Uri.EscapeDataString(reference)}", Token, cancellationToken);
        if (answer is not WireAnswer.Reply { Status: 200 } reply)
        {
            return NotifyVerdict.OnLookingUp(answer, time.GetUtcNow());
        }

        return (reply.Json() as JsonObject)?["notifications"] is not JsonArray found
            ? new SendOutcome.Temporary("GOV.UK Notify's list of what it has sent cannot be read: check Mail:Notify:BaseAddress")
            : found.FirstOrDefault(sent => (sent as JsonObject)?["reference"]?.ToString() == reference) is { } sent ? new SendOutcome.Sent { DeliveryId = NotifyVerdict.Id(sent) } : null;
    }
}
