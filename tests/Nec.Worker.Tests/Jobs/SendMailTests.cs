using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Simulator;
using Nec.Storage;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>The outbox over a mail server that fails: nothing is lost, and nothing goes twice but by a lost answer.</summary>
public sealed class SendMailTests
{
    private const string Start = "2019-09-16T07:00Z";

    [Fact]
    public async Task An_empty_outbox_is_a_skipped_run()
    {
        await using var place = await Opened();

        var run = await Workplace.Run<SendMail>(await place.Host());

        Assert.Equal(RunOutcome.Skipped, run.Outcome);
        Assert.Equal(0, place.World.Mail.Connections);
    }

    [Fact]
    public async Task A_temporary_failure_is_tried_again_later_with_the_same_message_id()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app.Services.GetRequiredService<Outbox>(), "a@example.org");
        place.World.Mail.Fail(SmtpFault.Temporary);

        var first = await Workplace.Run<SendMail>(app);
        var tooSoon = await Workplace.Run<SendMail>(app);
        place.MoveTo(place.Clock.Now.AddMinutes(1));
        var second = await Workplace.Run<SendMail>(app);

        Assert.Equal(1, first.Metric("delayed"));
        Assert.Equal(RunOutcome.Skipped, tooSoon.Outcome);
        Assert.Equal(1, second.Metric("sent"));
        Assert.Equal("<a@example.org>", Assert.Single(place.World.Mail.Messages).MessageId);
    }

    [Fact]
    public async Task A_server_that_does_not_greet_delays_and_one_that_is_gone_too()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app.Services.GetRequiredService<Outbox>(), "a@example.org");
        place.World.Mail.Fail(SmtpFault.Unavailable);
        await Assert.ThrowsAsync<NoMailLeavesException>(() => Workplace.Run<SendMail>(app));
        place.Settings["Mail:Smtp:Port"] = "1";
        place.MoveTo(place.Clock.Now.AddHours(1));
        var elsewhere = await place.Host();

        await Assert.ThrowsAsync<NoMailLeavesException>(() => Workplace.Run<SendMail>(elsewhere));

        Assert.Equal("queued", await place.Ask<string>("select state from nec.notice where next_try_at is not null"));
        Assert.Equal(0, place.World.Mail.Count);
    }

    [Fact]
    public async Task A_permanent_refusal_parks_the_notice_and_tells_the_admin_once()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app.Services.GetRequiredService<Outbox>(), "gone@example.org");
        await Queue(app.Services.GetRequiredService<Outbox>(), "here@example.org");
        place.World.Mail.Refuse("gone@example.org", SmtpFault.Permanent);

        var first = await Workplace.Run<SendMail>(app);
        place.MoveTo(place.Clock.Now.AddDays(1));
        var second = await Workplace.Run<SendMail>(app);

        Assert.Equal((2, 1), (first.Metric("sent"), first.Metric("parked")));
        Assert.Equal(RunOutcome.Skipped, second.Outcome);
        Assert.Equal(["here@example.org", "admin@example.org"], place.World.Mail.Messages.Select(mail => mail.To[0]));
        Assert.DoesNotContain("gone@example.org", place.World.Mail.Messages[1].Subject, StringComparison.Ordinal);
        Assert.Contains("550", place.World.Mail.Messages[1].Text, StringComparison.Ordinal);
        Assert.Equal("parked", await place.Ask<string>("select state from nec.notice where recipient_address = 'gone@example.org'"));
    }

    [Fact]
    public async Task The_admins_own_refusal_tells_nobody()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app.Services.GetRequiredService<Outbox>(), "admin@example.org");
        place.World.Mail.Refuse("admin@example.org", SmtpFault.Permanent);

        Assert.Equal(1, (await Workplace.Run<SendMail>(app)).Metric("parked"));
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from nec.notice"));
    }

    [Fact]
    public async Task After_five_temporary_failures_the_notice_is_parked()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app.Services.GetRequiredService<Outbox>(), "a@example.org");
        place.World.Mail.Refuse("a@example.org", SmtpFault.Temporary);
        var delayed = 0;
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            delayed += (await Workplace.Run<SendMail>(app)).Metric("delayed");
            place.MoveTo(place.Clock.Now.AddHours(2));
        }

        var fifth = await Workplace.Run<SendMail>(app);

        Assert.Equal(4, delayed);
        Assert.Equal(1, fifth.Metric("parked"));
        Assert.Equal("admin@example.org", Assert.Single(place.World.Mail.Messages).To[0]);
    }

    [Fact]
    public async Task A_lost_answer_repeats_the_mail_once_at_most_with_the_same_message_id()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app.Services.GetRequiredService<Outbox>(), "a@example.org");
        place.World.Mail.Fail(SmtpFault.DropBeforeReply);
        for (var hour = 0; hour < 3; hour++)
        {
            await Workplace.Run<SendMail>(app);
            place.MoveTo(place.Clock.Now.AddHours(1));
        }

        Assert.InRange(place.World.Mail.Count, 1, 2);
        Assert.Equal("<a@example.org>", Assert.Single(place.World.Mail.Messages.Select(mail => mail.MessageId).Distinct()));
        Assert.Equal("sent", await place.Ask<string>("select state from nec.notice"));
    }

    [Fact]
    public async Task A_connection_that_drops_in_the_middle_is_tried_again_and_arrives_whole()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app.Services.GetRequiredService<Outbox>(), "a@example.org");
        place.World.Mail.Fail(SmtpFault.DropInData);

        await Workplace.Run<SendMail>(app);
        place.MoveTo(place.Clock.Now.AddMinutes(1));
        await Workplace.Run<SendMail>(app);

        Assert.Equal("Text for a@example.org", Assert.Single(place.World.Mail.Messages).Text!.Trim());
    }

    [Fact]
    public async Task A_claim_of_a_worker_that_died_is_taken_over_after_its_lease()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app.Services.GetRequiredService<Outbox>(), "a@example.org");
        Assert.Single(await app.Services.GetRequiredService<NoticeClaims>().Claim("a worker that died", 1, place.Clock.Now, TestContext.Current.CancellationToken));

        var within = await Workplace.Run<SendMail>(app);
        place.MoveTo(place.Clock.Now + NoticeClaims.Lease + TimeSpan.FromSeconds(1));
        var after = await Workplace.Run<SendMail>(app);

        Assert.Equal(RunOutcome.Skipped, within.Outcome);
        Assert.Equal(1, after.Metric("sent"));
    }

    [Fact]
    public async Task Two_senders_at_the_same_moment_send_each_notice_once()
    {
        await using var place = await Opened();
        var (one, other) = (await place.Host(), await place.Host());
        await QueueMany(one, 50);

        var runs = await Task.WhenAll(Workplace.Run<SendMail>(one), Workplace.Run<SendMail>(other));

        Assert.Equal(50, runs.Where(run => run.Outcome == RunOutcome.Succeeded).Sum(run => run.Metric("sent"))); // one that came too late has skipped
        Assert.Equal(50, place.World.Mail.Count);
        Assert.Equal(50, place.World.Mail.Messages.DistinctBy(mail => mail.MessageId).Count());
    }

    internal static async Task QueueMany(WebApplication app, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await Queue(app.Services.GetRequiredService<Outbox>(), $"reader{number}@example.org");
        }
    }

    private static Task<Workplace> Opened() => Workplace.Open(Start, TeamFile.Of("newsletter", TeamFile.Newsletter));

    internal static async Task Queue(Outbox outbox, string address) => Assert.True(await outbox.Queue(
        new()
        {
            Key = $"{address}|2019-09-16",
            Kind = "urgent",
            RecipientAddress = address,
            RecipientName = "A reader",
            Day = new(2019, 9, 16),
            Subject = $"For {address}",
            TextBody = $"Text for {address}",
            HtmlBody = "<p>Text</p>",
            MessageId = $"<{address}>",
            Fingerprint = "",
        },
        [], Workplace.At(Start), TestContext.Current.CancellationToken));
}
