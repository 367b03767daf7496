using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>GOV.UK Notify: takes e-mails for one template, shows them again by their reference or id for seven days, and checks every token against the world's clock.</summary>
public sealed class NotifyServer : SimulatedServer
{
    private const string List = "/v2/notifications";
    private const string Email = List + "/email";

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private readonly SimulatedTime time;
    private readonly ConcurrentQueue<NotifyMessage> messages = new();
    private readonly ConcurrentDictionary<string, NotifyError> refused = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> outcomes = new(StringComparer.OrdinalIgnoreCase);
    private int taken;

    internal NotifyServer(SimulatedTime time) => this.time = time;

    public string ServiceId { get; } = "26785a09-0000-4000-8000-a37497a57506";

    public string Secret { get; set; } = "3d844edf-0000-4000-8000-e847b4f122b0";

    public string TemplateId { get; } = "5a1b2c3d-0000-4000-8000-1f2e3d4c5b6a";

    /// <summary>As Notify shows it once: name, service and secret.</summary>
    public string ApiKey => $"nec-test-key-{ServiceId}-{Secret}";

    /// <summary>Everything taken so far, oldest first.</summary>
    public IReadOnlyList<NotifyMessage> Messages => [.. messages];

    /// <summary>The next sends meet this fault; look-ups do not.</summary>
    public void FailSending(HttpFault fault, int times = 1) => Fail(fault, times, Email);

    /// <summary>The next look-ups meet this fault.</summary>
    public void FailLookingUp(HttpFault fault, int times = 1) => Fail(fault, times, List);

    /// <summary>The next questions about one e-mail meet this fault.</summary>
    public void FailAsking(string id, HttpFault fault, int times = 1) => Fail(fault, times, $"{List}/{id}");

    /// <summary>This recipient is refused from now on.</summary>
    public void Refuse(string address) => refused[address] = NotifyError.Validation("email_address Not a valid email address");

    /// <summary>From now on this is the status of every e-mail to a recipient: <c>sending</c>, <c>delivered</c>, <c>permanent-failure</c>, …</summary>
    public void Deliver(string address, string status) => outcomes[address] = status;

    private protected override Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";

        return NotifyKey.Refusal(context.Request.Headers.Authorization.ToString(), ServiceId, Secret, time.Now) is { } error ? error.Send(context)
            : (context.Request.Method, path) switch
            {
                ("POST", Email) => Take(context),
                ("GET", List) => Show(context),
                ("GET", _) when Find(path) is { } message => Reply.Text(context, 200, "application/json", Shown(message, withContent: true).ToJsonString(GraphApi.Spelling)),
                _ => new NotifyError(404, "NoResultFound", "No result found").Send(context),
            };
    }

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var id = new Guid(Interlocked.Increment(ref taken), 0, 0x4000, [0x80, 0, 0, 0, 0, 0, 0, 0]);
        var (message, error) = NotifyRequest.Read(await reader.ReadToEndAsync(context.RequestAborted), TemplateId, id);
        if (message is null || refused.TryGetValue(message.EmailAddress, out error))
        {
            await error!.Send(context); // no message: there is an error
            return;
        }

        messages.Enqueue(message with { CreatedAt = time.Now });
        await Reply.Text(context, 201, "application/json", new JsonObject
        {
            ["id"] = message.Id.ToString(),
            ["reference"] = message.Reference,
            ["content"] = new JsonObject { ["subject"] = message.Subject, ["body"] = message.Body, ["from_email"] = "nec@example.org", ["one_click_unsubscribe_url"] = null },
            ["uri"] = $"{Address}v2/notifications/{message.Id}",
            ["template"] = new JsonObject { ["id"] = TemplateId, ["version"] = 1, ["uri"] = $"{Address}v2/template/{TemplateId}" },
            ["sanitised_content"] = new JsonObject(),
        }.ToJsonString(GraphApi.Spelling));
    }

    private Task Show(HttpContext context)
    {
        var reference = context.Request.Query["reference"].ToString();
        var found = messages.Where(message => IsRemembered(message) && (reference.Length == 0 || message.Reference == reference))
            .Select(message => (JsonNode)Shown(message, withContent: false));

        return Reply.Text(context, 200, "application/json", new JsonObject
        {
            ["notifications"] = new JsonArray([.. found]),
            ["links"] = new JsonObject { ["current"] = $"{Address}v2/notifications?reference={Uri.EscapeDataString(reference)}" },
        }.ToJsonString(GraphApi.Spelling));
    }

    private bool IsRemembered(NotifyMessage message) => time.Now - message.CreatedAt < Remembered;

    private NotifyMessage? Find(string path) =>
        path.StartsWith(List + "/", StringComparison.Ordinal) && Guid.TryParse(path[(List.Length + 1)..], out var id)
            ? messages.FirstOrDefault(message => message.Id == id && IsRemembered(message))
            : null;

    private JsonObject Shown(NotifyMessage message, bool withContent)
    {
        var status = outcomes.GetValueOrDefault(message.EmailAddress, "sending");
        var created = Written(message.CreatedAt);
        var shown = new JsonObject
        {
            ["id"] = message.Id.ToString(),
            ["reference"] = message.Reference,
            ["email_address"] = message.EmailAddress,
            ["type"] = "email",
            ["status"] = status,
            ["created_at"] = created,
            ["sent_at"] = created,
            ["completed_at"] = status == "sending" ? null : Written(time.Now),
        };
        if (withContent)
        {
            shown["subject"] = message.Subject;
            shown["body"] = message.Body;
        }

        return shown;
    }

    private static string Written(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
