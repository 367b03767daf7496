using System.Text;

namespace Nec.Simulator.Tests.Mail;

public sealed class SmtpSignInTests
{
    private static readonly SmtpSinkOptions Strict = new() { RequireTls = true, RequireAuth = true, User = "nec", Password = "pass word" };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_needs_TLS_and_then_a_sign_in()
    {
        await using var sink = await SmtpSink.Start(Strict, Cancelled);
        using var sender = await Sender.To(sink);

        Assert.DoesNotContain("AUTH", await sender.Say("EHLO x"), StringComparison.Ordinal);
        Assert.StartsWith("530 5.7.0 Must", await sender.Deliver("Subject: x\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("530 5.7.0 Must", await sender.Say("AUTH PLAIN " + Base64("\0nec\0pass word")), StringComparison.Ordinal);
        await sender.Secure(sink);
        var greeting = await sender.Say("EHLO x");
        Assert.Contains("AUTH PLAIN LOGIN", greeting, StringComparison.Ordinal);
        Assert.DoesNotContain("STARTTLS", greeting, StringComparison.Ordinal);
        Assert.StartsWith("530 5.7.0 Auth", await sender.Deliver("Subject: x\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("235", await sender.Say("AUTH PLAIN " + Base64("\0nec\0pass word")), StringComparison.Ordinal);
        Assert.StartsWith("250", await sender.Deliver("Subject: x\r\n\r\n"), StringComparison.Ordinal);

        Assert.True(Assert.Single(sink.Messages).OverTls);
    }

    [Theory]
    [InlineData("nec", "pass word", "235")]
    [InlineData("nec", "wrong", "535")]
    [InlineData("Nec", "pass word", "535")]
    public async Task Every_way_of_signing_in_is_checked(string user, string password, string code)
    {
        await using var sink = await SmtpSink.Start(Strict with { RequireTls = false }, Cancelled);
        string[][] ways =
        [
            ["AUTH PLAIN " + Base64($"\0{user}\0{password}")],
            ["AUTH PLAIN", Base64($"\0{user}\0{password}")],
            ["AUTH LOGIN", Base64(user), Base64(password)],
            ["AUTH LOGIN " + Base64(user), Base64(password)],
        ];
        foreach (var way in ways)
        {
            using var sender = await Sender.To(sink);
            var reply = "";
            foreach (var line in way)
            {
                reply = await sender.Say(line);
            }

            Assert.StartsWith(code, reply, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("AUTH PLAIN !!!")]
    [InlineData("AUTH XOAUTH2 abc")]
    public async Task Nonsense_signs_nobody_in(string line)
    {
        await using var sink = await SmtpSink.Start(Strict with { RequireTls = false }, Cancelled);
        using var sender = await Sender.To(sink);

        Assert.StartsWith("535", await sender.Say(line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task STARTTLS_forgets_what_was_said_in_clear()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions(), Cancelled);
        using var sender = await Sender.To(sink);
        await sender.Say("MAIL FROM:<a@example.org>");
        await sender.Secure(sink);

        Assert.StartsWith("503", await sender.Say("RCPT TO:<b@example.org>"), StringComparison.Ordinal); // the state was forgotten
    }

    [Fact]
    public async Task What_is_slipped_in_behind_STARTTLS_is_not_obeyed()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions(), Cancelled);
        using var sender = await Sender.To(sink);
        await sender.Send("STARTTLS\r\nNOOP\r\n");
        Assert.StartsWith("220", await sender.Reply(), StringComparison.Ordinal);
        await sender.ShakeHands(sink);

        Assert.StartsWith("503", await sender.Say("RCPT TO:<b@example.org>"), StringComparison.Ordinal); // the NOOP's 250 would come first
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
