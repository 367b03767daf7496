using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Reminders;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Compliance;

/// <summary>The checked arithmetic of the published contract's dates and numbers, a test for each row that Core decides.</summary>
public sealed class PublishedVectorsTests
{
    private static readonly Contract Year2019 = A.Contract with { From = A.Day("2019-08-02"), To = A.Day("2020-08-01") };

    [Fact]
    public void Vector_1_six_months_after_31_August_end_with_February_and_the_note_goes_on_the_Friday()
    {
        var finding = Judged.On("2026-02-10", A.Rolling, A.Held("2025-08-31", A.Rolling));

        Assert.Equal((Status.DueSoon, A.Day("2026-02-28"), A.Day("2025-08-31")), (finding.Status, finding.DueOn, finding.LastOn));
        Assert.StartsWith("due-28 2026-01-30, due-7 2026-02-20, due-0 2026-02-27, ", finding.StepWords(), StringComparison.Ordinal);
        Assert.All(finding.Steps.Take(3), step => Assert.Equal("inspector", step.Post));
    }

    [Fact]
    public void Vector_2_six_months_after_14_May_are_14_November() =>
        Assert.Equal(A.Day("2025-11-14"), Judged.On("2025-06-01", A.Rolling, A.Held("2025-05-14", A.Rolling)).DueOn);

    [Theory]
    [InlineData("2019-09-13", Status.DueSoon)]
    [InlineData("2019-09-20", Status.DueSoon)] // the last day of grace
    [InlineData("2019-09-21", Status.Overdue)]
    public void Vector_3_six_weeks_after_2_August_are_13_September_with_a_week_of_grace(string day, Status status)
    {
        var commitment = A.Rolling with { Rule = new Every(new(6, IntervalUnit.Week)), GraceDays = 7 };

        var finding = Judged.On(day, Year2019, commitment, A.Held("2019-08-02", commitment));

        Assert.Equal((status, A.Day("2019-09-13")), (finding.Status, finding.DueOn));
    }

    [Fact]
    public void Vector_4_half_an_hour_before_midnight_UTC_in_summer_is_the_next_quarter()
    {
        var sent = A.Held("2026-03-31") with { OccurredAt = A.Instant("2026-03-31T23:30Z") };

        var finding = Judged.On("2026-04-20", A.Contract with { From = A.Day("2026-01-01") }, A.Commitment, sent);

        Assert.Equal("2026-Q1 missed, 2026-Q2 met", finding.PeriodText());
        Assert.Equal(A.Day("2026-04-01"), finding.LastOn);
    }

