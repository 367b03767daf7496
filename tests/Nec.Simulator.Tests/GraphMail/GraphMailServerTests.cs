using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Nec.Simulator.Tests.GraphMail;

public sealed class GraphMailServerTests : Simulated
{
    private GraphMailServer Server => World.GraphMail;

    [Fact]
    public async Task A_signed_in_app_sends_and_the_mail_is_kept()
    {
        using var reply = await Send(Mail(("x-key", "1")), await Token());

        Assert.Equal((HttpStatusCode.Accepted, ""), (reply.StatusCode, await reply.Content.ReadAsStringAsync(Cancelled)));
        var mail = Assert.Single(Server.Messages);
        Assert.Equal(("Hello", "HTML", "<p>Hello.</p>", "1", true), (mail.Subject, mail.ContentType, mail.Content, mail.Headers["X-Key"], mail.SavedToSentItems));
        Assert.Equal(["a@example.org"], mail.To);
    }

    [Theory]
    [InlineData("client_secret", "wrong", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("client_id", "wrong", HttpStatusCode.BadRequest, "unauthorized_client")]
    [InlineData("scope", "Mail.Send", HttpStatusCode.BadRequest, "invalid_scope")]
    [InlineData("grant_type", "password", HttpStatusCode.BadRequest, "unsupported_grant_type")]
    public async Task A_wrong_sign_in_gives_no_token(string name, string value, HttpStatusCode status, string error)
    {
        using var reply = await SignIn(form => form[name] = value);

        Assert.Equal((status, error), (reply.StatusCode, (string?)JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!["error"]));
    }

    [Fact]
    public async Task Every_refusal_has_its_status_and_code()
    {
        var token = await Token();
        var noRecipient = Mail();
        noRecipient["message"]!["toRecipients"] = new JsonArray();
        Server.Refuse("a@example.org");

        Assert.Equal((400, "InvalidInternetMessageHeader"), await Refusal(Mail(("Auto-Submitted", "auto-generated")), token));
        Assert.Equal((400, "InvalidInternetMessageHeaderCollection"), await Refusal(Mail([.. Enumerable.Range(1, 6).Select(number => ($"x-{number}", ""))]), token));
        Assert.Equal((400, "ErrorInvalidRecipients"), await Refusal(noRecipient, token));
        Assert.Equal((400, "ErrorInvalidRecipients"), await Refusal(Mail(), token)); // refused by name
        Assert.Equal((400, "BadRequest"), await Refusal(new JsonObject { ["message"] = "text" }, token));
        Assert.Equal((401, "InvalidAuthenticationToken"), await Refusal(Mail(), "token-99"));
        Assert.Equal((404, "ErrorInvalidUser"), await Refusal(Mail(), token, "other@example.org"));
        Server.RevokeTokens();
        Assert.Equal((401, "InvalidAuthenticationToken"), await Refusal(Mail(), token));
        Assert.Empty(Server.Messages);
    }

    [Fact]
    public async Task Faults_happen_to_sends_only_and_a_dropped_one_is_kept()
    {
        Server.FailSending(GraphMailFault.Throttled(TimeSpan.FromSeconds(9)));
        Server.FailSending(GraphMailFault.MailboxConcurrency());
        Server.FailSending(GraphMailFault.DropBeforeReply());
        var token = await Token();

        using var throttled = await Send(Mail(), token);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(9)), (throttled.StatusCode, throttled.Headers.RetryAfter?.Delta));
        Assert.Equal((429, "ApplicationThrottled"), await Refusal(Mail(), token));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Send(Mail(), token));

        Assert.Single(Server.Messages);
    }

    private static JsonObject Mail(params (string Name, string Value)[] headers) => new()
    {
        ["message"] = new JsonObject
        {
            ["subject"] = "Hello",
            ["body"] = new JsonObject { ["contentType"] = "HTML", ["content"] = "<p>Hello.</p>" },
            ["toRecipients"] = new JsonArray(new JsonObject { ["emailAddress"] = new JsonObject { ["address"] = "a@example.org" } }),
            ["internetMessageHeaders"] = new JsonArray([.. headers.Select(header => new JsonObject { ["name"] = header.Name, ["value"] = header.Value })]),
        },
    };

    private async Task<string> Token()
    {
        using var reply = await SignIn(_ => { });

        return (string)JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!["access_token"]!;
    }

    private async Task<HttpResponseMessage> SignIn(Action<Dictionary<string, string>> change)
    {
        var form = new Dictionary<string, string>
        {
            ["client_id"] = Server.ClientId,
            ["client_secret"] = Server.ClientSecret,
            ["scope"] = "https://graph.microsoft.com/.default",
            ["grant_type"] = "client_credentials",
        };
        change(form);
        using var content = new FormUrlEncodedContent(form);

        return await Http.PostAsync(new Uri(Server.Address, $"{Server.TenantId}/oauth2/v2.0/token"), content, Cancelled);
    }

    private async Task<HttpResponseMessage> Send(JsonObject mail, string token, string? mailbox = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server.Address, $"v1.0/users/{mailbox ?? Server.Mailbox}/sendMail")) { Content = JsonContent.Create(mail) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        return await Http.SendAsync(request, Cancelled);
    }

    private async Task<(int Status, string? Code)> Refusal(JsonObject mail, string token, string? mailbox = null)
    {
        using var reply = await Send(mail, token, mailbox);

        return ((int)reply.StatusCode, (string?)JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancelled))!["error"]!["code"]);
    }
}
