using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Nec.Core.Deliveries;
using Nec.Core.Inbox;
using Nec.Integrations.Http;
using Nec.Integrations.Mail.Inbox;
using Nec.Testing;

namespace Nec.Integrations.Tests.Mail.Inbox;

/// <summary>The mailbox is read from a real IMAP server, and left as it was.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class InboxReaderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Arrival = new(2019, 9, 16, 7, 30, 0, TimeSpan.Zero);

    private Dovecot _box = null!; // set before each test

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Dovecot.IsHere, Dovecot.WhyNot);
        _box = await Dovecot.NewBox(Token);
    }

    public ValueTask DisposeAsync() => _box?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData("postfix", "5.1.1")]
    [InlineData("exchange", "5.1.10")]
    [InlineData("gmail", "5.1.1")]
    [InlineData("exim", "5.0.0")]
    public async Task A_delivery_report_says_which_mail_failed_for_whom(string server, string status)
    {
        Deliver(MailSamples.Bytes(server));

        var returned = Assert.IsType<Core.Inbox.ReturnedMail>((await ReadAll()).Single()?.Returned);

        Assert.Equal(MailSamples.NoticeId, returned.MessageId);
        Assert.Equal(Report(MailSamples.Recipient, status), returned.Reports[0]);
    }

    [Fact]
    public async Task Of_a_mail_that_Graph_sent_our_own_Message_ID_counts()
    {
        Deliver(MailSamples.Bytes(
            "exchange",
            ($"Message-ID: {MailSamples.NoticeId}\r\nMIME-Version", $"Message-ID: <graph@example.org>\r\nx-nec-message-id: {MailSamples.NoticeId}\r\nMIME-Version")));

        Assert.Equal(MailSamples.NoticeId, (await ReadAll()).Single()?.Returned?.MessageId);
    }

    [Fact]
    public async Task A_report_on_several_recipients_tells_of_each()
    {
        Deliver(MailSamples.Bytes("postfix"));

        Assert.Equal(
            [Report("rowan.ashdown@example.org", "5.1.1"), Report("callum.wrey@example.org", "4.4.1")],
            (await ReadAll()).Single()!.Returned!.Reports);
    }

    [Fact]
    public async Task A_report_in_plain_words_alone_is_no_report()
    {
        Deliver(MailSamples.Bytes("exim-plain"));

        Assert.Null((await ReadAll()).Single()!.Returned);
    }

    [Fact]
    public async Task Mails_come_oldest_first_each_once_and_the_arrival_is_the_servers()
    {
        Deliver(MailSamples.Bytes("out-of-office"));
        Deliver(MailSamples.Bytes("newsletter"), Arrival.AddHours(1));
        Deliver(MailSamples.Bytes("postfix"), Arrival.AddHours(-1));
        using var inbox = await Open();

        var first = await inbox.After(0, 2, Token);
        var rest = await inbox.After(first[^1], 2, Token);

        Assert.Equal([1u, 2u], first);
        Assert.Equal([3u], rest);
        Assert.Equal([Arrival, Arrival.AddHours(1), Arrival.AddHours(-1)], (await ReadAll()).Select(mail => mail!.ArrivedAt.ToUniversalTime()));
        Assert.Empty(await inbox.After(3, 2, Token));
    }

    [Fact]
    public async Task Nothing_in_the_box_changes()
    {
        Deliver(MailSamples.Bytes("exchange"));
        Deliver(MailSamples.Bytes("newsletter"));
        var before = _box.Files();

        await ReadAll();

        Assert.Equal(before, _box.Files());
        Assert.All(before, file => Assert.StartsWith("new/", file, StringComparison.Ordinal)); // a flag would move it to cur/
    }

    [Fact]
    public async Task A_mail_that_is_too_large_is_not_fetched()
    {
        Deliver([.. MailSamples.Bytes("newsletter"), .. new byte[OpenInbox.MostBytes]]);
        Deliver(MailSamples.Bytes("out-of-office"));

        var read = await ReadAll();

        Assert.Null(read[0]);
        Assert.NotNull(read[1]);
    }

    [Fact]
    public async Task A_box_that_counts_anew_says_so()
    {
        Deliver(MailSamples.Bytes("newsletter"));
        using var before = await Open();
        await before.After(0, 10, Token);

        _box.ForgetUids();

        using var after = await Open();
        Assert.NotEqual(before.Validity, after.Validity);
        Assert.Single(await after.After(0, 10, Token));
    }

    [Fact]
    public async Task Who_a_mail_is_from_and_to_is_told_as_plain_addresses()
    {
        Deliver(MailSamples.Bytes("newsletter"));

        var mail = (await ReadAll()).Single()!;

        Assert.Equal(["north@police.example.org"], mail.From);
        Assert.Equal(["clerk@sherborne.example.org", "clerk@bridport.example.org"], mail.To);
        Assert.Equal(["nec+7f3k9q2mx4@example.org", "partner@example.org"], mail.Cc);
        Assert.Equal(
            [new("mx.example.org", "police.example.org"), new("mx.example.org", "elsewhere.example.org")], mail.SenderChecks);
        Assert.False(mail.IsList);
    }

    [Theory]
    [InlineData("To: undisclosed-recipients:;\r\n")]
    [InlineData("To: a@example.org\r\nList-Id: <all.example.org>\r\n")]
    [InlineData("To: a@example.org\r\nPrecedence: bulk\r\n")]
    public async Task A_list_is_told(string headers)
    {
        Deliver(Encoding.ASCII.GetBytes($"From: b@example.org\r\n{headers}\r\ntext\r\n"));

        Assert.True((await ReadAll()).Single()!.IsList);
    }

    [Fact]
    public async Task StartTls_encrypts_and_a_thumbprint_is_trust_enough()
    {
        Deliver(MailSamples.Bytes("newsletter"));

        Assert.Single(await ReadAll(Options() with { Tls = InboxTls.StartTls, Port = _box.ClearPort }));
    }

    [Fact]
    public async Task In_clear_a_server_on_this_machine_may_be_read() =>
        Assert.Empty(await ReadAll(Options() with { Tls = InboxTls.None, Port = _box.ClearPort }));

    [Fact]
    public Task A_certificate_that_nobody_vouches_for_is_refused() =>
        Refused(Options() with { TrustedCertificate = null }, "certificate is not trusted");

    [Fact]
    public Task Another_certificate_than_the_trusted_one_is_refused() =>
        Refused(Options() with { TrustedCertificate = new string('A', 64) }, "certificate is not trusted");

    [Fact]
    public Task Encryption_never_falls_back_to_clear_text() =>
        Refused(Options() with { Port = _box.ClearPort }, "does not speak TLS on this port");

    [Fact]
    public Task A_wrong_password_names_its_settings() =>
        Refused(Options() with { Password = "wrong" }, "does not accept Mail:Inbox:User with Mail:Inbox:Password");

    [Fact]
    public Task A_folder_that_is_not_there_is_named_by_its_setting() =>
        Refused(Options() with { Folder = "Nowhere" }, "no folder of the name in Mail:Inbox:Folder");

    [Fact]
    public async Task A_server_that_is_not_there_is_named_by_its_settings()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        await Refused(Options() with { Port = port }, "check Mail:Inbox:Host and Mail:Inbox:Port");
    }

    private static DeliveryReport Report(string recipient, string status) => new()
    {
        Way = ReportWay.DeliveryReport,
        Action = "failed",
        Status = MailStatus.Of(status),
        Recipient = recipient,
        ReportedAt = Arrival,
    };

    private InboxOptions Options() => new()
    {
        Host = "127.0.0.1",
        Port = _box.TlsPort,
        User = _box.User,
        Password = Dovecot.Password,
        TrustedCertificate = _box.Thumbprint,
        TimeoutSeconds = 20,
    };

    private void Deliver(ReadOnlySpan<byte> mail, DateTimeOffset? arrivedAt = null) => _box.Deliver(mail, arrivedAt ?? Arrival);

    private async Task<OpenInbox> Open(InboxOptions? options = null)
    {
        using var reader = new InboxReader(options ?? Options(), new HttpOptions());
        return await reader.Open(Token);
    }

    private async Task<List<InboxMail?>> ReadAll(InboxOptions? options = null)
    {
        using var inbox = await Open(options);
        List<InboxMail?> read = [];
        foreach (var mail in await inbox.After(0, 200, Token))
        {
            read.Add((await inbox.Read(mail, Token) as ReadMail.Fit)?.Mail);
        }

        return read;
    }

    private async Task Refused(InboxOptions options, string says)
    {
        var refused = await Assert.ThrowsAsync<IntegrationException>(() => Open(options));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Dovecot.Password, refused.Message, StringComparison.Ordinal);
    }
}
