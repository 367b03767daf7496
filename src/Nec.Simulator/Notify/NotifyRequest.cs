using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nec.Simulator;

/// <summary>Reads the body of <c>POST /v2/notifications/email</c> as strictly as the real one does, for a template of <c>((subject))</c> and <c>((body))</c>.</summary>
internal static class NotifyRequest
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "email_address", "template_id", "personalisation", "reference", "email_reply_to_id", "one_click_unsubscribe_url", "sanitise_content_for", "scheduled_for",
    };

    private static readonly string[] Placeholders = ["subject", "body"];

    /// <summary>The e-mail, or why it is refused.</summary>
    public static (NotifyMessage? Message, NotifyError? Error) Read(string body, string template, Guid id)
    {
        try
        {
            var request = JsonNode.Parse(body)?.AsObject() ?? throw new JsonException("null");
            var (address, filled) = (Text(request, "email_address"), request["personalisation"]?.AsObject() ?? []);
            var message = new NotifyMessage(
                id, address ?? "", Text(request, "reference"), Text(filled, "subject") ?? "", Text(filled, "body") ?? "", Text(request, "email_reply_to_id"));

            return Refusal(request, filled, message, template) is { } error ? (null, error) : (message, null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return (null, NotifyError.BadRequest("Invalid JSON supplied in POST data"));
        }
    }

    private static NotifyError? Refusal(JsonObject request, JsonObject filled, NotifyMessage message, string template) =>
        request.Select(field => field.Key).FirstOrDefault(name => !Known.Contains(name)) is { } unknown ? NotifyError.Validation($"Additional properties are not allowed ({unknown} was unexpected)")
        : request["email_address"] is null ? NotifyError.Validation("email_address is a required property")
        : message.EmailAddress.Split('@') is not [{ Length: > 0 }, { Length: > 2 }] ? NotifyError.Validation("email_address Not a valid email address")
        : !Guid.TryParse(Text(request, "template_id"), out _) ? NotifyError.Validation("template_id is not a valid UUID")
        : message.Reference?.Length > 1000 ? NotifyError.Validation("reference is too long")
        : Text(request, "template_id") != template ? NotifyError.BadRequest("Template not found")
        : Placeholders.FirstOrDefault(name => filled[name] is null) is { } missing ? NotifyError.BadRequest($"Missing personalisation: {missing}")
        : null;

    private static string? Text(JsonObject from, string name) => from[name]?.GetValue<string>();
}
