using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Assessment;
using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Simulator;
using Nec.Testing;
using Nec.Worker.Hosting;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>From a contract to an email over real sockets, job after job.</summary>
public sealed class WholeThreadTests
{
    private static readonly string Contract = TeamFile.Team("north", "2019-08-02", $"""
          - {TeamFile.Line("newsletter").Flow(TeamFile.Newsletter)}
          - {TeamFile.Line("priorities").Flow(TeamFile.Section)}
          - {TeamFile.Line("likes").Flow(TeamFile.Likes)}
        """);

    private static readonly string Newsletter = TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2019-08-02");

    [Fact]
    public async Task A_contract_goes_in_and_one_good_email_comes_out()
    {
        await using var place = await Workplace.Open("2019-09-10T02:30Z", Contract);
        var app = await place.Host();
        await Workplace.Run<CheckPages>(app); // before the editor's visit at 11:00
        place.MoveTo("2019-09-11T02:30Z");
        var checkedPages = await Workplace.Run<CheckPages>(app);
        place.MoveTo("2019-09-11T05:15Z");
        var pulled = await Workplace.Run<PullFollowers>(app);
        place.MoveTo("2019-09-16T06:00Z");
        var assessed = await Workplace.Run<AssessCommitments>(app);
        place.MoveTo("2019-09-16T07:00Z"); // Monday, 08:00 in London
        var written = await Workplace.Run<WriteNotices>(app);
        var sent = await Workplace.Run<SendMail>(app);

        Assert.Equal("1 of 1 page seen, 1 changed", checkedPages.Summary);
        Assert.Equal("3 of 3 accounts counted", pulled.Summary);
        Assert.StartsWith("3 promises judged", assessed.Summary, StringComparison.Ordinal);
        Assert.Equal(RunOutcome.Succeeded, written.Outcome);
        Assert.Equal(1, sent.Metric("sent"));
        var facts = await Workplace.Facts(app);
        Assert.Equal(3, facts.OfType<Reading>().Count(reading => reading.Metric == "page-likes"));
        var mail = Assert.Single(place.World.Mail.Messages);
        Assert.Equal(["inspector@example.org"], mail.To);
        Assert.Contains("newsletter by Mon 30 Sep", mail.Subject, StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Equal("DR, RN, NRN, AutoReply", mail.Header("X-Auto-Response-Suppress"));
        Assert.StartsWith("OFFICIAL", mail.Text, StringComparison.Ordinal);
        Assert.Contains("We keep newsletter.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("We keep newsletter.", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Keep priorities", mail.Text!.Split("DONE SINCE LAST WEEK")[0], StringComparison.Ordinal); // met: the section was updated on the 10th
    }

    [Fact]
    public async Task Three_days_of_downtime_over_a_step_give_one_notice_that_says_so_and_no_replay()
    {
        await using var place = await Workplace.Open("2025-11-20T08:00Z", TeamFile.Of("meeting", "on: [2025-11-24], remind: [7 days, 0 days]", from: "2025-01-01"));
        var app = await place.Host(); // the first thing that runs since before Monday the 17th
        await Workplace.Run<AssessCommitments>(app);
        var written = await Workplace.Run<WriteNotices>(app);
        await Workplace.Run<SendMail>(app);
        place.MoveTo("2025-11-21T08:00Z");
        var next = await Workplace.Run<WriteNotices>(app);

        Assert.Equal(1, written.Metric("notices"));
        Assert.Equal(0, next.Metric("notices"));
        Assert.Contains("3 days late", string.Join(' ', Assert.Single(place.World.Mail.Messages).Text!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal); // lines are folded
    }

    [Fact]
    public async Task A_missing_token_is_an_unable_check_that_names_the_setting()
    {
        await using var place = await Workplace.Open("2019-09-10T05:15Z", Contract);
        place.Settings["Facebook:Token"] = null;
        place.Settings["Facebook:AppSecret"] = null; // or the app's own token would count
        var app = await place.Host();

        var pulled = await Workplace.Run<PullFollowers>(app);

        Assert.Equal(RunOutcome.NothingSeen, pulled.Outcome);
        Assert.Equal(3, pulled.Metric("unable"));
        var checks = (await Workplace.Facts(app)).OfType<SourceCheck>().ToList();
        Assert.Equal(3, checks.Count);
        Assert.All(checks, check => Assert.Equal(CheckOutcome.Unable, check.Outcome));
        Assert.All(checks, check => Assert.Contains("Facebook:Token", check.Reason, StringComparison.Ordinal));
        Assert.Empty((await Workplace.Facts(app)).OfType<Reading>());
    }

    [Fact]
    public async Task One_silent_page_never_turns_the_team_red_and_the_admin_is_told_once()
    {
        await using var place = await Workplace.Open("2019-09-02T02:30Z", TeamFile.Of("priorities", TeamFile.Section, from: "2019-08-02"));
        var app = await place.Host();
        place.World.Website.Fail(HttpFault.Status(403), HttpFault.Always);
        for (var day = 2; day <= 6; day++)
        {
            place.MoveTo($"2019-09-0{day}T02:30Z");
            await Workplace.Run<CheckPages>(app);
            place.MoveTo($"2019-09-0{day}T07:00Z");
            await Workplace.Run<AssessCommitments>(app);
            await Workplace.Run<WriteNotices>(app);
            await Workplace.Run<SendMail>(app);
        }

        // The first working day of the month brings the sign of life as well.
        var mail = Assert.Single(place.World.Mail.Messages, mail => !(mail.Subject ?? "").Contains("all quiet", StringComparison.Ordinal));
        Assert.Equal(["admin@example.org"], mail.To);
        Assert.Contains("403", mail.Text, StringComparison.Ordinal);
        Assert.Equal("unable-to-check", await place.Ask<string>("select status from nec.finding"));
    }

    [Theory]
    [InlineData("2019-09-16T06:59Z", "07:59")] // a Monday, a minute early
    [InlineData("2019-09-16T17:00Z", "18:00")]
    [InlineData("2019-09-14T08:00Z", "not a working day")] // a Saturday
    [InlineData("2019-08-26T08:00Z", "not a working day")] // the summer bank holiday
    public async Task Outside_working_hours_and_days_nothing_is_written_and_the_run_says_why(string now, string why)
    {
        await using var place = await Workplace.Open(now, Contract);
        var app = await place.Host();

        var written = await Workplace.Run<WriteNotices>(app);

        Assert.Equal(RunOutcome.Skipped, written.Outcome);
        Assert.Contains(why, written.Summary, StringComparison.Ordinal);
        Assert.Equal(0, await place.Ask<int>("select count(*)::int from nec.notice"));
    }

    [Fact]
    public async Task A_bank_holiday_that_only_the_live_list_knows_is_kept()
    {
        await using var place = await Workplace.Open("2019-09-16T05:00Z", Newsletter);
        var app = await place.Host();
        await using var connection = await place.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await app.Services.GetRequiredService<Nec.Storage.BankHolidayDays>().Save(
            Nec.Core.Calendar.Division.EnglandAndWales, [new() { Day = new(2019, 9, 16), Title = "Invented" }], place.Clock.Now, TestContext.Current.CancellationToken);
        place.MoveTo("2019-09-16T07:00Z");

        Assert.Equal(RunOutcome.Skipped, (await Workplace.Run<WriteNotices>(app)).Outcome);
        place.MoveTo("2019-09-17T07:00Z"); // the digest then goes on Tuesday
        Assert.Equal(1, (await Workplace.Run<WriteNotices>(app)).Metric("notices"));
    }

    [Fact]
    public async Task A_bank_holiday_that_the_list_moves_is_worked_and_stays_so_when_it_is_past()
    {
        await using var place = await Workplace.Open("2026-12-01T05:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2026-08-01"));
        var app = await place.Host();
        place.World.GovUk.Fail(HttpFault.Status(200, MovedList("2027-05-07")), HttpFault.Always);

        var first = await Workplace.Run<RefreshBankHolidays>(app);
        var again = await Workplace.Run<RefreshBankHolidays>(app);

        Assert.Equal((1, 0), (first.Metric("withdrawn"), again.Metric("withdrawn")));
        Assert.Contains("no longer a bank holiday: 3 May 2027", first.Summary, StringComparison.Ordinal);
        place.MoveTo("2027-05-03T07:00Z");
        Assert.NotEqual(RunOutcome.Skipped, (await Workplace.Run<WriteNotices>(app)).Outcome); // Monday
        place.MoveTo("2027-05-07T07:00Z");
        Assert.Equal(RunOutcome.Skipped, (await Workplace.Run<WriteNotices>(app)).Outcome); // Friday
        Assert.Equal(0, (await Workplace.Run<RefreshBankHolidays>(app)).Metric("withdrawn"));
        var worked = await app.Services.GetRequiredService<AssessmentInputs>().WorkingDaysOf(Division.EnglandAndWales, TestContext.Current.CancellationToken);
        Assert.Equal((true, false, false), (worked.Includes(new(2027, 5, 3)), worked.Includes(new(2027, 5, 7)), worked.Includes(new(2028, 5, 1))));
    }

    [Fact]
    public async Task A_list_without_a_day_changes_nothing_and_the_run_fails()
    {
        await using var place = await Workplace.Open("2026-12-01T05:00Z", Newsletter);
        var app = await place.Host();
        place.World.GovUk.Fail(HttpFault.Status(200, """{"england-and-wales":{"division":"england-and-wales","events":[]}}"""), HttpFault.Always);

        await Assert.ThrowsAsync<IntegrationException>(() => Workplace.Run<RefreshBankHolidays>(app));
        Assert.Equal(0, await place.Ask<int>("select count(*)::int from nec.bank_holiday"));
    }

    private static string MovedList(string mayDay) =>
        """{"england-and-wales":{"division":"england-and-wales","events":[""" + string.Join(',', Days(mayDay).Select(day => $$"""{"title":"x","date":"{{day}}","notes":""}""")) + "]}}";

    // A day that the list names twice is one.
    private static string[] Days(string mayDay) => ["2027-01-01", "2027-01-01", "2027-03-26", "2027-03-29", mayDay, "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"];

    [Fact]
    public async Task Writing_twice_on_a_day_queues_once()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", Newsletter);
        var app = await place.Host();

        await Workplace.Run<WriteNotices>(app);
        place.MoveTo("2019-09-16T09:00Z");
        var again = await Workplace.Run<WriteNotices>(app);

        Assert.Equal(0, again.Metric("notices"));
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from nec.notice"));
    }

