using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Nec.Simulator.Tests.Notify;

public sealed class NotifyServerTests : Simulated
{
    private NotifyServer Server => World.Notify;

    [Fact]
    public async Task A_mail_is_taken_and_found_again_by_its_reference()
    {
        var (status, taken) = await Send(Mail());
        var (_, found) = await Ask("v2/notifications?reference=n%2B1");
        var (_, none) = await Ask("v2/notifications?reference=n");

        Assert.Equal((201, "n+1", "Hello"), (status, (string?)taken["reference"], (string?)taken["content"]!["subject"]));
        Assert.Equal((string?)taken["id"], (string?)Assert.Single(found["notifications"]!.AsArray())!["id"]);
        Assert.Empty(none["notifications"]!.AsArray());
        Assert.Equal(("a@example.org", "n+1", "Hello", "Good morning."), Assert.Single(Server.Messages) switch { var mail => (mail.EmailAddress, mail.Reference, mail.Subject, mail.Body) });
    }

    [Fact]
    public async Task A_mail_is_found_by_its_id_with_its_status_for_seven_days()
    {
        var (_, taken) = await Send(Mail());
        var path = $"v2/notifications/{taken["id"]}";
        var (_, sending) = await Ask(path);
        Server.Deliver("A@example.org", "permanent-failure");
        var (_, failed) = await Ask(path);

        Assert.Equal(("sending", null), ((string?)sending["status"], (string?)sending["completed_at"]));
        Assert.Equal(("permanent-failure", "a@example.org", "n+1"), ((string?)failed["status"], (string?)failed["email_address"], (string?)failed["reference"]));
        Assert.NotNull(failed["completed_at"]);
        Assert.Equal((404, "NoResultFound"), Error(await Ask("v2/notifications/00000000-0000-4000-8000-000000000000")));
        World.Now += TimeSpan.FromDays(7);
        Assert.Equal((404, "NoResultFound"), Error(await Ask(path)));
        Assert.Empty((await Ask("v2/notifications")).Body["notifications"]!.AsArray());
    }

    [Theory]
    [InlineData(0, 201)]
    [InlineData(30, 201)]
    [InlineData(-30, 201)]
    [InlineData(31, 403)]
    [InlineData(-31, 403)]
    public async Task A_token_is_good_for_thirty_seconds(int age, int status) => Assert.Equal(status, (await Send(Mail(), Token(age: age))).Status);

    [Fact]
    public async Task A_token_that_is_not_ours_is_refused()
    {
        Assert.Equal((401, "AuthError"), Error(await Send(Mail(), "")));
        Assert.Equal((403, "AuthError"), Error(await Send(Mail(), "abc")));
        Assert.Equal((403, "AuthError"), Error(await Send(Mail(), "a.b.c")));
        Assert.Equal((403, "AuthError"), Error(await Send(Mail(), Token(secret: "another"))));
        Assert.Equal((403, "AuthError"), Error(await Send(Mail(), Token(service: "another"))));
        Assert.Equal((403, "AuthError"), Error(await Send(Mail(), Token(algorithm: "none"))));
        Assert.Empty(Server.Messages);
    }

    [Theory]
    [InlineData("email_address", null, "ValidationError")]
    [InlineData("email_address", "nobody", "ValidationError")]
    [InlineData("template_id", "x", "ValidationError")]
    [InlineData("template_id", "00000000-0000-4000-8000-000000000000", "BadRequestError")]
    [InlineData("personalisation", null, "BadRequestError")]
    [InlineData("colour", "blue", "ValidationError")]
    public async Task A_wrong_field_is_refused(string name, string? value, string error)
    {
        var mail = Mail();
        mail[name] = value;

        Assert.Equal((400, error), Error(await Send(mail)));
    }

    [Fact]
    public async Task Each_fault_has_its_name_and_a_dropped_mail_is_kept()
    {
        Server.FailSending(NotifyFault.RateLimit());
        Server.FailSending(NotifyFault.DailyLimit());
        Server.FailSending(NotifyFault.TeamOnly());
        Server.FailSending(NotifyFault.Invalid());
        Server.FailSending(NotifyFault.Refused());
        Server.FailSending(NotifyFault.Broken());
        Server.FailSending(NotifyFault.DropBeforeReply());
        List<(int, string?)> seen = [];
        for (var number = 0; number < 6; number++)
        {
            seen.Add(Error(await Send(Mail())));
        }

        Assert.Equal([(429, "RateLimitError"), (429, "TooManyRequestsError"), (400, "BadRequestError"), (400, "ValidationError"), (403, "AuthError"), (500, "AssertionError")], seen);
        Assert.Empty(Server.Messages);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Send(Mail()));
        Assert.Single(Server.Messages);
    }

    private static (int, string?) Error((int Status, JsonNode Body) reply) => (reply.Status, (string?)reply.Body["errors"]![0]!["error"]);

    private JsonObject Mail() => new()
    {
        ["email_address"] = "a@example.org",
        ["template_id"] = Server.TemplateId,
        ["personalisation"] = new JsonObject { ["subject"] = "Hello", ["body"] = "Good morning." },
        ["reference"] = "n+1",
    };

    private string Token(int age = 0, string? secret = null, string? service = null, string algorithm = "HS256")
    {
        var signed = $"{Encoded($$"""{"typ":"JWT","alg":"{{algorithm}}"}""")}.{Encoded($$"""{"iss":"{{service ?? Server.ServiceId}}","iat":{{World.Now.ToUnixTimeSeconds() - age}}}""")}";

        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? Server.Secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private async Task<(int Status, JsonNode Body)> Send(JsonObject mail, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server.Address, "v2/notifications/email")) { Content = JsonContent.Create(mail) };

        return await Answer(request, token ?? Token());
    }

    private async Task<(int Status, JsonNode Body)> Ask(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.Address, path));

        return await Answer(request, Token());
    }

    private async Task<(int Status, JsonNode Body)> Answer(HttpRequestMessage request, string token)
    {
        request.Headers.Authorization = token.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", token);
        using var reply = await Http.SendAsync(request, Cancelled);

        return ((int)reply.StatusCode, JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!);
    }
}
