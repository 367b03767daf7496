using System.Net;
using System.Net.Sockets;
using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Smtp;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Mail.Smtp;

/// <summary>Servers that let us down, at every step: what that means for the mail, and that the next one arrives.</summary>
public sealed class SmtpFaultTests
{
    private const string Late = "the mail server did not answer in time";
    private const string Gone = "the mail server closed the connection or does not speak SMTP: check Mail:Smtp:Host and Mail:Smtp:Port";
    private const string Cut = "the mail server cannot be reached or closed the connection: check Mail:Smtp:Host and Mail:Smtp:Port";
    private const string NoTls = "the encryption with the mail server fails: check Mail:Smtp:Port and Mail:Smtp:Tls (Implicit is for port 465)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Steps => ["greeting", "EHLO", "STARTTLS", "handshake", "AUTH", "MAIL", "RCPT", "DATA"];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_server_that_falls_silent_before_the_text_has_as_long_as_the_settings_say(string step)
    {
        await using var server = await SinkUnderTest.Start(SmtpTls.Required, Cancel);
        server.Sink.Fail(SmtpFault.StallAt(step));
        var sending = server.Sender.Send(TestMail.Plain, Cancel);
        await server.Sink.WaitForStall(Cancel);

        server.Time.Advance(TimeSpan.FromSeconds(server.Options.TimeoutSeconds - 1));
        Assert.False(sending.IsCompleted);
        server.Time.Advance(TimeSpan.FromSeconds(1));

        var isOfTransport = step is not ("MAIL" or "RCPT" or "DATA");
        Assert.Equal(new SendOutcome.Temporary(Late) { IsOfTransport = isOfTransport }, await sending);
        Assert.Empty(server.Arrived);
        await TheNextArrives(server);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_stop_before_the_text_is_heard_at_once(string step)
    {
        await using var server = await SinkUnderTest.Start(SmtpTls.Required, Cancel);
        using var stop = new CancellationTokenSource();
        server.Sink.Fail(SmtpFault.StallAt(step));
        var sending = server.Sender.Send(TestMail.Plain, stop.Token);
        await server.Sink.WaitForStall(Cancel);

        await stop.CancelAsync();

        var stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(stop.Token, stopped.CancellationToken);
        Assert.Empty(server.Arrived);
        await TheNextArrives(server);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_server_that_hangs_up_before_the_text_has_not_got_the_mail(string step)
    {
        await using var server = await SinkUnderTest.Start(SmtpTls.Required, Cancel);
        foreach (var fault in (SmtpFault[])[SmtpFault.CloseAt(step), SmtpFault.ResetAt(step)])
        {
            server.Sink.Fail(fault);

            var outcome = Assert.IsType<SendOutcome.Temporary>(await server.New(server.Options).Send(TestMail.Plain, Cancel));

            Assert.Equal(step is not ("MAIL" or "RCPT" or "DATA"), outcome.IsOfTransport);
            Assert.Contains(outcome.Reason, (string[])(step == "handshake" ? [NoTls] : [Gone, Cut]));
            Assert.Empty(server.Arrived);
        }

        await TheNextArrives(server);
    }

    [Fact]
    public async Task A_server_that_is_silent_after_a_text_lets_the_next_mail_pass_after_ten_seconds()
    {
        await using var server = await SinkUnderTest.Start(SmtpTls.None, Cancel);
        var sender = server.New(server.Options with { Connections = 1 });
        var read = server.HoldNext();
        var held = sender.Send(TestMail.Plain, Cancel);
        await read;
        var next = sender.Send(TestMail.Plain, Cancel);

        server.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(next.IsCompleted);
        server.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<SendOutcome.Sent>(await next);
        Assert.False(held.IsCompleted);
    }

    [Fact]
    public async Task An_urgent_mail_passes_those_that_a_silent_server_holds_up()
    {
        await using var server = await SinkUnderTest.Start(SmtpTls.None, Cancel);
        var sender = server.New(server.Options with { Connections = 1 });
        var read = server.HoldNext();
        var held = sender.Send(TestMail.Plain, Cancel);
        await read;
        var waiting = sender.Send(TestMail.Plain, Cancel);

        Assert.IsType<SendOutcome.Sent>(await sender.Send(TestMail.Plain with { IsUrgent = true }, Cancel));
        Assert.False(held.IsCompleted || waiting.IsCompleted);
    }

    [Fact]
    public async Task A_server_that_hangs_up_after_the_text_leaves_us_not_knowing()
    {
        await using var server = await SinkUnderTest.Start(SmtpTls.None, Cancel);
        SmtpFault[] faults = [SmtpFault.CloseAt("text"), SmtpFault.ResetAt("text"), SmtpFault.CloseAt("text", "this is no SMTP"), SmtpFault.DropInData, SmtpFault.DropBeforeReply];
        foreach (var fault in faults)
        {
            server.Sink.Fail(fault);

            Assert.True(Assert.IsType<SendOutcome.Unknown>(await server.Sender.Send(TestMail.Plain, Cancel)).SafeToRepeat);
        }

        Assert.Single(server.Arrived); // the last one was kept
        await TheNextArrives(server);
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_a_long_text_is_never_taken_for_an_answer()
    {
        await using var server = await SinkUnderTest.Start(SmtpTls.None, Cancel);
        server.Sink.Fail(SmtpFault.DropInData);

        var outcome = await server.Sender.Send(TestMail.Plain with { Text = string.Concat(Enumerable.Repeat("A long line of text.\n", 100_000)) }, Cancel);

        Assert.True(outcome is SendOutcome.Temporary or SendOutcome.Unknown); // how much the machine's buffers took before is not ours to say
        Assert.Empty(server.Arrived);
        await TheNextArrives(server);
    }

    [Theory]
    [InlineData("")]
    [InlineData("421 4.3.2 Closing down")]
    public async Task A_kept_conversation_that_has_died_is_replaced_by_a_new_one(string lastWords)
    {
        await using var server = await SinkUnderTest.Start(SmtpTls.None, Cancel);
        await TheNextArrives(server);
        foreach (var step in (string[])["MAIL", "RCPT", "DATA"])
        {
            server.Sink.Fail(SmtpFault.CloseAt(step, lastWords));
            var before = server.Conversations;

            await TheNextArrives(server);
            Assert.Equal(before + 1, server.Conversations);
        }
    }

    [Fact]
    public async Task A_conversation_is_not_kept_for_longer_than_servers_wait()
    {
        await using var server = await SinkUnderTest.Start(SmtpTls.None, Cancel);
        await TheNextArrives(server);
        server.Time.Advance(TimeSpan.FromSeconds(30));
        await TheNextArrives(server);
        Assert.Equal(1, server.Conversations);
        server.Time.Advance(TimeSpan.FromSeconds(31));
        await TheNextArrives(server);
        Assert.Equal(2, server.Conversations);
    }

    [Fact]
    public async Task A_server_that_closes_down_says_so_with_its_code()
    {
        await using var server = await SinkUnderTest.Start(SmtpTls.None, Cancel);
        server.Sink.Fail(SmtpFault.CloseAt("text", "421 4.3.2 Closing down"));

        Assert.Equal(new SendOutcome.Temporary("the mail server is closing down: 421 4.3.2 Closing down"), await server.Sender.Send(TestMail.Plain, Cancel));
        await TheNextArrives(server);
    }

    [Theory]
    [InlineData("421 4.3.2 Not now")]
    [InlineData("554 5.7.1 Never, <nec@example.org>")] // no reason to give this mail up
    public async Task A_server_that_turns_us_away_is_a_passing_trouble(string words)
    {
        await using var server = await SinkUnderTest.Start(SmtpTls.None, Cancel);
        server.Sink.Fail(SmtpFault.CloseAt("greeting", words));

        Assert.Equal(
            new SendOutcome.Temporary($"the mail server turned us away: {words.Replace("<nec@example.org>", "(address)", StringComparison.Ordinal)}") { IsOfTransport = true },
            await server.Sender.Send(TestMail.Plain, Cancel));
        await TheNextArrives(server);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_passing_trouble()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound, and not listening
        await using var sender = new SmtpMailSender(new() { Host = "127.0.0.1", Port = ((IPEndPoint)taken.LocalEndPoint!).Port }); // it is bound

        Assert.Equal(new SendOutcome.Temporary(Cut) { IsOfTransport = true }, await sender.Send(TestMail.Plain, Cancel));
    }

    [Fact]
    public async Task Something_that_speaks_no_TLS_after_STARTTLS_gets_no_mail()
    {
        foreach (var tls in (SmtpTls[])[SmtpTls.Required, SmtpTls.WhenOffered])
        {
            await using var server = await SinkUnderTest.Start(SmtpTls.Required, Cancel);
            var sender = server.New(server.Options with { Tls = tls });
            server.Sink.Fail(SmtpFault.BadTls);

            Assert.Equal(new SendOutcome.Temporary(NoTls) { IsOfTransport = true }, await sender.Send(TestMail.Plain, Cancel));
            Assert.Equal((0, 1), (server.Sink.Count, server.Conversations)); // and did not try again in clear
        }
    }

    [Fact]
    public async Task Encryption_from_the_first_byte_with_a_server_that_begins_in_clear_fails()
    {
        await using var server = await SinkUnderTest.Start(SmtpTls.Required, Cancel);

        Assert.Equal(new SendOutcome.Temporary(NoTls) { IsOfTransport = true }, await server.New(server.Options with { Tls = SmtpTls.Implicit }).Send(TestMail.Plain, Cancel));
    }

    [Fact]
    public async Task What_is_spoken_before_the_encryption_is_not_heard_after_it()
    {
        await using var server = await SinkUnderTest.Start(SmtpTls.Required, Cancel);
        server.Sink.Fail(SmtpFault.SpeakBeforeTls("250-other.example.org\r\n250-SMTPUTF8\r\n250 AUTH LOGIN"));

        Assert.Equal(new SendOutcome.Sent(), await server.Sender.Send(TestMail.Plain, Cancel)); // had it been, every answer would be one too early
        Assert.True(Assert.Single(server.Sink.Messages).OverTls);
    }

    [Fact]
    public async Task Without_the_encryption_that_is_required_nothing_is_said()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions { OfferTls = false }, Cancel);
        var options = new SmtpOptions { Host = sink.Host, Port = sink.Port };
        await using var required = new SmtpMailSender(options);
        await using var whenOffered = new SmtpMailSender(options with { Tls = SmtpTls.WhenOffered });

        Assert.Equal(
            new SendOutcome.Temporary("the mail server offers no encryption (STARTTLS); if that is meant, set Mail:Smtp:Tls to WhenOffered or None") { IsOfTransport = true },
            await required.Send(TestMail.Plain, Cancel));
        Assert.Equal(new SendOutcome.Sent(), await whenOffered.Send(TestMail.Plain, Cancel));
    }

    [Fact]
    public async Task A_server_without_SMTPUTF8_is_a_reason_to_ask_for_another_address()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions(), Cancel);
        await using var sender = new SmtpMailSender(new() { Host = sink.Host, Port = sink.Port, Tls = SmtpTls.None });

        Assert.Equal(
            new SendOutcome.Permanent("the recipient's address has letters before the @ that this mail server does not carry (SMTPUTF8); ask for an address in plain letters"),
            await sender.Send(TestMail.Plain with { To = "inspéctor@example.org" }, Cancel));
        Assert.Equal(new SendOutcome.Sent(), await sender.Send(TestMail.Plain, Cancel));
    }

    private static async Task TheNextArrives(SmtpUnderTest server)
    {
        var before = server.Arrived.Count;

        Assert.Equal(new SendOutcome.Sent(), await server.Sender.Send(TestMail.Plain, Cancel));
        Assert.Equal(before + 1, server.Arrived.Count);
    }
}