    [Fact]
    public void Vector_5_two_updates_meet_both_quarters_and_are_stale_by_the_national_test_in_between()
    {
        var contract = A.Contract with { From = A.Day("2026-01-01") };
        SectionCheck[] looks =
        [
            A.Look("2026-01-01", Verdict.First), A.Look("2026-01-02", Verdict.Substantive), A.Look("2026-03-31"), A.Look("2026-04-01"), A.Look("2026-06-29"),
            A.Look("2026-06-30", Verdict.Substantive), A.Look("2026-07-01"),
        ];

        Assert.Equal("2026-Q1 met, 2026-Q2 met, 2026-Q3 on-track", Judged.On("2026-07-01", contract, A.Section, looks).PeriodText());
        for (var day = A.Day("2026-01-02"); day <= A.Day("2026-07-01"); day = day.AddDays(1))
        {
            var isStale = day >= A.Day("2026-04-03") && day <= A.Day("2026-06-29");
            var finding = Judged.On(Dates.Iso(day), contract, A.Section, looks);
            Assert.Equal(isStale, finding.StaleFrom <= day);
            Assert.Equal(isStale, finding.Reason.Contains("stale", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(8199, Status.Missed, 1, 10)]
    [InlineData(8200, Status.Met, 0, 9)] // the published number governs
    [InlineData(8208, Status.Met, 0, 1)]
    [InlineData(8209, Status.Met, 0, 0)]
    public void Vector_6_the_published_number_decides_and_the_percentage_is_told(long total, Status status, long missing, long percentMissing)
    {
        var finding = Judged.On("2020-01-01", Year2019, A.Likes, Likes(total, "2019-12-31T06:15Z"));

        Assert.Equal(status, finding.Status);
        Assert.Equal(new TargetFigures { Total = total, Target = 8200, Short = missing, PercentTarget = 8209, PercentShort = percentMissing }, finding.Target);
    }

    [Theory]
    [InlineData("2019-12-23", Status.Incomplete)] // 8 days
    [InlineData("2019-12-24", Status.Met)] // 7 days is not older than 7
    public void Vector_7_an_account_unread_for_eight_days_leaves_no_verdict_and_the_admin_is_told(string lastRead, Status status)
    {
        Reading[] readings = [.. Likes(9000, "2019-12-31T06:15Z")[..2], A.Reading("sherborne", $"{lastRead}T06:15Z", 3000)];

        var finding = Judged.On("2020-01-01", Year2019, A.Likes, readings);

        Assert.Equal(status, finding.Status);
        Assert.Equal(status == Status.Incomplete, finding.AdminNote?.Contains("sherborne", StringComparison.Ordinal) ?? false);
        Assert.Equal(9000, finding.Target?.Total); // the last value is carried for display
    }

    [Theory]
    [InlineData("2025-10-03", "2026-04-03", "2026-04-02")] // vector 8: Good Friday
    [InlineData("2025-06-28", "2025-12-28", "2025-12-24")] // a Sunday after Boxing Day: over Friday, Thursday and Christmas
    [InlineData("2026-06-28", "2026-12-28", "2026-12-24")] // vector 9: Boxing Day's substitute
    public void Vectors_8_and_9_a_reminder_moves_to_the_working_day_before_and_the_due_date_stays(string held, string dueOn, string sendOn)
    {
        var finding = Judged.On(held, A.Rolling, A.Held(held, A.Rolling));

        Assert.Equal(A.Day(dueOn), finding.DueOn);
        Assert.Equal(A.Day(sendOn), finding.Steps.Single(step => step.Name == ReminderStep.Due(0)).SendOn);
    }

    [Theory]
    [InlineData("2025-11-01", 2, "fewer than 7")]
    [InlineData("2025-10-28", 6, "fewer than 7")]
    [InlineData("2025-10-27", 7, "advertised 7 days ahead")] // seven is enough
    [InlineData("2025-11-04", null, "not seen advertised")]
    public void Vector_13_an_events_lead_time_is_told_and_flagged_below_seven_days(string firstSeen, int? leadDays, string words)
    {
        var commitment = A.Commitment with { Rule = new Each(PeriodKind.Month), Evidence = new EventsEvidence(1) };

        var finding = Judged.On("2025-11-10", A.Contract with { From = A.Day("2025-11-01") }, commitment, A.Event("2025-11-03", firstSeen, attended: true));

        Assert.Equal(leadDays, finding.LeadDays);
        Assert.True(finding.ConcernsEvents);
        Assert.Contains(words, finding.Reason, StringComparison.Ordinal);
        Assert.Equal(leadDays < 7, finding.Reason.Contains("fewer than", StringComparison.Ordinal) && leadDays is not null);
        Assert.Equal(leadDays is not null, finding.Of("2025-11") == Status.Met); // met only when both advertised and attended
    }

    [Fact]
    public void Vector_14_a_month_in_which_the_council_does_not_meet_is_not_applicable()
    {
        var commitment = A.Commitment with { Rule = new Each(PeriodKind.Month) };
        var contract = A.Contract with { From = A.Day("2025-07-01") };

        var finding = Judged.On("2025-09-30", contract, commitment, A.Held("2025-07-21"), A.Held("2025-08-01", outcome: Outcome.NotScheduled), A.Held("2025-09-15"));

        Assert.Equal("2025-07 met, 2025-08 not-applicable, 2025-09 met", finding.PeriodText());
    }

    [Fact]
    public void Vector_15_a_cosmetic_change_does_not_restart_the_clock()
    {
        SectionCheck[] looks = [A.Look("2025-01-01", Verdict.First), A.Look("2025-01-05", Verdict.Substantive), A.Look("2025-04-01"), A.Look("2025-06-30", Verdict.Cosmetic)];

        var finding = Judged.On("2025-07-01", A.Section, looks);

        Assert.Equal((Status.Overdue, A.Day("2025-04-06")), (finding.Of("2025-Q2"), finding.StaleFrom));
    }

    [Fact]
    public void Vector_16_three_nights_of_403_tell_the_admin_and_leave_the_teams_status_as_it_was()
    {
        Fact[] seen = [A.Look("2025-01-01", Verdict.First), A.Look("2025-02-01")];
        Fact[] silent = [.. seen, A.Unable("2025-02-02"), A.Unable("2025-02-03"), A.Unable("2025-02-04")];

        var before = Judged.On("2025-02-01", A.Section, seen);
        var after = Judged.On("2025-02-04", A.Section, silent);

        Assert.Equal((Status.OnTrack, null), (before.Status, before.AdminNote));
        Assert.Equal(before.Status, after.Status);
        Assert.Contains("HTTP 403", after.AdminNote, StringComparison.Ordinal);
        Assert.Contains("town", after.AdminNote, StringComparison.Ordinal);
    }

    [Fact]
    public void Vector_16_a_period_without_any_good_look_is_unable_to_check()
    {
        var finding = Judged.On("2025-01-04", A.Section, A.Unable("2025-01-02"), A.Unable("2025-01-03"), A.Unable("2025-01-04"));

        Assert.Equal(Status.UnableToCheck, finding.Status);
        Assert.Contains("HTTP 403", finding.AdminNote, StringComparison.Ordinal);
    }

    [Fact]
    public void Vector_17_priorities_without_an_action_date_are_stale_by_their_issue_date_and_the_reason_names_it()
    {
        var commitment = A.Commitment with { Evidence = new PrioritiesEvidence() };
        PriorityCheck[] looks = [new("N1", A.Instant("2025-05-30"), A.Day("2025-01-15"), null, false), new("N1", A.Instant("2025-06-15"), A.Day("2025-01-15"), null, false)];

        var finding = Judged.On("2025-06-15", commitment, looks);

        Assert.Equal(A.Day("2025-04-16"), finding.StaleFrom);
        Assert.Contains("stale", finding.Reason, StringComparison.Ordinal);
        Assert.Contains("issue-date 15 January 2025", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Vector_18_a_late_record_inside_the_period_is_met_and_says_how_late()
    {
        var finding = Judged.On("2025-02-28", A.Commitment, A.Held("2025-02-05") with { RecordedAt = A.Instant("2025-02-28T10:00Z") });

        Assert.Equal(Status.Met, finding.Status);
        Assert.Contains("recorded 23 days later", finding.Reason, StringComparison.Ordinal);
    }

    private static Reading[] Likes(long total, string at) =>
        [A.Reading("bridport", at, 2000), A.Reading("dorchester", at, 4000), A.Reading("sherborne", at, total - 6000)];
}