    [Fact]
    public async Task A_preview_of_a_day_ahead_equals_what_is_then_written_and_sent()
    {
        await using var place = await Workplace.Open("2025-11-05T08:30Z", TeamFile.Team("north", "2025-03-01", $"""
              - {TeamFile.Line("newsletter").Flow(TeamFile.Newsletter)}
              - {TeamFile.Line("clerk-meeting").Flow(TeamFile.Clerks)}
            """));
        var app = await place.Host();
        var preview = await app.Services.GetRequiredService<NoticeDrafts>().Ahead(new(2025, 11, 10), TestContext.Current.CancellationToken);
        foreach (var day in (string[])["05", "06", "07", "10"])
        {
            place.MoveTo($"2025-11-{day}T08:00Z");
            await Workplace.Run<WriteNotices>(app);
            await Workplace.Run<SendMail>(app);
        }

        var sent = place.World.Mail.Messages.Where(mail => mail.ReceivedAt == place.Clock.Now).OrderBy(mail => mail.To[0], StringComparer.Ordinal).ToList();
        Assert.NotEmpty(sent);
        Assert.Equal(preview.Select(draft => draft.Notice.RecipientAddress).Order(StringComparer.Ordinal), sent.Select(mail => mail.To[0]));
        foreach (var (draft, mail) in preview.Select(draft => draft.Notice).OrderBy(queued => queued.RecipientAddress, StringComparer.Ordinal).Zip(sent))
        {
            Assert.Equal(draft.Subject, mail.Subject);
            Assert.Equal(draft.MessageId, mail.MessageId);
            Assert.Equal(draft.TextBody.TrimEnd(), Letters.WithoutTokens(mail.Text!).TrimEnd());
            Assert.Equal(draft.HtmlBody.TrimEnd(), Letters.WithoutTokens(mail.Html!).TrimEnd());
            Assert.All(draft.Headers, header => Assert.Equal(header.Value, mail.Header(header.Key)));
        }
    }

