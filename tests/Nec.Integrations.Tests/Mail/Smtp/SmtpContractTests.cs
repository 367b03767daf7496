using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Smtp;
using Nec.Integrations.Tests.Mail.Contract;

namespace Nec.Integrations.Tests.Mail.Smtp;

/// <summary>Against the simulator's mail server.</summary>
public sealed class SinkContractTests : SmtpContractTests
{
    private protected override async Task<SmtpUnderTest> Start(SmtpTls tls) => await SinkUnderTest.Start(tls, TestContext.Current.CancellationToken);
}

/// <summary>Against the mail server of the package SmtpServer.</summary>
public sealed class PackageContractTests : SmtpContractTests
{
    private protected override Task<SmtpUnderTest> Start(SmtpTls tls) => Task.FromResult<SmtpUnderTest>(new PackageUnderTest(tls));
}

/// <summary>What SMTP promises beside what every way does, whichever server is at the other end.</summary>
public abstract class SmtpContractTests : MailContractTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Bodies => new(
        "Good morning.\n.\nThat is all.\n",
        "..\n...\n.a\n",
        string.Concat(Enumerable.Range(1, 20_000).Select(line => $".{line} é ☃\n")),
        new string('x', 5_000));

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task The_text_arrives_byte_for_byte_as_the_preview_shows_it(string text)
    {
        await using var server = await Start(SmtpTls.None);
        var mail = TestMail.Plain with { Text = text, Subject = "=?utf-8?B?aGk=?= Ŷ " + new string('x', 200), ToName = "Łucja \"Lu\" Ó Dálaigh" };

        Assert.Equal(new SendOutcome.Sent(), await server.Sender.Send(mail, Cancel));

        Assert.Equal(System.Text.Encoding.ASCII.GetString(Mime.Write(mail)), Assert.Single(server.Texts));
    }

    [Theory]
    [InlineData(SmtpTls.Required)]
    [InlineData(SmtpTls.WhenOffered)]
    [InlineData(SmtpTls.Implicit)]
    public async Task The_way_is_encrypted_and_a_certificate_that_nobody_vouches_for_must_be_named(SmtpTls tls)
    {
        await using var server = await Start(tls == SmtpTls.WhenOffered ? SmtpTls.Required : tls);
        var mistrusting = server.New(server.Options with { Tls = tls, TrustedCertificate = null });
        var other = server.New(server.Options with { Tls = tls, TrustedCertificate = new string('0', 64) });
        var strict = server.New(server.Options with { Tls = tls, TrustedCertificate = null, CheckRevocation = true });
        var trusting = server.New(server.Options with { Tls = tls });

        foreach (var sender in (SmtpMailSender[])[mistrusting, other, strict])
        {
            Assert.StartsWith("the mail server's certificate is not trusted", Reason(await sender.Send(TestMail.Plain, Cancel)), StringComparison.Ordinal);
        }

        Assert.Empty(server.Arrived);
        Assert.Equal(new SendOutcome.Sent(), await trusting.Send(TestMail.Plain, Cancel));
    }

    [Fact]
    public async Task One_conversation_carries_many_mails_and_a_refusal_does_not_end_it()
    {
        await using var server = await Start(SmtpTls.None);
        foreach (var code in (int[])[0, 451, 550])
        {
            foreach (var afterText in (bool[])[false, true])
            {
                await server.Sender.Send(TestMail.Plain, Cancel);
                if (code > 0)
                {
                    server.Refuse(code, afterText);
                    var outcome = await server.Sender.Send(TestMail.Plain, Cancel);

                    Assert.Equal(code == 451, outcome is SendOutcome.Temporary);
                    Assert.Equal(code == 550, outcome is SendOutcome.Permanent);
                    Assert.Matches($"^the mail server does not accept the {(afterText ? "mail" : "recipient")}: {code / 100}[0-9][0-9] ", Reason(outcome));
                }
            }
        }

        Assert.Equal((6, 1), (server.Arrived.Count, server.Conversations));
    }

    [Fact]
    public async Task Conversations_are_as_many_as_the_settings_allow()
    {
        await using var server = await Start(SmtpTls.None);
        var sender = server.New(server.Options with { Connections = 3 });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => sender.Send(TestMail.Plain with { MessageId = $"{number}@example.org" }, Cancel)));

        Assert.All(outcomes, outcome => Assert.Equal(new SendOutcome.Sent(), outcome));
        Assert.Equal(40, server.Arrived.Select(mail => mail.Id).Distinct().Count());
        Assert.InRange(server.Conversations, 1, 3);
    }

    [Fact]
    public async Task A_silent_server_holds_up_its_own_mail_and_no_other()
    {
        await using var server = await Start(SmtpTls.None);
        var held = server.HoldNext();
        var waiting = server.Sender.Send(TestMail.Plain, Cancel);
        await held;

        Assert.Equal(new SendOutcome.Sent(), await server.Sender.Send(TestMail.Plain with { MessageId = "another@example.org" }, Cancel));
        Assert.False(waiting.IsCompleted);
        server.Time.Advance(SmtpOptions.VerdictLimit);
        Assert.IsType<SendOutcome.Unknown>(await waiting);
    }

    [Fact]
    public async Task Once_the_text_has_left_no_stop_counts_and_the_answer_has_its_time()
    {
        await using var server = await Start(SmtpTls.None);
        using var stop = new CancellationTokenSource();
        var held = server.HoldNext();
        var sending = server.Sender.Send(TestMail.Plain, stop.Token);
        await held;

        await stop.CancelAsync();
        server.Time.Advance(SmtpOptions.VerdictLimit - TimeSpan.FromSeconds(1));
        Assert.False(sending.IsCompleted);
        server.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new SendOutcome.Unknown("the mail server took the whole mail and did not say whether it keeps it", SafeToRepeat: true), await sending);
    }

    [Fact]
    public async Task A_wrong_password_is_our_trouble_not_the_mails_and_is_tried_once()
    {
        await using var server = await Start(SmtpTls.Required);
        server.ChangeSecret();

        var reason = Reason(Assert.IsType<SendOutcome.Temporary>(await server.Sender.Send(TestMail.Plain, Cancel)));

        Assert.StartsWith("the mail server does not accept Mail:Smtp:User and Mail:Smtp:Password: 535 ", reason, StringComparison.Ordinal);
        Assert.Equal(1, server.Conversations);
    }

    [Fact]
    public async Task Only_an_address_that_needs_it_is_sent_with_SMTPUTF8_and_nothing_with_8BITMIME()
    {
        await using var server = await Start(SmtpTls.None);
        string[] addresses = ["inspector@example.org", "inspéctor@example.org", "inspector@bücher.example.org"];
        foreach (var address in addresses)
        {
            Assert.Equal(new SendOutcome.Sent(), await server.Sender.Send(TestMail.Plain with { To = address }, Cancel));
        }

        Assert.Equal(["inspector@example.org", "inspéctor@example.org", "inspector@xn--bcher-kva.example.org"], server.Arrived.Select(mail => mail.To));
        Assert.Equal([false, true, false], server.Parameters.Select(asked => asked.Contains("SMTPUTF8", StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(server.Parameters, asked => asked.Contains("BODY", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("<inspéctor@example.org>", server.Texts[1], StringComparison.Ordinal);
    }

    private protected sealed override async Task<TransportUnderTest> Start() => await Start(SmtpTls.None);

    private protected abstract Task<SmtpUnderTest> Start(SmtpTls tls);
}
