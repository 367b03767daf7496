namespace Nec.Worker.Tests.Cli;

/// <summary>The rows of the published table of test vectors (A4), by number, as a person sees them on the command line.</summary>
[Collection(CommandLine.Collection)]
public sealed class PublishedVectorsTests
{
    [Fact]
    public async Task Row_1_a_clerk_last_met_on_31_August_2025_is_due_on_28_February_2026_and_the_note_of_that_Saturday_goes_on_Friday()
    {
        using var clerk = new Judgement(TeamFile.Of("clerk-meeting", TeamFile.Clerks, from: "2025-03-01"), Lines.Held("clerk-meeting", "2025-08-31", "Sherborne"));

        var finding = await clerk.On("2026-02-10", "clerk-meeting/sherborne");

        Assert.Equal("due-soon", finding.Text("status"));
        Assert.Equal("2026-02-28", finding.Text("dueOn"));
        Assert.Equal("2025-08-31", finding.Text("lastOn"));
        Assert.Equal("2026-01-30", finding.SendOn("due-28")); // 31 January is a Saturday
        Assert.Equal("2026-02-20", finding.SendOn("due-7"));
        Assert.Equal("2026-02-27", finding.SendOn("due-0"));
        Assert.Equal("met", finding.Period("2025-09-01")); // six months from 1 March
        Assert.Equal("overdue", (await clerk.On("2026-02-10", "clerk-meeting/lyme-regis")).Text("status")); // nobody met that one
    }

    [Theory]
    [InlineData("2025-11-14", "due-soon")] // the due date itself is still in time
    [InlineData("2025-11-15", "overdue")]
    public async Task Row_2_a_clerk_last_met_on_14_May_2025_is_due_on_14_November_2025(string on, string status)
    {
        using var clerk = new Judgement(TeamFile.Of("clerk-meeting", "every: 6 months"), Lines.Held("clerk-meeting", "2025-05-14"));

        var finding = await clerk.On(on);

        Assert.Equal("2025-11-14", finding.Text("dueOn"));
        Assert.Equal(status, finding.Text("status"));
    }

    [Theory]
    [InlineData("2019-09-13", "due-soon")]
    [InlineData("2019-09-20", "due-soon")] // the last day of grace
    [InlineData("2019-09-21", "overdue")]
    public async Task Row_3_neighbouring_forces_met_on_2_August_2019_are_due_on_13_September_and_overdue_after_20_September(string on, string status)
    {
        using var forces = new Judgement(TeamFile.Of("neighbouring-forces", "every: 6 weeks, grace: 7 days", from: "2019-08-02"), Lines.Held("neighbouring-forces", "2019-08-02"));

        var finding = await forces.On(on);

        Assert.Equal("2019-09-13", finding.Text("dueOn"));
        Assert.Equal(status, finding.Text("status"));
    }

