using System.Text.Json.Nodes;
using Nec.Core.Deliveries;

namespace Nec.Integrations.Mail.Notify;

/// <summary>What Notify's answers mean for a mail. They are told apart by status and error name; the messages change, and may hold addresses.</summary>
internal static class NotifyVerdict
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>On the answer to a mail.</summary>
    public static SendOutcome OnSending(WireAnswer answer, DateTimeOffset now) => answer switch
    {
        WireAnswer.Reply { Status: 201 } taken => new SendOutcome.Sent { DeliveryId = Id(taken.Json()) },
        WireAnswer.NotReached => NotReached(),
        WireAnswer.Reply { Status: (>= 200 and < 300) or >= 500 } reply => Unknown($"GOV.UK Notify answered {reply.Status}"),
        WireAnswer.Reply reply => Refused(reply, now),
        _ => Unknown("GOV.UK Notify took the whole mail"),
    };

    /// <summary>On the answer to the question whether Notify has the mail, when it was no list: the mail stays with us.</summary>
    public static SendOutcome OnLookingUp(WireAnswer answer, DateTimeOffset now) => answer switch
    {
        WireAnswer.Reply { Status: 401 or 403 or 429 } reply => Refused(reply, now),
        WireAnswer.Reply reply => new SendOutcome.Temporary($"GOV.UK Notify does not say whether it has the mail already ({reply.Status} {Error(reply)}), and it is not sent twice"),
        _ => NotReached(),
    };

    /// <summary>On the answer to the question what became of a mail.</summary>
    public static DeliveryAnswer OnAsking(WireAnswer answer, DateTimeOffset now) => answer switch
    {
        WireAnswer.Reply { Status: 200 } reply when reply.Json() is JsonObject { } mail && Text(mail, "status") is { } status => new DeliveryAnswer.Told(StatusOf(status), Text(mail, "email_address")),
        WireAnswer.Reply { Status: 200 } => new DeliveryAnswer.Unable("GOV.UK Notify's answer cannot be read: check Mail:Notify:BaseAddress"),
        WireAnswer.Reply { Status: 404 } reply when Error(reply) == "NoResultFound" => new DeliveryAnswer.Told(DeliveryStatus.Unknown, null), // kept for seven days, or fewer
        WireAnswer.Reply { Status: 401 or 403 or 429 } reply when Refused(reply, now) is SendOutcome.Temporary refused => new DeliveryAnswer.Unable(refused.Reason, ConcernsAll: true),
        WireAnswer.Reply reply => new DeliveryAnswer.Unable($"GOV.UK Notify answered {reply.Status} {Error(reply)}"),
        WireAnswer.NotReached => new DeliveryAnswer.Unable(NotReached().Reason, ConcernsAll: true),
        _ => new DeliveryAnswer.Unable(NotReached().Reason), // reached, and silent about this mail
    };

    /// <summary>Notify's own id of a mail; null when there is none that an address can hold.</summary>
    public static string? Id(JsonNode? mail) => mail is JsonObject told && Guid.TryParse(Text(told, "id"), out var id) ? id.ToString() : null;

    // A word that we do not know is none that ends: Notify is asked again until it forgets the mail.
    private static DeliveryStatus StatusOf(string word) => word switch
    {
        "delivered" => DeliveryStatus.Delivered,
        "permanent-failure" => DeliveryStatus.PermanentFailure,
        "temporary-failure" => DeliveryStatus.TemporaryFailure,
        "technical-failure" => DeliveryStatus.TechnicalFailure,
        _ => DeliveryStatus.Sending, // created, sending, pending
    };

    private static string? Text(JsonObject from, string name) => from[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static SendOutcome Refused(WireAnswer.Reply reply, DateTimeOffset now) => (reply.Status, Error(reply)) switch
    {
        (429, "TooManyRequestsError") => new SendOutcome.Temporary("GOV.UK Notify's daily limit of this service is used up; it begins again at midnight UTC", UntilMidnight(now)),
        (429, _) => new SendOutcome.Temporary("GOV.UK Notify asks to wait: too many requests in a minute", Minute),
        (400, "BadRequestError") => new SendOutcome.Temporary(
            "GOV.UK Notify refuses the mail as the service stands (BadRequestError): make the service live and use a live key (a team-only key and a service in trial mode reach only the team), and check that the template Mail:Notify:TemplateId exists and has ((subject)) and ((body))"),
        (401 or 403, var error) => new SendOutcome.Temporary(
            $"GOV.UK Notify does not accept the key ({reply.Status} {error}): check that this machine's clock is right to 30 seconds, and that Mail:Notify:ApiKey has not been revoked") { IsOfTransport = true },
        (400 or 413, var error) => new SendOutcome.Permanent($"GOV.UK Notify does not accept the mail or its recipient ({reply.Status} {error})"),
        (_, var error) => new SendOutcome.Temporary($"GOV.UK Notify answered {reply.Status} {error}: check Mail:Notify:BaseAddress"),
    };

    private static SendOutcome.Temporary NotReached() =>
        new("GOV.UK Notify cannot be reached: check Mail:Notify:BaseAddress and Http:Proxy") { IsOfTransport = true };

    private static SendOutcome.Unknown Unknown(string what) => new($"{what} and did not say whether it sends it; we ask before sending it again", SafeToRepeat: true);

    private static TimeSpan UntilMidnight(DateTimeOffset now) => TimeSpan.FromDays(1) - now.UtcDateTime.TimeOfDay;

    private static string Error(WireAnswer.Reply reply) =>
        (reply.Json() as JsonObject)?["errors"] is JsonArray { Count: > 0 } errors && (errors[0] as JsonObject)?["error"]?.ToString() is { Length: > 0 and <= 60 } error && error.All(char.IsAsciiLetterOrDigit)
            ? error : "no name";
}
