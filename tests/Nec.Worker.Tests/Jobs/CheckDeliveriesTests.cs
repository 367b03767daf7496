using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Core.Deliveries;
using Nec.Integrations.Http;
using Nec.Integrations.Mail.Notify;
using Nec.Simulator;
using Nec.Storage;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>What GOV.UK Notify says of mail that it took: shown and told, and never in the way of the next mail.</summary>
public sealed class CheckDeliveriesTests
{
    private const string Inspector = "inspector@example.org";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_status_is_kept_and_only_a_permanent_failure_marks_the_address()
    {
        await using var place = await Opened();
        var app = await place.Host();
        (string Address, string Says)[] mails =
        [
            ("delivered@example.org", "delivered"), (Inspector, "permanent-failure"), ("temporary@example.org", "temporary-failure"),
            ("technical@example.org", "technical-failure"), ("waiting@example.org", "sending"),
        ];
        foreach (var (address, says) in mails)
        {
            await Queue(app, address);
            place.World.Notify.Deliver(address, says);
        }

        await Send(place, app);
        Assert.Equal(RunOutcome.Skipped, (await Check(place, app)).Outcome); // ten minutes must pass
        place.MoveTo(place.Clock.Now.AddMinutes(10));
        var run = await Check(place, app);

        Assert.Equal(
            "delivered@example.org delivered, inspector@example.org permanent-failure, technical@example.org technical-failure, temporary@example.org temporary-failure, waiting@example.org sending",
            await place.Ask<string>("select string_agg(recipient_address || ' ' || status, ', ' order by recipient_address) from nec.delivery join nec.notice using (notice_id)"));
        Assert.Equal("asked about 5 of 5 mails: 1 delivered, 1 on their way, 3 failed or unknown", run.Summary);
        var failing = Assert.Single(await app.Services.GetRequiredService<FailingAddresses>().Open(Token));
        Assert.Equal((Inspector, "notify", null), (failing.Address, failing.Way, failing.Status));
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from nec.notice where notice_key like 'admin|failing-address|%'"));
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from nec.delivery where next_ask_at is not null"));

        place.MoveTo(place.Clock.Now.AddMinutes(9));
        Assert.Equal(RunOutcome.Skipped, (await Check(place, app)).Outcome); // asked less often the longer it takes
    }

    [Fact]
    public async Task Mail_to_a_failing_address_goes_as_before_and_the_administrator_hears_once()
    {
        await using var place = await Opened();
        var app = await place.Host();
        place.World.Notify.Deliver(Inspector, "permanent-failure");
        for (var week = 0; week < 3; week++)
        {
            await Queue(app, Inspector, $"week {week}");
            await Send(place, app);
            place.MoveTo(place.Clock.Now.AddMinutes(10));
            await Check(place, app);
            place.MoveTo(place.Clock.Now.AddDays(7));
        }

        await Queue(app, Inspector, "last");
        await Send(place, app);

        Assert.Equal(4, place.World.Notify.Messages.Count(mail => mail.EmailAddress == Inspector));
        Assert.Equal(4, await place.Ask<int>($"select count(*)::int from nec.notice where recipient_address = '{Inspector}' and state = 'sent' and attempts = 1"));
        Assert.Single(place.World.Notify.Messages, mail => mail.Subject == "Nec: mail to an address comes back");
    }