    [Fact]
    public async Task Row_4_a_newsletter_of_31_March_2026_at_23_30_UTC_counts_for_April_to_June()
    {
        using var newsletter = new Judgement(TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2026-01-01"), Lines.HeldAt("newsletter", "2026-03-31T23:30:00Z"));

        var finding = await newsletter.On("2026-04-20");

        Assert.Equal("met", finding.Period("2026-Q2"));
        Assert.Equal("missed", finding.Period("2026-Q1")); // its 14 days for late recording are over
        Assert.Equal("2026-04-01", finding.Text("lastOn"));
    }

    [Fact]
    public async Task Row_5_a_section_updated_on_2_January_and_30_June_meets_both_quarters_and_is_stale_from_3_April()
    {
        using var section = new Judgement(
            TeamFile.Of("priorities", TeamFile.Section, from: "2026-01-01"),
            Lines.Section("2026-01-01T03:30:00Z", "first"),
            Lines.Section("2026-01-02T03:30:00Z", "substantive"),
            Lines.Section("2026-04-01T03:30:00Z", "unchanged"),
            Lines.Section("2026-06-29T03:30:00Z", "unchanged"),
            Lines.Section("2026-06-30T03:30:00Z", "substantive"),
            Lines.Section("2026-07-01T03:30:00Z", "unchanged"));

        var between = await section.On("2026-06-29");
        var after = await section.On("2026-07-02");

        Assert.Equal("2026-04-03", between.Text("staleFrom"));
        Assert.Equal("met", after.Period("2026-Q1"));
        Assert.Equal("met", after.Period("2026-Q2"));
        Assert.Equal("2026-10-01", after.Text("staleFrom"));
    }

    [Theory]
    [InlineData(8199, "missed", 1, 10)]
    [InlineData(8200, "met", 0, 9)]
    [InlineData(8208, "met", 0, 1)]
    [InlineData(8209, "met", 0, 0)]
    public async Task Row_6_the_published_number_governs_and_the_ten_per_cent_line_is_told_beside_it(int total, string status, int missing, int missingToTenPerCent)
    {
        using var likes = new Judgement(
            TeamFile.Of("likes", TeamFile.Likes, from: "2019-08-02"),
            Lines.Reading("bridport", "2019-12-31T06:15:00Z", 2600),
            Lines.Reading("dorchester", "2019-12-31T06:15:00Z", 3000),
            Lines.Reading("sherborne", "2019-12-31T06:15:00Z", total - 5600));

        var finding = await likes.On("2020-01-01");

        Assert.Equal(status, finding.Text("status"));
        Assert.Equal(total, finding.GetProperty("total").GetInt64());
        Assert.Equal(8200, finding.GetProperty("target").GetInt64());
        Assert.Equal(missing, finding.GetProperty("short").GetInt64());
        Assert.Equal(8209, finding.GetProperty("percentTarget").GetInt64());
        Assert.Equal(missingToTenPerCent, finding.GetProperty("percentShort").GetInt64());
    }

    [Theory]
    [InlineData("2019-12-23T06:15:00Z", "incomplete")] // eight days before the deadline
    [InlineData("2019-12-24T06:15:00Z", "met")] // seven: not older than that
    public async Task Row_7_a_total_with_a_page_that_was_unreadable_for_eight_days_is_no_verdict_and_the_admin_is_told(string lastSeenAt, string status)
    {
        using var likes = new Judgement(
            TeamFile.Of("likes", TeamFile.Likes, from: "2019-08-02"),
            Lines.Reading("bridport", lastSeenAt, 2700),
            Lines.Unable("bridport", "2019-12-29T06:15:00Z", "facebook"),
            Lines.Unable("bridport", "2019-12-30T06:15:00Z", "facebook"),
            Lines.Unable("bridport", "2019-12-31T06:15:00Z", "facebook"),
            Lines.Reading("dorchester", "2019-12-31T06:15:00Z", 3000),
            Lines.Reading("sherborne", "2019-12-31T06:15:00Z", 2700));

        var finding = await likes.On("2020-01-01");

        Assert.Equal(status, finding.Text("status"));
        Assert.Contains("bridport", finding.Text("adminNote"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-04-10", "2026-04-02")] // row 8: seven days before is Good Friday
    [InlineData("2027-01-04", "2026-12-24")] // row 9: seven days before is Monday 28 December, the substitute for Boxing Day
    public async Task Rows_8_and_9_a_reminder_on_a_bank_holiday_goes_on_the_working_day_before(string due, string sendOn)
    {
        using var meeting = new Judgement(TeamFile.Of("meeting", $"on: [{due}], remind: [7 days, 0 days]"));

        var finding = await meeting.On("2026-03-01");

        Assert.Equal(due, finding.Text("dueOn"));
        Assert.Equal(sendOn, finding.SendOn("due-7"));
    }

    [Fact]
    public async Task Row_13_an_event_first_seen_two_days_before_is_flagged_and_one_seen_after_its_start_was_not_seen_advertised()
    {
        var contract = TeamFile.Of("advertised-event", "each: month, evidence: { events: 1 }", from: "2025-11-01");
        using var late = new Judgement(contract, Lines.Event("2025-11-03T18:00", "2025-11-01T02:30:00Z"));
        using var never = new Judgement(contract, Lines.Event("2025-11-03T18:00", "2025-11-04T02:30:00Z"));

        var advertised = await late.On("2025-11-05");
        var unseen = await never.On("2025-11-05");

        Assert.Equal(2, advertised.GetProperty("leadDays").GetInt32());
        Assert.Equal("met", advertised.Period("2025-11"));
        Assert.Contains("2 days", advertised.Text("reason"), StringComparison.Ordinal);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, unseen.GetProperty("leadDays").ValueKind);
        Assert.NotEqual("met", unseen.Period("2025-11"));
        Assert.Contains("not seen advertised", unseen.Text("reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_14_a_month_without_a_meeting_is_not_applicable_and_a_date_that_is_not_listed_is_not_owed()
    {
        using var monthly = new Judgement(
            TeamFile.Of("town-council", "each: month", from: "2025-07-01"), Lines.Held("town-council", "2025-07-21"), Lines.Held("town-council", "2025-08-18", outcome: "not-scheduled"));
        using var dated = new Judgement(TeamFile.Of("town-council", "on: [2025-07-21, 2025-09-15]", from: "2025-07-01"), Lines.Held("town-council", "2025-07-21", outcome: "attended"));

        var month = await monthly.On("2025-09-20");
        var dates = await dated.On("2025-09-10");

        Assert.Equal("met", month.Period("2025-07"));
        Assert.Equal("not-applicable", month.Period("2025-08"));
        Assert.DoesNotContain(dates.GetProperty("periods").EnumerateArray(), period => period.Text("period")!.StartsWith("2025-08", StringComparison.Ordinal));
        Assert.Equal("2025-09-15", dates.Text("dueOn"));
    }

    [Fact]
    public async Task Row_15_a_cosmetic_change_does_not_restart_the_clock()
    {
        using var section = new Judgement(
            TeamFile.Of("priorities", TeamFile.Section, from: "2026-04-01"),
            Lines.Section("2026-04-01T03:30:00Z", "first"),
            Lines.Section("2026-05-12T03:30:00Z", "substantive"),
            Lines.Section("2026-08-01T03:30:00Z", "cosmetic"),
            Lines.Section("2026-10-02T03:30:00Z", "unchanged"));

        var finding = await section.On("2026-10-20");

        Assert.Equal("met", finding.Period("2026-Q2"));
        Assert.Equal("missed", finding.Period("2026-Q3"));
        Assert.Equal("2026-08-13", finding.Text("staleFrom")); // three months from 12 May, not from 1 August
    }

    [Theory]
    [InlineData(true, "on-track")] // seen well before the three nights: the team's status is what it was
    [InlineData(false, "unable-to-check")]
    public async Task Row_16_three_nights_of_403_tell_the_admin_and_never_turn_the_team_red(bool hasEarlierGoodLook, string status)
    {
        using var section = new Judgement(
            TeamFile.Of("priorities", TeamFile.Section, from: "2026-07-01"),
            [
                .. hasEarlierGoodLook ? [Lines.Section("2026-07-02T02:30:00Z", "first")] : Array.Empty<string>(),
                Lines.Unable("town", "2026-07-03T02:30:00Z"), Lines.Unable("town", "2026-07-04T02:30:00Z"), Lines.Unable("town", "2026-07-05T02:30:00Z"),
            ]);

        var finding = await section.On("2026-07-05");

        Assert.Equal(status, finding.Text("status"));
        Assert.Contains("HTTP 403", finding.Text("adminNote"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_17_an_issue_date_of_five_months_ago_is_stale_and_the_reason_names_the_field()
    {
        using var priorities = new Judgement(
            TeamFile.Of("priorities", "each: quarter, evidence: { priorities: true }", from: "2026-04-01"),
            Lines.Priorities("2026-04-02T02:30:00Z", "2026-01-10", changed: false), Lines.Priorities("2026-06-09T02:30:00Z", "2026-01-10", changed: false));

        var finding = await priorities.On("2026-06-10");

        Assert.Equal("2026-04-11", finding.Text("staleFrom"));
        Assert.Contains("issue-date", finding.Text("reason"), StringComparison.Ordinal);
        Assert.NotEqual("met", finding.Period("2026-Q2"));
    }

    [Fact]
    public async Task Row_18_a_meeting_recorded_23_days_later_inside_its_period_is_met_and_says_so()
    {
        using var newsletter = new Judgement(
            TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2026-01-01"), Lines.Held("newsletter", "2026-02-01", recordedAt: "2026-02-24T09:00:00Z"));

        var finding = await newsletter.On("2026-02-24");

        Assert.Equal("met", finding.Text("status"));
        Assert.Contains("recorded 23 days later", finding.Text("reason"), StringComparison.Ordinal);
    }
}
