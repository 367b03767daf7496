using Nec.Core.Inbox;
using Nec.Integrations.Http;
using Nec.Integrations.Mail.Inbox;
using Nec.Testing;

namespace Nec.Integrations.Tests.Mail.Inbox;

/// <summary>A server that refuses for a moment loses no mail, and a wrong password is given once.</summary>
public sealed class InboxFaultTests : IAsyncLifetime
{
    private const string Plain = "From: a@example.org\r\n\r\n";
    private const string Report = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n";

    private readonly ScriptedImap _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("NO [UNAVAILABLE] later")]
    [InlineData("BAD not now")]
    [InlineData("")] // it hangs up
    public async Task A_refusal_for_a_moment_says_nothing_of_the_mail(string fault)
    {
        _server.Mails[1] = Plain;
        _server.Fault = command => command.Contains("[HEADER]", StringComparison.Ordinal) ? fault : null;
        using (var inbox = await Open())
        {
            await Assert.ThrowsAsync<IntegrationException>(() => inbox.Read(1, Token));
        }

        _server.Fault = _ => null;
        using var again = await Open();
        Assert.Equal(["a@example.org"], Assert.IsType<ReadMail.Fit>(await again.Read(1, Token)).Mail.From);
    }

    [Theory]
    [InlineData("INTERNALDATE")]
    [InlineData("[HEADER]")]
    public async Task A_mail_that_the_server_does_not_tell_of_is_gone(string asked)
    {
        _server.Mails[1] = Plain;
        _server.Fault = command => command.Contains(asked, StringComparison.Ordinal) ? "OK done" : null;
        using var inbox = await Open();

        Assert.Equal([1u], await inbox.After(0, 10, Token));
        Assert.IsType<ReadMail.Gone>(await inbox.Read(1, Token));
    }

    [Theory]
    [InlineData("NO no such part")]
    [InlineData("BAD no such part")]
    public async Task A_part_that_is_refused_behind_the_first_is_not_there(string fault)
    {
        _server.Mails[1] = Report;
        _server.Sections["1.MIME"] = "Content-Type: message/delivery-status\r\n\r\n";
        _server.Sections["1"] = "Final-Recipient: rfc822; a@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n";
        _server.Fault = command => command.Contains("[2.MIME]", StringComparison.Ordinal) ? fault : null;
        using var inbox = await Open();

        Assert.Single(Assert.IsType<ReadMail.Fit>(await inbox.Read(1, Token)).Mail.Returned!.Reports);
    }

    [Fact]
    public async Task A_first_part_that_is_refused_is_a_refusal()
    {
        _server.Mails[1] = Report;
        _server.Fault = command => command.Contains("[1.MIME]", StringComparison.Ordinal) ? "NO later" : null;
        using var inbox = await Open();

        await Assert.ThrowsAsync<IntegrationException>(() => inbox.Read(1, Token));
    }

    [Theory]
    [InlineData("AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5", "AUTHENTICATE PLAIN")]
    [InlineData("AUTH=LOGIN AUTH=CRAM-MD5", "AUTHENTICATE LOGIN")]
    [InlineData("", "LOGIN ")]
    public async Task A_wrong_password_is_given_once(string offers, string way)
    {
        _server.Offers = offers;
        _server.Fault = command => IsSignIn(command) ? "NO [AUTHENTICATIONFAILED] no" : null;

        var refused = await Assert.ThrowsAsync<IntegrationException>(Open);

        Assert.Contains("Mail:Inbox:Password", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith(way, Assert.Single(_server.Commands, IsSignIn), StringComparison.Ordinal);
    }

    private static bool IsSignIn(string command) =>
        command.StartsWith("AUTHENTICATE ", StringComparison.Ordinal) || command.StartsWith("LOGIN ", StringComparison.Ordinal);

    private async Task<OpenInbox> Open()
    {
        var options = new InboxOptions
        {
            Host = "127.0.0.1",
            Port = _server.Port,
            Tls = InboxTls.None,
            User = "nec",
            Password = "an_invented_password",
            TimeoutSeconds = 20,
        };
        using var reader = new InboxReader(options, new HttpOptions());
        return await reader.Open(Token);
    }
}
