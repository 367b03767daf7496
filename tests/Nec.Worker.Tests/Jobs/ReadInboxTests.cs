using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Core.Facts;
using Nec.Integrations.Mail.Inbox;
using Nec.Storage;
using Nec.Testing;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;
using Npgsql;

namespace Nec.Worker.Tests.Jobs;

/// <summary>What comes back to the mailbox is kept once, whatever cuts the run short, and changes nothing of what goes out.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ReadInboxTests : IAsyncLifetime
{
    private const string Start = "2019-09-16T08:00Z";

    private Workplace _place = null!; // set before each test
    private Dovecot _box = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Dovecot.IsHere, Dovecot.WhyNot);
        _place = await Workplace.Open(Start, TeamFile.Of("newsletter", TeamFile.Newsletter, "2019-01-01"));
        _box = await Dovecot.NewBox(Token);
        foreach (var (name, value) in new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Host"] = "127.0.0.1",
            ["Port"] = _box.TlsPort.ToString(CultureInfo.InvariantCulture),
            ["User"] = _box.User,
            ["Password"] = Dovecot.Password,
            ["TrustedCertificate"] = _box.Thumbprint,
            ["Trust"] = "Named",
            ["AuthServId"] = "mx.example.org",
            ["Newsletters:0:Team"] = "north",
            ["Newsletters:0:Commitment"] = "newsletter",
            ["Newsletters:0:From"] = "north@police.example.org",
            ["Newsletters:0:Secret"] = MailSamples.Secret,
        })
        {
            _place.Settings[$"Mail:Inbox:{name}"] = value;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_box?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_place?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Without_a_host_nothing_is_read_and_the_run_is_skipped()
    {
        await using var place = await Workplace.Open(Start, TeamFile.Of("newsletter", TeamFile.Newsletter));

        Assert.Equal((RunOutcome.Skipped, "no Mail:Inbox:Host is set"), Told(await Workplace.Run<ReadInbox>(await place.Host())));
    }

    [Theory]
    [InlineData("postfix")]
    [InlineData("exchange")]
    [InlineData("gmail")]
    [InlineData("exim")]
    public async Task A_permanent_failure_marks_its_address_and_the_admin_is_told_once(string server)
    {
        var app = await _place.Host();
        Deliver(server, await Queued(app));

        var first = await Workplace.Run<ReadInbox>(app);
        var second = await Workplace.Run<ReadInbox>(app);

        Assert.Equal((RunOutcome.Succeeded, "1 mail read: 1 delivery report (1 of them about an address that fails)"), Told(first));
        Assert.Equal((RunOutcome.Skipped, "no new mail"), Told(second));
        Assert.Equal(MailSamples.Recipient, await _place.Ask<string>("select address from nec.failing_address"));
        Assert.Equal(1, await _place.Ask<int>("select count(*)::int from nec.notice where kind = 'admin'"));
    }

    [Fact]
    public async Task Nothing_that_comes_in_touches_what_goes_out()
    {
        var app = await _place.Host();
        Deliver("postfix", await Queued(app));
        Deliver("out-of-office", await Queued(app, "next"));
        const string Line = "select string_agg(notice::text, ';' order by notice_id) from nec.notice where kind = 'digest'";
        var before = await _place.Ask<string>(Line);

        await Workplace.Run<ReadInbox>(app);
        var untouched = await _place.Ask<string>(Line);
        await Workplace.Run<SendMail>(app);

        Assert.Equal(before, untouched);
        Assert.Equal(2, _place.World.Mail.Messages.Count(mail => mail.To.Contains(MailSamples.Recipient)));
    }

    [Fact]
    public async Task A_report_about_a_mail_that_is_not_ours_or_made_up_counts_for_nothing()
    {
        var app = await _place.Host();
        var id = await Queued(app);
        _box.Deliver(MailSamples.Bytes("postfix"), _place.Clock.Now); // a Message-ID that we never gave
        _box.Deliver(MailSamples.Bytes("exim-plain", (MailSamples.NoticeId, id)), _place.Clock.Now); // plain words alone
        _box.Deliver(MailSamples.Bytes("gmail", (MailSamples.NoticeId, id), ("Action: failed", "Action: delayed")), _place.Clock.Now);
        _box.Deliver(MailSamples.Bytes("gmail", (MailSamples.NoticeId, id), ("Status: 5.1.1", "Status: 4.1.1")), _place.Clock.Now);

        var run = await Workplace.Run<ReadInbox>(app);

        Assert.Equal("4 mails read: 3 delivery reports (0 of them about an address that fails), 1 left untouched", run.Summary);
        Assert.Equal(0, await _place.Ask<int>("select count(*)::int from nec.failing_address"));
    }

    [Fact]
    public async Task A_reader_who_is_away_is_remembered_for_two_weeks()
    {
        var app = await _place.Host();
        var id = await Queued(app);
        Deliver("out-of-office", id);
        _box.Deliver(MailSamples.Bytes("out-of-office"), _place.Clock.Now); // answers nothing of ours
        _box.Deliver(MailSamples.Bytes("out-of-office", (MailSamples.NoticeId, id), ("From: Rowan Ashdown <rowan.ashdown@", "From: Other <other@")), _place.Clock.Now);

        var run = await Workplace.Run<ReadInbox>(app);

        var away = app.Services.GetRequiredService<AwayReplies>();
        Assert.Equal("3 mails read: 1 automatic reply, 2 left untouched", run.Summary);
        Assert.Equal([(MailSamples.Recipient, _place.Clock.Now)], (await away.At(_place.Clock.Now, Token)).Select(one => (one.Key, one.Value)));
        Assert.Single(await away.At(_place.Clock.Now.AddDays(14).AddMinutes(-1), Token));
        Assert.Empty(await away.At(_place.Clock.Now.AddDays(14), Token));
        _place.MoveTo(_place.Clock.Now.AddDays(15));
        await Workplace.Run<PurgeExpired>(app);
        Assert.Equal(0, await _place.Ask<int>("select count(*)::int from nec.away_reply"));
    }

    [Fact]
    public async Task A_newsletter_in_copy_is_on_record_for_the_day_of_its_arrival_and_who_answers_for_it_is_told_once()
    {
        var app = await _place.Host();
        _box.Deliver(MailSamples.Bytes("newsletter", ("15 Sep 2019", "13 Sep 2019"), ("Sun,", "Fri,")), _place.Clock.Now.AddDays(-3));

        var run = await Workplace.Run<ReadInbox>(app);
        _box.ForgetUids();
        var again = await Workplace.Run<ReadInbox>(app);

        Assert.Equal(("1 mail read: 1 newsletter", "1 mail read: 1 newsletter"), (run.Summary, again.Summary));
        var record = Assert.Single((await Workplace.Facts(app)).OfType<Occurrence>());
        Assert.Equal(("newsletter", Outcome.Held, new DateOnly(2019, 9, 13)), (record.Commitment, record.Outcome, record.OccurredOn));
        Assert.Equal("A copy came by mail. It names 3 recipients in To and Cc.", record.Note);
        Assert.Equal("inspector@example.org", await _place.Ask<string>("select recipient_address from nec.notice where kind = 'newsletter'"));
        Assert.Contains("https://nec.example.org/promises/north/newsletter", await _place.Ask<string>("select text_body from nec.notice where kind = 'newsletter'"), StringComparison.Ordinal);
        Assert.Equal("record-occurrence|mailbox", await _place.Ask<string>("select action || '|' || who from nec.audit where team = 'north' and action like 'record-%'"));
    }

    [Theory]
    [InlineData("header.from=police.example.org", "header.from=police.example.net")] // another domain passed
    [InlineData("mx.example.org;", "mx.example.net;")] // another server says so
    [InlineData("<north@police.example.org>", "<south@police.example.org>")] // another sender
    [InlineData("Date: Sun, 15 Sep 2019", "Date: Wed, 11 Sep 2019")] // an old one
    [InlineData("Message-ID:", "X-Message-ID:")] // a replay could not be told
    public async Task A_newsletter_that_nobody_vouches_for_is_a_question_once_a_day_and_no_evidence(string from, string to)
    {
        var app = await _place.Host();
        _box.Deliver(MailSamples.Bytes("newsletter", (from, to)), _place.Clock.Now);
        _box.Deliver(MailSamples.Bytes("newsletter", (from, to)), _place.Clock.Now);

        Assert.Equal("2 mails read: 2 newsletters in doubt: the owner is asked", (await Workplace.Run<ReadInbox>(app)).Summary);
        Assert.Empty(await Workplace.Facts(app));
        Assert.Equal("inspector@example.org Nec: was this your newsletter?", await _place.Ask<string>("select recipient_address || ' ' || subject from nec.notice where kind = 'newsletter'"));
    }

    [Fact]
    public async Task A_mail_that_does_not_know_the_secret_asks_nobody()
    {
        var app = await _place.Host();
        _box.Deliver(MailSamples.Bytes("newsletter", ("nec+7f3k9q2mx4@", "nec@")), _place.Clock.Now);

        Assert.Equal("1 mail read: 1 left untouched", (await Workplace.Run<ReadInbox>(app)).Summary);
        Assert.Equal(0, await _place.Ask<int>("select count(*)::int from nec.notice"));
    }

    [Fact]
    public async Task A_newsletter_that_is_sent_again_records_nothing()
    {
        var app = await _place.Host();
        _box.Deliver(MailSamples.Bytes("newsletter"), _place.Clock.Now.AddDays(-1));
        _box.Deliver(MailSamples.Bytes("newsletter"), _place.Clock.Now);

        Assert.Equal("2 mails read: 1 newsletter, 1 newsletter sent again", (await Workplace.Run<ReadInbox>(app)).Summary);
        Assert.Equal(new DateOnly(2019, 9, 15), Assert.Single((await Workplace.Facts(app)).OfType<Occurrence>()).OccurredOn);
        Assert.Equal(1, await _place.Ask<int>("select count(*)::int from nec.notice where kind = 'newsletter'"));
    }

    [Fact]
    public async Task A_mail_that_cannot_be_read_keeps_the_position_and_is_passed_over_after_three_runs()
    {
        await using var server = Scripted();
        (server.Mails[1], server.Mails[2], server.Mails[3]) = ("From: a@example.org\r\n\r\n", "From: b@example.org\r\n\r\n", "From: c@example.org\r\n\r\n");
        server.Fault = command => command.StartsWith("UID FETCH 2 ", StringComparison.Ordinal) ? "NO later" : null;
        var app = await _place.Host();
        const string Position = "select concat_ws(' ', last_uid, failed_uid, failed_tries) from nec.inbox_position";

        foreach (var stands in (string[])["1 2 1", "1 2 2", "2"])
        {
            await Assert.ThrowsAsync<Integrations.Http.IntegrationException>(() => Workplace.Run<ReadInbox>(app));
            Assert.Equal(stands, await _place.Ask<string>(Position));
        }

        Assert.Equal("1 mail read: 1 left untouched", (await Workplace.Run<ReadInbox>(app)).Summary);
        Assert.Equal("3", await _place.Ask<string>(Position));
    }

    [Fact]
    public async Task A_mail_that_is_refused_for_a_moment_is_read_by_the_next_run()
    {
        await using var server = Scripted();
        server.Mails[1] = "From: a@example.org\r\n\r\n";
        server.Fault = command => command.StartsWith("UID FETCH 1 ", StringComparison.Ordinal) ? "" : null;
        var app = await _place.Host();
        await Assert.ThrowsAsync<Integrations.Http.IntegrationException>(() => Workplace.Run<ReadInbox>(app));

        server.Fault = _ => null;
        Assert.Equal("1 mail read: 1 left untouched", (await Workplace.Run<ReadInbox>(app)).Summary);
    }

    [Fact]
    public async Task A_mail_that_the_server_has_no_longer_does_not_hold_the_box_up()
    {
        await using var server = Scripted();
        server.Mails[1] = "";
        server.Fault = command => command.StartsWith("UID FETCH 1 ", StringComparison.Ordinal) ? "OK done" : null;
        var app = await _place.Host();

        Assert.Equal("1 mail read: 1 deleted before it could be read", (await Workplace.Run<ReadInbox>(app)).Summary);
        Assert.Equal(RunOutcome.Skipped, (await Workplace.Run<ReadInbox>(app)).Outcome);
    }

    [Fact]
    public async Task A_server_that_counts_from_below_is_read_from_its_oldest_mail()
    {
        await using var server = Scripted();
        server.Mails[9] = "From: a@example.org\r\n\r\n";
        var app = await _place.Host();
        await Workplace.Run<ReadInbox>(app);
        server.Mails.Clear();
        server.Mails[1] = "From: b@example.org\r\n\r\n";

        Assert.Equal("1 mail read: 1 left untouched", (await Workplace.Run<ReadInbox>(app)).Summary);
        Assert.Equal(RunOutcome.Skipped, (await Workplace.Run<ReadInbox>(app)).Outcome);
    }

    [Theory]
    [InlineData("23514", true)] // the mail's content breaks a rule of the database
    [InlineData("22001", true)] // or is too long for it
    [InlineData("54000", true)]
    [InlineData("53100", false)] // a full disk is not the mail's fault
    [InlineData("57P01", false)]
    public async Task What_the_database_refuses_of_a_mail_holds_the_box_up_for_three_runs_and_its_own_trouble_for_ever(string code, bool isOfTheMail)
    {
        var app = await _place.Host();
        Deliver("postfix", await Queued(app));
        await _place.Refuse("failing_address", "true", code);
        for (var run = 0; run < ReadInbox.MostTries; run++)
        {
            await Assert.ThrowsAsync<PostgresException>(() => Workplace.Run<ReadInbox>(app));
        }

        Assert.Equal(isOfTheMail ? 1 : 0, await _place.Ask<int>("select count(*)::int from nec.inbox_position where last_uid = 1"));
    }

    [Fact]
    public async Task A_newsletter_without_a_promise_is_told_in_the_run()
    {
        _place.Settings["Mail:Inbox:Newsletters:0:Commitment"] = "bulletin";
        var app = await _place.Host();
        _box.Deliver(MailSamples.Bytes("newsletter"), _place.Clock.Now);

        Assert.Contains("1 newsletter not recorded: check Mail:Inbox:Newsletters", (await Workplace.Run<ReadInbox>(app)).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_dies_between_effect_and_position_is_made_up_for_and_nothing_is_told_twice()
    {
        var app = await _place.Host();
        Deliver("postfix", await Queued(app));
        _box.Deliver(MailSamples.Bytes("newsletter"), _place.Clock.Now);
        await _place.Refuse("inbox_position", "true", "53100"); // as with a full disk

        await Assert.ThrowsAsync<PostgresException>(() => Workplace.Run<ReadInbox>(app));
        await Assert.ThrowsAsync<PostgresException>(() => Workplace.Run<ReadInbox>(app));
        Assert.Equal(0, await _place.Ask<int>("select count(*)::int from nec.inbox_position"));
        await _place.Ask<string>("drop trigger refuse on nec.inbox_position; select ''");
        var run = await Workplace.Run<ReadInbox>(app);

        Assert.Equal(2, run.Figures["read"]);
        Assert.Equal(1, await _place.Ask<int>("select count(*)::int from nec.failing_address"));
        Assert.Equal(1, await _place.Ask<int>("select count(*)::int from nec.notice where kind = 'admin'"));
        Assert.Equal(1, await _place.Ask<int>("select count(*)::int from nec.notice where kind = 'newsletter'"));
        Assert.Single(await Workplace.Facts(app), fact => fact is Occurrence);
    }

    [Fact]
    public async Task A_run_reads_two_hundred_and_the_next_goes_on_with_the_oldest()
    {
        var app = await _place.Host();
        for (var at = 0; at <= ReadInbox.MostMails; at++)
        {
            _box.Deliver("From: a@example.org\r\n\r\ntext\r\n"u8, _place.Clock.Now);
        }

        var first = await Workplace.Run<ReadInbox>(app);
        var second = await Workplace.Run<ReadInbox>(app);

        Assert.Equal("200 mails read: 200 left untouched; the rest waits for the next run", first.Summary);
        Assert.Equal("1 mail read: 1 left untouched", second.Summary);
    }

    [Fact]
    public async Task One_bad_mail_stops_nothing()
    {
        var app = await _place.Host();
        _box.Deliver("From: a@example.org\r\nFrom: b@example.org\r\n\r\ntext\r\n"u8, _place.Clock.Now);
        _box.Deliver(Encoding.ASCII.GetBytes($"X: {new string('x', (int)OpenInbox.MostBytes)}\r\n\r\n"), _place.Clock.Now);
        Deliver("postfix", await Queued(app));

        var run = await Workplace.Run<ReadInbox>(app);

        Assert.Equal("3 mails read: 1 delivery report (1 of them about an address that fails), 2 passed over as too large or malformed", run.Summary);
    }

    [Fact]
    public async Task A_mailbox_that_is_not_there_fails_the_run_with_the_setting_to_check()
    {
        _place.Settings["Mail:Inbox:Password"] = "wrong";

        var app = await _place.Host();
        var failure = await Assert.ThrowsAsync<Integrations.Http.IntegrationException>(() => Workplace.Run<ReadInbox>(app));

        Assert.Contains("Mail:Inbox:Password", failure.Message, StringComparison.Ordinal);
    }

    private static (RunOutcome, string) Told(RunReport run) => (run.Outcome, run.Summary);

    private ScriptedImap Scripted()
    {
        var server = new ScriptedImap();
        _place.Settings["Mail:Inbox:Port"] = server.Port.ToString(CultureInfo.InvariantCulture);
        (_place.Settings["Mail:Inbox:Tls"], _place.Settings["Mail:Inbox:TrustedCertificate"]) = ("None", null);
        return server;
    }

    private void Deliver(string name, string id) => _box.Deliver(MailSamples.Bytes(name, (MailSamples.NoticeId, id)), _place.Clock.Now);

    // A notice with a Message-ID as only we make it.
    private async Task<string> Queued(WebApplication app, string key = "first")
    {
        var secret = await app.Services.GetRequiredService<Keys>().MessageIds(_place.Clock.Now, Token);
        var id = NoticeEnvelope.MessageId(secret, key, app.Services.GetRequiredService<NoticeSettings>().From);
        await app.Services.GetRequiredService<Outbox>().Queue(
            new()
            {
                Key = key,
                Kind = "digest",
                RecipientAddress = MailSamples.Recipient,
                RecipientName = "Rowan Ashdown",
                Day = LondonTime.DateOf(_place.Clock.Now),
                Subject = "2 promises need you",
                TextBody = "text",
                HtmlBody = "<p>text</p>",
                MessageId = id,
                Fingerprint = "",
            },
            [],
            _place.Clock.Now,
            Token);
        return id;
    }
}
