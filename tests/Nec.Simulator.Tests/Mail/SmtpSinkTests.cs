using System.Net.Mail;

namespace Nec.Simulator.Tests.Mail;

public sealed class SmtpSinkTests : Simulated
{
    [Fact]
    public async Task A_message_is_kept_with_envelope_instant_and_headers()
    {
        World.Now = London("2019-09-23 08:00");
        using var sender = await Sender.To(World.Mail);

        Assert.StartsWith("250", await sender.Deliver("Message-ID: <k@example.org>\r\nSubject: Due\r\n\r\nHello", "a@example.org", "b@example.org"), StringComparison.Ordinal);
        Assert.StartsWith("221", await sender.Say("QUIT"), StringComparison.Ordinal);

        var mail = Assert.Single(World.Mail.Messages);
        Assert.Equal("nec@example.org", mail.From);
        Assert.Equal(["a@example.org", "b@example.org"], mail.To);
        Assert.Equal(("<k@example.org>", "Due", "Hello\r\n"), (mail.MessageId, mail.Subject, mail.Text));
        Assert.Equal(London("2019-09-23 08:00"), mail.ReceivedAt);
        Assert.False(mail.OverTls);
        Assert.Null(mail.Html);
    }

    [Fact]
    public async Task The_greeting_names_what_the_server_can()
    {
        using var sender = await Sender.To(World.Mail);
        var greeting = await sender.Say("EHLO again.example.org");

        Assert.All(["PIPELINING", "8BITMIME", "SIZE ", "STARTTLS"], word => Assert.Contains(word, greeting, StringComparison.Ordinal));
        Assert.DoesNotContain("AUTH", greeting, StringComparison.Ordinal); // no user is known
        Assert.StartsWith("250 ", await sender.Say("HELO old.example.org"), StringComparison.Ordinal);
        Assert.StartsWith("250", await sender.Say("NOOP"), StringComparison.Ordinal);
        Assert.StartsWith("500", await sender.Say("BOO"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..\r\n...two\r\nend", ".\r\n..two\r\nend\r\n")]
    [InlineData("a\r\n..\r\nb", "a\r\n.\r\nb\r\n")]
    [InlineData("plain. dots\r\nwithin.lines", "plain. dots\r\nwithin.lines\r\n")]
    public async Task Stuffed_dots_are_taken_out(string sent, string kept)
    {
        using var sender = await Sender.To(World.Mail);
        await sender.Deliver("Subject: x\r\n\r\n" + sent);

        Assert.Equal("Subject: x\r\n\r\n" + kept, World.Mail.Messages[0].Raw);
    }

    [Fact]
    public async Task A_message_in_many_small_pieces_is_whole()
    {
        using var sender = await Sender.To(World.Mail);
        await sender.Say("MAIL FROM:<>");
        await sender.Say("RCPT TO:<a@example.org>");
        await sender.Say("DATA");
        foreach (var piece in new[] { "Subject: x\r", "\n\r\n.", ".begins\r\n", new string('y', 100_000), "\r", "\n", ".", "\r", "\n" })
        {
            await sender.Send(piece);
        }

        Assert.StartsWith("250", await sender.Reply(), StringComparison.Ordinal);
        Assert.Equal("Subject: x\r\n\r\n.begins\r\n" + new string('y', 100_000) + "\r\n", World.Mail.Messages[0].Raw);
    }

    [Fact]
    public async Task Commands_may_be_sent_all_at_once()
    {
        using var sender = await Sender.To(World.Mail);
        await sender.Send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
        string[] replies = [await sender.Reply(), await sender.Reply(), await sender.Reply()];
        await sender.Send("Subject: 1\r\n\r\none\r\n.\r\nMAIL FROM:<a@example.org>\r\nRSET\r\nQUIT\r\n");
        string[] more = [await sender.Reply(), await sender.Reply(), await sender.Reply(), await sender.Reply()];

        Assert.Equal(["250", "250", "354"], replies.Select(reply => reply[..3]));
        Assert.Equal(["250", "250", "250", "221"], more.Select(reply => reply[..3]));
        Assert.Equal(1, World.Mail.Count);
    }

    [Theory]
    [InlineData("RCPT TO:<a@example.org>", "503")]
    [InlineData("DATA", "503")]
    [InlineData("MAIL FROM:nobody", "501")]
    [InlineData("MAIL FROM:<a@example.org> SIZE=99999999", "552")]
    public async Task A_command_out_of_place_is_refused(string command, string code)
    {
        using var sender = await Sender.To(World.Mail);

        Assert.StartsWith(code, await sender.Say(command), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_over_the_size_is_refused_and_not_kept()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions { MaximumSize = 1000 }, Cancelled);
        using var sender = await Sender.To(sink);

        Assert.StartsWith("552", await sender.Deliver("Subject: x\r\n\r\n" + new string('y', 1500)), StringComparison.Ordinal);
        Assert.StartsWith("250", await sender.Deliver("Subject: x\r\n\r\nshort"), StringComparison.Ordinal);
        Assert.Null(Assert.Single(sink.Messages).ReceivedAt); // no clock was given
    }

    [Fact]
    public async Task The_frameworks_own_client_gets_its_mail_through()
    {
        using var client = new SmtpClient(World.Mail.Host, World.Mail.Port);
        using var message = new MailMessage("nec@example.org", "a@example.org", "Überfällig: Lyme Regis – über die Frist, noch einmal erinnert und gezählt", "Grüße\r\n.\r\nEnde");
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString("<p>Grüße</p>", null, "text/html"));
        await client.SendMailAsync(message, Cancelled);
        await World.Mail.WaitFor(1, Cancelled);

        var mail = World.Mail.Messages[0];
        Assert.Equal(message.Subject, mail.Subject);
        Assert.Equal("Grüße\r\n.\r\nEnde", mail.Text?.TrimEnd());
        Assert.Equal("<p>Grüße</p>", mail.Html?.TrimEnd());
    }

    [Fact]
    public async Task Many_senders_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            using var sender = await Sender.To(World.Mail);
            for (var i = 0; i < 50; i++)
            {
                await sender.Deliver($"Message-ID: <{number}-{i}@example.org>\r\n\r\nx");
            }
        }));

        Assert.Equal(400, World.Mail.Messages.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(8, World.Mail.Connections);
    }
}