    [Fact]
    public async Task A_deputy_who_covers_hears_of_an_overdue_promise_in_one_line()
    {
        await using var place = await Workplace.Open("2019-09-09T07:00Z", TeamFile.Of("meeting", "on: [2019-09-02]", from: "2019-08-02").Replace(
            "    escalates-to:", "    deputies: [{ name: Kim Cover, email: deputy@example.org, from: 2019-09-03, to: 2019-09-30 }]\n    escalates-to:", StringComparison.Ordinal));
        var app = await place.Host(); // Monday: the digest, and a week after the due date, which is the deputy's step as well

        var written = await Workplace.Run<WriteNotices>(app);
        await Workplace.Run<SendMail>(app);

        Assert.Equal((1, 1), (written.Metric("notices"), written.Metric("lines")));
        var mail = Assert.Single(place.World.Mail.Messages);
        Assert.Equal(["deputy@example.org"], mail.To);
        Assert.Single(mail.Text!.Split('\n'), line => line.StartsWith("- ", StringComparison.Ordinal));
        Assert.Equal(1, await place.Ask<int>("select count(*)::int from nec.sent_reminder where step = 'over-7'"));
    }

    [Fact]
    public async Task Two_workers_that_write_in_the_same_minute_make_one_email() // row 12 of the published vectors
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", Newsletter);
        var (one, other) = (await place.Host(), await place.Host());

