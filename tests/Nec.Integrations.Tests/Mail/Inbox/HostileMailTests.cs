using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Nec.Core.Inbox;
using Nec.Integrations.Http;
using Nec.Integrations.Mail.Inbox;
using Nec.Testing;

namespace Nec.Integrations.Tests.Mail.Inbox;

/// <summary>A mail that is built to hurt is refused or says nothing, and the mail behind it is read.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HostileMailTests : IAsyncLifetime
{
    private const string Report = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\nMIME-Version: 1.0\r\n\r\n";
    private const string Failed = "Final-Recipient: rfc822; rowan.ashdown@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n";
    private const string Returned = "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <1@example.org>\r\n\r\n--b--\r\n";

    private Dovecot _box = null!; // set before each test

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Dovecot.IsHere, Dovecot.WhyNot);
        _box = await Dovecot.NewBox(Token);
    }

    public ValueTask DisposeAsync() => _box?.DisposeAsync() ?? ValueTask.CompletedTask;

    public static TheoryData<string, string> Refused => new()
    {
        { "more header fields than a mail has", string.Concat(Enumerable.Range(0, 600).Select(at => $"X-{at}: a\r\n")) + "\r\ntext" },
        { "headers without an end", $"X-Long: {new string('a', 300_000)}\r\n\r\ntext" },
        { "two senders' fields", "From: a@example.org\r\nFrom: b@example.org\r\n\r\ntext" },
        { "two fields that say what it answers", "In-Reply-To: <1@example.org>\r\nIn-Reply-To: <2@example.org>\r\n\r\ntext" },
        { "two types", $"Content-Type: text/plain\r\n{Report}--b--\r\n" },
        { "a return alone in a header", "Subject: a\rAuto-Submitted: auto-replied\r\n\r\ntext" },
        { "two actions", Reporting($"{Failed}Action: delivered\r\n") },
        { "two codes", Reporting($"{Failed}Status: 2.0.0\r\n") },
        { "two recipients in one group", Reporting($"{Failed}Final-Recipient: rfc822; b@example.org\r\n") },
        { "a return alone in the report", Reporting("Final-Recipient: rfc822; a@example.org\rAction: failed\r\nStatus: 5.1.1\r\n") },
        { "a report without an end", Reporting(new string('a', 300_000)) },
        { "more recipients than a mail of ours has", Reporting(string.Join("\r\n", Enumerable.Repeat(Failed, 300))) },
        { "two reports", Reporting($"{Failed}\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n{Failed}") },
    };

    public static TheoryData<string, string> Silent => new()
    {
        { "parts nested a thousand deep", Nested(1000) },
        { "ten thousand parts", Report + string.Concat(Enumerable.Repeat("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n", 10_000)) + "--b--\r\n" },
        { "a boundary that never ends", Report + $"--b{new string('b', 100_000)}\r\n" },
        { "a boundary of nothing", Report.Replace("boundary=b", "boundary=\"\"", StringComparison.Ordinal) + Failed },
        { "letters of no alphabet", $"From: =?nonsense?Q?=FF=FE?= <a@example.org>\r\nSubject: =?utf-8?B?////?=\r\nAuto-Submitted: =?x?B?!?=\r\n{Report}--b--\r\n" },
        { "base64 that is none", Report + "--b\r\nContent-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!not base64!!!!\r\n" + Returned },
        { "an address that runs over lines", Reporting("Final-Recipient: rfc822; a@example.org\r\n b@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n") },
        { "a recipient of another kind", Reporting(Failed.Replace("rfc822;", "x400;", StringComparison.Ordinal)) },
        { "groups within groups of addresses", $"To: {string.Concat(Enumerable.Repeat("g:", 2000))}a@example.org{new string(';', 2000)}\r\n\r\ntext" },
        { "remarks within remarks", $"From: {new string('(', 50_000)}a@example.org{new string(')', 50_000)}\r\n\r\ntext" },
        { "no headers at all", "\r\ntext" },
        { "nothing", "" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_could_be_read_two_ways_or_without_end_is_refused(string why, string mail) => Assert.True(await First(mail) is null, why);

    [Theory]
    [MemberData(nameof(Silent))]
    public async Task What_is_merely_broken_says_nothing(string why, string mail)
    {
        var read = await First(mail);

        Assert.True(read?.Returned is null or { Reports: [] }, why);
        Assert.True(read?.AutoSubmitted is not "auto-replied", why);
    }

    [Fact]
    public async Task A_code_and_an_action_are_passed_on_as_they_stand()
    {
        var report = Assert.Single((await First(Reporting(Failed.Replace("failed", "Failed (for good)", StringComparison.Ordinal))))!.Returned!.Reports);

        Assert.Equal(("Failed", "5.1.1"), (report.Action, report.Status?.ToString()));
    }

    [Fact]
    public async Task Exchange_Onlines_word_on_a_sender_names_no_server()
    {
        const string Mail = "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=police.example.org; dkim=pass (signature was verified)"
            + " header.d=police.example.org;dmarc=pass action=none header.from=police.example.org;compauth=pass reason=100\r\nFrom: a@police.example.org\r\n\r\ntext";

        Assert.Equal([new SenderCheck(null, "police.example.org")], (await First(Mail))!.SenderChecks);
    }

    [Theory]
    [InlineData("mx.example.org; dmarc=fail header.from=police.example.org")]
    [InlineData("mx.example.org; dmarc=pass smtp.mailfrom=police.example.org")] // not the address that readers see
    [InlineData("mx.example.org; dmarc=pass header.from=a.example.org; dmarc=pass header.from=police.example.org")]
    [InlineData("mx.example.org; spf=pass smtp.mailfrom=police.example.org")]
    [InlineData("mx.example.org; none")]
    public async Task No_word_that_DMARC_passed_is_no_word(string results) =>
        Assert.Equal([new SenderCheck("mx.example.org", null)], (await First($"Authentication-Results: {results}\r\nFrom: a@police.example.org\r\n\r\ntext"))!.SenderChecks);

    [Fact]
    public async Task Below_a_word_that_cannot_be_read_nobodys_counts()
    {
        const string Mail = "Authentication-Results: ;;; = ((\r\nAuthentication-Results: mx.example.org; dmarc=pass header.from=police.example.org\r\nFrom: a@police.example.org\r\n\r\ntext";

        Assert.Empty((await First(Mail))!.SenderChecks);
    }

    private static string Reporting(string group) =>
        $"{Report}--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n{group}\r\n{Returned}";

    private static string Nested(int deep)
    {
        var mail = new StringBuilder(Report);
        for (var at = 0; at < deep; at++)
        {
            mail.Append(CultureInfo.InvariantCulture, $"--{(at == 0 ? "b" : $"b{at - 1}")}\r\nContent-Type: multipart/mixed; boundary=b{at}\r\n\r\n");
        }

        return mail.ToString();
    }

    // Behind it lies a good mail, which is always read.
    private async Task<InboxMail?> First(string mail)
    {
        _box.Deliver(Encoding.Latin1.GetBytes(mail), DateTimeOffset.UnixEpoch.AddYears(49));
        _box.Deliver(MailSamples.Bytes("postfix"), DateTimeOffset.UnixEpoch.AddYears(49));
        var options = new InboxOptions { Host = "127.0.0.1", Port = _box.TlsPort, User = _box.User, Password = Dovecot.Password, TrustedCertificate = _box.Thumbprint };
        using var reader = new InboxReader(options, new HttpOptions());
        using var inbox = await reader.Open(Token);
        var waiting = await inbox.After(0, 10, Token);
        var read = await inbox.Read(waiting[0], Token);
        Assert.Equal(MailSamples.NoticeId, Assert.IsType<ReadMail.Fit>(await inbox.Read(waiting[1], Token)).Mail.Returned?.MessageId);
        return (read as ReadMail.Fit)?.Mail;
    }
}
