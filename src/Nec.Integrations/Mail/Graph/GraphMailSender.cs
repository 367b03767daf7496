using System.Text.RegularExpressions;
using Nec.Integrations.Http;
using Nec.Integrations.Mail.Entra;

namespace Nec.Integrations.Mail.Graph;

/// <summary>
/// Sends as one mailbox through Microsoft Graph. Graph knows no mail again, so one whose outcome is unknown is not safe to repeat.
/// Nothing here sleeps: what the pace holds back is told as "not now", with the time to wait.
/// </summary>
public sealed partial class GraphMailSender(GraphMailOptions options, HttpOptions http, TimeProvider time) : IMailSender, IDisposable
{
    /// <summary>Graph refuses a fifth for the same mailbox.</summary>
    private const int MostAtOnce = 4;

    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(30);

    private readonly MailWire _wire = new(options.BaseAddress, http);
    private readonly EntraSignIn _signIn = new(options, GraphMailOptions.Section, http);
    private readonly SendPace _pace = new(options.PerMinute, time);
    private readonly SemaphoreSlim _free = new(MostAtOnce);
    private volatile bool _isTokenRefused;

    /// <inheritdoc/>
    public MailCarries Carries { get; } = new(Html: true, Text: false, AutoSubmitted: false, OwnMessageId: false) { SafeToRepeat = false };

    /// <inheritdoc/>
    public async Task<SendOutcome> Send(OutgoingMail mail, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            var message = GraphMessage.Of(mail, options.SaveToSentItems);
            if (_pace.Take() is { } wait)
            {
                return new SendOutcome.Temporary("held back to keep the pace that Microsoft Graph allows (Mail:Graph:PerMinute)", wait) { WasTried = false };
            }

            var token = await _signIn.Token(options.Scope, _isTokenRefused, cancellationToken);

            return token.Value is { } value
                ? Judge(await _wire.Post($"v1.0/users/{Uri.EscapeDataString(options.Mailbox)}/sendMail", value, message, cancellationToken))
                : new SendOutcome.Temporary(token.Trouble, token.RetryAfter) { IsOfTransport = true };
        }
        catch (FormatException unfit)
        {
            return new SendOutcome.Permanent(unfit.Message);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _wire.Dispose();
        _signIn.Dispose();
        _free.Dispose();
    }

    private SendOutcome Judge(WireAnswer answer)
    {
        _isTokenRefused = answer is WireAnswer.Reply { Status: 401 };
        if (answer is WireAnswer.Reply { Status: 429 } busy)
        {
            var wait = busy.RetryAfter ?? DefaultWait;
            _pace.BeQuiet(wait);

            return new SendOutcome.Temporary("Microsoft Graph asks to wait: too many mails or too many at once for this mailbox", wait);
        }

        return answer switch
        {
            WireAnswer.Reply reply => Judge(reply, Code(reply)),
            WireAnswer.NotReached => new SendOutcome.Temporary("Microsoft Graph cannot be reached: check Mail:Graph:BaseAddress and Http:Proxy") { IsOfTransport = true },
            _ => new SendOutcome.Unknown("Microsoft Graph took the whole mail and did not say whether it sends it; look whether it arrived before sending it again", SafeToRepeat: false),
        };
    }

    private static SendOutcome Judge(WireAnswer.Reply reply, string code) => reply.Status switch
    {
        202 => new SendOutcome.Sent(),
        401 => new SendOutcome.Temporary($"Microsoft Graph does not accept Nec's token ({code}): check that Mail:Graph:TenantId and Mail:Graph:ClientId belong together") { IsOfTransport = true },
        403 => new SendOutcome.Temporary(
            $"Microsoft Graph does not let Nec send as Mail:Graph:Mailbox ({code}): give the app the application permission Mail.Send with an admin's consent, or, better, the role Application Mail.Send for this mailbox (RBAC for Applications)") { IsOfTransport = true },
        404 => new SendOutcome.Temporary($"Microsoft Graph does not know the mailbox that sends ({code}): check Mail:Graph:Mailbox") { IsOfTransport = true },
        400 or 413 or 422 => new SendOutcome.Permanent($"Microsoft Graph does not accept the mail or its recipient ({code})"),

        // A gateway that gave up waiting, and a success that is not Graph's: neither says what became of the mail.
        504 or (>= 200 and < 300) => new SendOutcome.Unknown($"Microsoft Graph, or something between, answered {reply.Status} and did not say whether the mail is sent; look whether it arrived before sending it again", SafeToRepeat: false),
        >= 500 or 408 => new SendOutcome.Temporary($"Microsoft Graph is out of order ({reply.Status} {code})", reply.RetryAfter),
        _ => new SendOutcome.Temporary($"Microsoft Graph answered {reply.Status} {code}: check Mail:Graph:BaseAddress"),
    };

    // The code only: the message repeats addresses.
    private static string Code(WireAnswer.Reply reply) =>
        reply.Json() is System.Text.Json.Nodes.JsonObject body && body["error"] is System.Text.Json.Nodes.JsonObject error && error["code"]?.ToString() is { } code && Plain().IsMatch(code) ? code : "no code";

    [GeneratedRegex(@"^[A-Za-z0-9_.\-]{1,60}\z", RegexOptions.None, 1000)]
    private static partial Regex Plain();
}