        var runs = await Task.WhenAll(Workplace.Run<WriteNotices>(one), Workplace.Run<WriteNotices>(other));
        await Task.WhenAll(Workplace.Run<SendMail>(one), Workplace.Run<SendMail>(other));

        Assert.Equal(1, runs.Sum(run => run.Metric("notices")));
        Assert.Equal(["inspector@example.org"], Assert.Single(place.World.Mail.Messages).To);
    }

    [Theory]
    [InlineData("2025-10-14T07:00Z", "old@example.org")]
    [InlineData("2025-10-15T07:00Z", "new@example.org")] // 08:00 in London, on the day of the change
    public async Task A_notice_goes_to_who_holds_the_post_on_its_day(string now, string recipient) // row 10 of the published vectors
    {
        await using var place = await Workplace.Open(now, TeamFile.Of("meeting", "on: [2025-10-20], remind: [7 days, 6 days, 5 days, 0 days]").Replace(
            "[{ name: Alex North, email: inspector@example.org, from: 2019-01-01 }]",
            "[{ name: Alex North, email: old@example.org, from: 2019-01-01, to: 2025-10-14 }, { name: Bo North, email: new@example.org, from: 2025-10-15 }]", StringComparison.Ordinal));
        var app = await place.Host();

        await Workplace.Run<WriteNotices>(app);
        await Workplace.Run<SendMail>(app);

        // The newcomer's handover letter holds the reminder: one letter, not two.
        var mail = Assert.Single(place.World.Mail.Messages);
        Assert.Equal([recipient], mail.To);
        Assert.Contains("by Monday 20 October 2025", string.Join(' ', (mail.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(0, (await Workplace.Run<WriteNotices>(app)).Metric("notices"));
    }

    [Fact]
    public async Task Judging_twice_changes_nothing()
    {
        await using var place = await Workplace.Open("2019-09-16T06:00Z", Contract);
        var app = await place.Host();

        var first = await Workplace.Run<AssessCommitments>(app);
        var second = await Workplace.Run<AssessCommitments>(app);

        Assert.Equal(3, first.Metric("changed"));
        Assert.Equal(0, second.Metric("changed"));
    }
}
