using System.Security.Cryptography;
using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Smtp;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Mail.Smtp;

public sealed class SmtpMailSenderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_whole_over_tls_with_its_lone_dot()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions { RequireTls = true, User = "nec", Password = "secret é", RequireAuth = true }, Cancel);
        await using var sender = new SmtpMailSender(Tls(sink) with { User = "nec", Password = "secret é" });

        Assert.Equal(new SendOutcome.Sent(), await sender.Send(TestMail.Plain, Cancel));

        var mail = Assert.Single(sink.Messages);
        Assert.True(mail.OverTls);
        Assert.Equal(("nec@example.org", "inspector@example.org"), (mail.From, Assert.Single(mail.To)));
        Assert.Equal(System.Text.Encoding.ASCII.GetString(Mime.Write(TestMail.Plain)), mail.Raw);
    }

    [Fact]
    public async Task One_conversation_carries_many_mails()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions(), Cancel);
        await using var sender = new SmtpMailSender(Clear(sink));
        for (var number = 0; number < 20; number++)
        {
            Assert.Equal(new SendOutcome.Sent(), await sender.Send(TestMail.Plain with { MessageId = $"{number}@example.org" }, Cancel));
        }

        Assert.Equal((20, 1), (sink.Count, sink.Connections));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted_until_named()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions(), Cancel);
        await using var sender = new SmtpMailSender(Tls(sink) with { TrustedCertificate = null });

        var outcome = await sender.Send(TestMail.Plain, Cancel);

        Assert.StartsWith("the mail server's certificate is not trusted", Assert.IsType<SendOutcome.Temporary>(outcome).Reason, StringComparison.Ordinal);
        Assert.Equal(0, sink.Count);
    }

    [Fact]
    public async Task Without_the_encryption_that_is_required_nothing_is_sent()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions { OfferTls = false }, Cancel);
        await using var required = new SmtpMailSender(Tls(sink));
        await using var whenOffered = new SmtpMailSender(Tls(sink) with { Tls = SmtpTls.WhenOffered });

        Assert.StartsWith("the mail server offers no encryption", Assert.IsType<SendOutcome.Temporary>(await required.Send(TestMail.Plain, Cancel)).Reason, StringComparison.Ordinal);
        Assert.Equal(new SendOutcome.Sent(), await whenOffered.Send(TestMail.Plain, Cancel));
    }

    [Fact]
    public async Task A_wrong_password_is_our_trouble_not_the_mails()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions { User = "nec", Password = "right" }, Cancel);
        await using var sender = new SmtpMailSender(Tls(sink) with { User = "nec", Password = "wrong" });

        var outcome = Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel));

        Assert.StartsWith("the mail server does not accept Mail:Smtp:User and Mail:Smtp:Password: 535", outcome.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_for_now_and_one_for_good_are_told_apart_and_the_conversation_goes_on()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions(), Cancel);
        await using var sender = new SmtpMailSender(Clear(sink));
        await sender.Send(TestMail.Plain, Cancel);

        sink.Fail(SmtpFault.Temporary);
        Assert.StartsWith("the mail server does not accept the recipient: 451", Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel)).Reason, StringComparison.Ordinal);
        sink.Fail(SmtpFault.Permanent);
        Assert.StartsWith("the mail server does not accept the recipient: 550", Assert.IsType<SendOutcome.Permanent>(await sender.Send(TestMail.Plain, Cancel)).Reason, StringComparison.Ordinal);
        sink.Fail(SmtpFault.TemporaryAfterData);
        Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel));
        sink.Fail(SmtpFault.PermanentAfterData);
        Assert.IsType<SendOutcome.Permanent>(await sender.Send(TestMail.Plain, Cancel));
        Assert.Equal(new SendOutcome.Sent(), await sender.Send(TestMail.Plain, Cancel));

        Assert.Equal((2, 1), (sink.Count, sink.Connections));
    }

    [Fact]
    public async Task A_server_that_turns_us_away_or_is_not_there_is_a_passing_trouble()
    {
        SmtpOptions options;
        await using (var sink = await SmtpSink.Start(new SmtpSinkOptions(), Cancel))
        {
            options = Clear(sink);
            await using var sender = new SmtpMailSender(options);
            sink.Fail(SmtpFault.Unavailable);

            Assert.StartsWith("the mail server turned us away: 421", Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel)).Reason, StringComparison.Ordinal);
        }

        await using var late = new SmtpMailSender(options);
        Assert.StartsWith("the mail server cannot be reached", Assert.IsType<SendOutcome.Temporary>(await late.Send(TestMail.Plain, Cancel)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)] // kept, and the connection lost before the 250
    [InlineData(false)] // lost in the middle: the mail left us in one write, so we cannot know that it did not arrive
    public async Task No_answer_after_the_text_is_unknown(bool kept)
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions(), Cancel);
        await using var sender = new SmtpMailSender(Clear(sink));
        sink.Fail(kept ? SmtpFault.DropBeforeReply : SmtpFault.DropInData);

        Assert.IsType<SendOutcome.Unknown>(await sender.Send(TestMail.Plain, Cancel));
        Assert.Equal(kept ? 1 : 0, sink.Count);
        Assert.Equal(new SendOutcome.Sent(), await sender.Send(TestMail.Plain, Cancel)); // over a new conversation
    }

    [Fact]
    public async Task A_mail_that_cannot_be_written_is_given_up_without_asking_the_server()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions(), Cancel);
        await using var sender = new SmtpMailSender(Clear(sink));

        var outcome = await sender.Send(TestMail.Plain with { To = "inspéctor@example.org" }, Cancel);

        Assert.Equal(new SendOutcome.Permanent("the recipient's address has letters before the @ that mail servers do not carry; ask for an address in plain letters"), outcome);
        Assert.Equal(0, sink.Connections);
    }

    [Fact]
    public async Task A_large_mail_arrives_as_it_was()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions(), Cancel);
        await using var sender = new SmtpMailSender(Clear(sink));
        var text = string.Concat(Enumerable.Range(1, 20_000).Select(line => $".{line} é\n"));

        Assert.Equal(new SendOutcome.Sent(), await sender.Send(TestMail.Plain with { Text = text }, Cancel));
        Assert.Equal(text.TrimEnd('\n'), Assert.Single(sink.Messages).Text?.ReplaceLineEndings("\n").TrimEnd('\n'));
    }

    [Fact]
    public async Task Stopping_the_host_before_the_text_sends_nothing()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions(), Cancel);
        await using var sender = new SmtpMailSender(Clear(sink));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.Send(TestMail.Plain, stop.Token));
        Assert.Equal(0, sink.Count);
    }

    [Fact]
    public async Task Conversations_stay_within_the_pool()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions(), Cancel);
        await using var sender = new SmtpMailSender(Clear(sink) with { Connections = 3 });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => sender.Send(TestMail.Plain with { MessageId = $"{number}@example.org" }, Cancel)));

        Assert.All(outcomes, outcome => Assert.Equal(new SendOutcome.Sent(), outcome));
        Assert.Equal(40, sink.Count);
        Assert.InRange(sink.Connections, 1, 3);
    }

    [Theory]
    [InlineData("right é", true)]
    [InlineData("wrong", false)]
    public async Task A_server_that_knows_only_LOGIN_is_signed_in_to(string password, bool isGood)
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions { User = "nec", Password = "right é", RequireAuth = true, SignInWays = "LOGIN" }, Cancel);
        await using var sender = new SmtpMailSender(Tls(sink) with { User = "nec", Password = password });

        Assert.Equal(isGood, await sender.Send(TestMail.Plain, Cancel) is SendOutcome.Sent);
        Assert.Equal(isGood ? 1 : 0, sink.Count);
    }

    [Fact]
    public async Task A_server_whose_sign_in_we_do_not_know_is_named()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions { User = "nec", Password = "right", SignInWays = "XOAUTH2" }, Cancel);
        await using var sender = new SmtpMailSender(Tls(sink) with { User = "nec", Password = "right" });

        Assert.StartsWith("the mail server offers no sign-in that we know", Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encryption_from_the_first_byte_needs_no_STARTTLS()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions { ImplicitTls = true, User = "nec", Password = "right", RequireAuth = true, RequireTls = true }, Cancel);
        await using var sender = new SmtpMailSender(Tls(sink) with { Tls = SmtpTls.Implicit, User = "nec", Password = "right" });
        await using var mistrusting = new SmtpMailSender(Tls(sink) with { Tls = SmtpTls.Implicit, TrustedCertificate = null });

        Assert.Equal(new SendOutcome.Sent(), await sender.Send(TestMail.Plain, Cancel));
        Assert.True(Assert.Single(sink.Messages).OverTls);
        Assert.StartsWith("the mail server's certificate is not trusted", Assert.IsType<SendOutcome.Temporary>(await mistrusting.Send(TestMail.Plain, Cancel)).Reason, StringComparison.Ordinal);
    }

    private static SmtpOptions Clear(SmtpSink sink) => new() { Host = sink.Host, Port = sink.Port, Tls = SmtpTls.None };

    private static SmtpOptions Tls(SmtpSink sink) => new() { Host = sink.Host, Port = sink.Port, TrustedCertificate = sink.Certificate.GetCertHashString(HashAlgorithmName.SHA256) };
}