    [Fact]
    public async Task One_mail_without_an_answer_waits_and_the_others_are_asked_about()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app, "a@example.org");
        await Queue(app, "b@example.org");
        await Send(place, app);
        place.MoveTo(place.Clock.Now.AddMinutes(10));
        place.World.Notify.Deliver("b@example.org", "delivered");
        var first = await place.Ask<string>("select delivery_id from nec.delivery order by notice_id limit 1");
        place.World.Notify.FailAsking(first, HttpFault.Status(503));

        var partly = await Check(place, app);
        var soon = await Check(place, app);
        place.MoveTo(place.Clock.Now.AddMinutes(10));
        var later = await Check(place, app);

        Assert.Equal((RunOutcome.Partly, RunOutcome.Skipped, RunOutcome.Succeeded), (partly.Outcome, soon.Outcome, later.Outcome));
        Assert.Equal((1, 1), (partly.Metric("delivered"), later.Metric("sending")));
        Assert.EndsWith("; no answer for the others: GOV.UK Notify answered 503 no name", partly.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_mail_that_is_never_answered_is_unknown_after_a_week()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app, "a@example.org");
        await Send(place, app);
        place.World.Notify.FailAsking(await place.Ask<string>("select delivery_id from nec.delivery"), HttpFault.Status(500));
        place.MoveTo(place.Clock.Now.AddDays(6.9));

        Assert.Equal(RunOutcome.NothingSeen, (await Check(place, app)).Outcome);
        Assert.Equal("unknown", await place.Ask<string>("select status from nec.delivery"));
    }

    [Fact]
    public async Task While_Notify_takes_no_question_all_stay_due_and_the_run_says_so()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app, "a@example.org");
        await Queue(app, "b@example.org");
        await Send(place, app);
        place.MoveTo(place.Clock.Now.AddMinutes(10));
        var first = await place.Ask<string>("select delivery_id from nec.delivery order by notice_id limit 1");
        place.World.Notify.FailAsking(first, HttpFault.Status(429));

        var refused = await Check(place, app);
        place.World.Notify.IsDark = true;
        var dark = await Check(place, app);
        place.World.Notify.IsDark = false;
        var rest = await Check(place, app);

        Assert.Equal((RunOutcome.NothingSeen, RunOutcome.NothingSeen, RunOutcome.Succeeded), (refused.Outcome, dark.Outcome, rest.Outcome));
        Assert.Equal(2, rest.Metric("sending"));
    }

    [Fact]
    public async Task After_three_mails_without_an_answer_the_run_ends()
    {
        await using var place = await Opened();
        var app = await place.Host();
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            await Queue(app, $"{name}@example.org");
        }

        await Send(place, app);
        place.MoveTo(place.Clock.Now.AddMinutes(10));
        for (var at = 0; at < 3; at++)
        {
            var id = await place.Ask<string>($"select delivery_id from nec.delivery order by next_ask_at, notice_id offset {at} limit 1");
            place.World.Notify.FailAsking(id, HttpFault.Status(503));
        }

        var ill = await Check(place, app);
        var rest = await Check(place, app);

        Assert.Equal((RunOutcome.NothingSeen, 3), (ill.Outcome, ill.Metric("unable")));
        Assert.Equal(1, rest.Metric("sending"));
    }

    [Fact]
    public async Task What_Notify_never_tells_is_unknown_after_a_week()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app, "a@example.org");
        await Send(place, app);
        place.MoveTo(place.Clock.Now.AddDays(6.9));
        await Check(place, app);

        Assert.Equal("unknown", await place.Ask<string>("select status from nec.delivery"));
        place.MoveTo(place.Clock.Now.AddDays(1));
        Assert.Equal(RunOutcome.Skipped, (await Check(place, app)).Outcome);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up_and_awaited_once()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app, "a@example.org");
        place.World.Notify.FailSending(NotifyFault.DropBeforeReply());
        await Send(place, app);
        Assert.Equal(0, await place.Ask<int>("select count(*)::int from nec.delivery"));
        place.MoveTo(place.Clock.Now.AddMinutes(1));
        await Send(place, app);

        var mail = Assert.Single(place.World.Notify.Messages);
        Assert.Equal(mail.Id.ToString(), await place.Ask<string>("select delivery_id from nec.delivery"));
    }

    [Fact]
    public async Task An_address_that_left_the_contract_is_cleared_and_those_in_use_stay()
    {
        await using var place = await Opened();
        place.Settings["Dashboard:People:0:Email"] = "viewer@example.org";
        var app = await place.Host();
        await Queue(app, "a@example.org");
        foreach (var address in (string[])[Inspector, "VIEWER@example.org", "former@example.org", "admin@example.org"])
        {
            await Mark(app, address);
        }

        var run = await Workplace.Run<AssessCommitments>(app); // each day, by whatever way mail is sent
        var again = await Workplace.Run<AssessCommitments>(app);

        Assert.Equal((1, 0), (run.Metric("cleared"), again.Metric("cleared")));
        Assert.EndsWith("; 1 unused failing address cleared", run.Summary, StringComparison.Ordinal);
        Assert.Equal("former@example.org", await place.Ask<string>("select string_agg(address, ', ') from nec.failing_address where cleared_at is not null"));
    }

    [Fact]
    public async Task What_is_awaited_ends_as_unknown_after_a_week_when_mail_is_sent_another_way()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Queue(app, "a@example.org");
        await Send(place, app);
        place.MoveTo(place.Clock.Now.AddDays(7).AddSeconds(-1));
        await Workplace.Run<AssessCommitments>(app); // by SMTP, which tells nothing of deliveries
        Assert.Equal("sending", await place.Ask<string>("select status from nec.delivery"));

        place.MoveTo(place.Clock.Now.AddSeconds(1));
        await Workplace.Run<AssessCommitments>(app);

        Assert.Equal("unknown", await place.Ask<string>("select status from nec.delivery where known_at is not null and next_ask_at is null"));
    }

    private static async Task Mark(WebApplication app, string address)
    {
        var report = new DeliveryReport { Way = ReportWay.DeliveryReport, Action = "failed", Status = new(5, 1, 1), Recipient = address, ReportedAt = Workplace.At("2019-09-16T06:00Z") };
        var notice = (await app.Services.GetRequiredService<Outbox>().Find("<a.first@example.org>", Token))!.NoticeId;
        await app.Services.GetRequiredService<FailingAddresses>().Mark(address, report, notice, Token);
    }

    private static Task<Workplace> Opened() => Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));

    private static NotifyMailSender Notify(Workplace place) => new(
        new() { ApiKey = place.World.Notify.ApiKey, TemplateId = place.World.Notify.TemplateId, BaseAddress = place.World.Notify.Address.AbsoluteUri },
        new HttpOptions(),
        place.Clock);

    private static async Task Send(Workplace place, WebApplication app)
    {
        using var notify = Notify(place);
        await ActivatorUtilities.CreateInstance<SendMail>(app.Services, notify).Run(new() { Id = "sending" }, Token);
    }

    private static async Task<RunReport> Check(Workplace place, WebApplication app)
    {
        using var notify = Notify(place);
        return await ActivatorUtilities.CreateInstance<CheckDeliveries>(app.Services, notify).Run(new() { Id = "asking" }, Token);
    }

    private static async Task Queue(WebApplication app, string address, string when = "first") => Assert.True(await app.Services.GetRequiredService<Outbox>().Queue(
        new()
        {
            Key = $"{address}|{when}",
            Kind = "urgent",
            RecipientAddress = address,
            RecipientName = "A reader",
            Day = new(2019, 9, 16),
            Subject = "Meet the clerk",
            TextBody = "Text",
            HtmlBody = "<p>Text</p>",
            MessageId = $"<{address.Split('@')[0]}.{when.Replace(' ', '.')}@example.org>",
            Fingerprint = "",
        },
        [],
        Workplace.At("2019-09-16T07:00Z"),
        Token));
}
