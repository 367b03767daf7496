using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Compliance;

public sealed class EveryTests
{
    private static readonly Commitment OfSection = A.Rolling with { Id = "section", Rule = new Every(new(3, IntervalUnit.Month)), Evidence = new SectionEvidence("priorities", ["town", "village"]) };

    [Theory]
    [InlineData("2024-12-31", Status.NotStarted)]
    [InlineData("2025-01-01", Status.NoRecord)]
    [InlineData("2025-06-20", Status.NoRecord)] // a reminder's day changes nothing while there is no record
    [InlineData("2025-07-01", Status.NoRecord)] // from + interval is still in time
    [InlineData("2025-07-02", Status.Overdue)]
    [InlineData("2027-07-02", Status.Overdue)] // until held, never missed
    public void No_history_is_no_record_until_the_first_due_date_has_passed(string day, Status status)
    {
        var finding = Judged.On(day, A.Rolling);

        Assert.Equal(status, finding.Status);
        Assert.NotEmpty(finding.Reason);
        Assert.Equal(status == Status.NotStarted ? null : A.Day("2025-07-01"), finding.DueOn);
    }

    [Theory]
    [InlineData("2025-03-10", Status.OnTrack)]
    [InlineData("2025-08-12", Status.OnTrack)]
    [InlineData("2025-08-13", Status.DueSoon)] // 28 days before
    [InlineData("2025-09-10", Status.DueSoon)] // the due date itself is still in time
    [InlineData("2025-09-11", Status.Overdue)]
    [InlineData("2026-09-11", Status.Overdue)]
    public void Status_changes_at_the_first_reminder_and_the_day_after_the_due_date(string day, Status status)
    {
        var finding = Judged.On(day, A.Rolling, A.Held("2025-03-10", A.Rolling));

        Assert.Equal((status, A.Day("2025-09-10"), A.Day("2025-03-10")), (finding.Status, finding.DueOn, finding.LastOn));
        Assert.Equal("2025-07-01 met", finding.PeriodText()); // the interval from the contract's start, closed
    }

    [Fact]
    public void A_reminder_that_moves_before_a_weekend_begins_due_soon_with_it()
    {
        var held = A.Held("2025-08-31", A.Rolling); // 28 days before 28 February 2026 is Saturday 31 January

        Assert.Equal(Status.OnTrack, Judged.On("2026-01-29", A.Rolling, held).Status);
        Assert.Equal(Status.DueSoon, Judged.On("2026-01-30", A.Rolling, held).Status);
    }

    [Fact]
    public void Holding_one_early_restarts_the_clock_and_a_late_one_does_not_excuse_the_interval()
    {
        var finding = Judged.On("2026-01-31", A.Rolling, A.Held("2025-03-10", A.Rolling), A.Held("2025-05-01", A.Rolling), A.Held("2025-11-02", A.Rolling));

        Assert.Equal("2025-07-01 met, 2025-09-10 met, 2025-11-01 met-late", finding.PeriodText());
        Assert.Equal((Status.OnTrack, A.Day("2026-05-02")), (finding.Status, finding.DueOn));
    }

    [Theory]
    [InlineData("2025-02-19", Status.Met)] // the last day of grace
    [InlineData("2025-02-20", Status.MetLate)]
    public void Grace_counts_before_an_interval_is_late(string held, Status status)
    {
        var commitment = A.Rolling with { Rule = new Every(new(6, IntervalUnit.Week)), GraceDays = 7 }; // due 12 February

        Assert.Equal(status, Judged.On("2025-03-01", commitment, A.Held(held, commitment)).Of("2025-02-12"));
    }

    [Theory]
    [InlineData("2025-03-17", Status.OnTrack)]
    [InlineData("2025-03-18", Status.DueSoon)] // past its date, within grace, and a week has no reminders
    [InlineData("2025-03-21", Status.Overdue)]
    public void Grace_is_due_soon_also_without_a_ladder(string day, Status status)
    {
        var commitment = A.Rolling with { Rule = new Every(new(1, IntervalUnit.Week)), GraceDays = 3 };

        Assert.Equal(status, Judged.On(day, commitment, A.Held("2025-03-10", commitment)).Status);
    }

    [Fact]
    public void One_held_before_the_contract_began_starts_the_clock_and_closes_no_interval()
    {
        var finding = Judged.On("2025-01-01", A.Rolling, A.Held("2024-10-05", A.Rolling));

        Assert.Equal((Status.OnTrack, A.Day("2025-04-05")), (finding.Status, finding.DueOn));
        Assert.Empty(finding.Periods);
    }

    [Theory]
    [InlineData(Outcome.Held, Status.OnTrack, "2025-12-01", "2025-07-01 met")]
    [InlineData(Outcome.Attended, Status.OnTrack, "2025-12-01", "2025-07-01 met")]
    [InlineData(Outcome.ReportSent, Status.OnTrack, "2025-12-01", "2025-07-01 met")]
    [InlineData(Outcome.OfferedDeclined, Status.OnTrack, "2025-12-01", "2025-07-01 not-applicable")] // closes without breach, counted apart
    [InlineData(Outcome.NotScheduled, Status.OnTrack, "2025-12-01", "2025-07-01 not-applicable")]
    [InlineData(Outcome.Cancelled, Status.Overdue, "2025-07-01", "")] // by us: the promise stays open
    public void An_outcome_keeps_closes_or_leaves_open(Outcome outcome, Status status, string dueOn, string periods)
    {
        var finding = Judged.On("2025-07-02", A.Rolling, A.Held("2025-06-01", A.Rolling, outcome));

        Assert.Equal((status, A.Day(dueOn), periods), (finding.Status, finding.DueOn, finding.PeriodText()));
    }

    [Fact]
    public void The_whole_ladder_stands_in_the_finding_and_escalates_from_the_end_of_grace()
    {
        var commitment = A.Rolling with { GraceDays = 3 };

        var finding = Judged.On("2025-03-10", commitment, A.Held("2025-03-10", commitment)); // due Wednesday 10 September, grace to Saturday 13th

        Assert.Equal("due-28 2025-08-13, due-7 2025-09-03, due-0 2025-09-10, over-7 2025-09-22, over-14 2025-09-29", finding.StepWords()); // Saturdays: the Mondays after
        Assert.Equal("chief-inspector", finding.Steps[^1].Post);
    }

    [Theory]
    [InlineData("2025-09-09", Status.NotApplicable)] // the end cuts it off
    [InlineData("2025-09-10", Status.Overdue)] // it fell due on the contract's last day
    public void A_due_date_after_the_contracts_end_is_not_owed(string to, Status status) =>
        Assert.Equal(status, Judged.On("2025-09-20", A.Contract with { To = A.Day(to) }, A.Rolling, A.Held("2025-03-10", A.Rolling)).Status);

    [Fact]
    public void A_due_date_on_the_contracts_last_day_is_owed_also_within_its_grace()
    {
        var contract = A.Contract with { To = A.Day("2025-09-12") };
        var commitment = A.Rolling with { GraceDays = 7 };

        Assert.Equal(Status.DueSoon, Judged.On("2025-09-17", contract, commitment, A.Held("2025-03-10", commitment)).Status);
        Assert.Equal(Status.Overdue, Judged.On("2025-09-18", contract, commitment, A.Held("2025-03-10", commitment)).Status);
    }

    [Fact]
    public void The_worst_page_speaks()
    {
        Fact[] looks =
        [
            A.Look("2025-01-01", Verdict.First), A.Look("2025-01-01", Verdict.First, "village"), A.Look("2025-02-01", Verdict.Substantive), A.Look("2025-02-20", Verdict.Substantive, "village"),
            A.Look("2025-05-05"), A.Look("2025-05-05", Verdict.Unchanged, "village"),
        ];

        var finding = Judged.On("2025-05-05", OfSection, looks);

        Assert.Equal((Status.Overdue, A.Day("2025-05-01")), (finding.Status, finding.DueOn));
    }

    [Fact]
    public void A_silent_source_is_never_overdue()
    {
        Fact[] looks = [A.Look("2025-01-01", Verdict.First), A.Look("2025-01-01", Verdict.First, "village"), A.Unable("2025-02-01"), A.Unable("2025-02-01", "village")];

        Assert.Equal(Status.UnableToCheck, Judged.On("2025-05-05", OfSection, looks).Status);
    }

    [Fact]
    public void A_failed_look_and_no_good_one_yet_is_unable_to_check() => Assert.Equal(Status.UnableToCheck, Judged.On("2025-01-02", OfSection, A.Unable("2025-01-02")).Status);

    [Fact]
    public void A_source_that_is_not_connected_is_told_to_the_admin()
    {
        var contract = A.Contract with { Commitments = [OfSection] };

        var finding = Judged.All(contract, [], A.WorkingDays, A.Day("2025-02-01"), connected: new HashSet<string>(StringComparer.Ordinal)).Single();

        Assert.Equal(Status.UnableToCheck, finding.Status);
        Assert.Contains("not connected", finding.AdminNote, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_may_record_what_a_machine_sees_and_it_shows()
    {
        var finding = Judged.On("2025-02-02", OfSection, A.Held("2025-02-01", OfSection), A.Look("2025-02-01", Verdict.First), A.Look("2025-02-01", Verdict.First, "village"));

        Assert.Equal((Status.OnTrack, A.Day("2025-05-01")), (finding.Status, finding.DueOn));
        Assert.Contains("on a person's word", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_soft_one_is_never_overdue_and_sends_nothing()
    {
        var finding = Judged.On("2026-03-01", A.Rolling with { Soft = true }, A.Held("2025-03-10", A.Rolling));

        Assert.Equal(Status.NoRecord, finding.Status);
        Assert.Empty(finding.Steps);
    }

    [Fact]
    public void Places_are_judged_apart()
    {
        var commitment = A.Rolling with { Places = ["Sherborne", "Lyme Regis"] };

        var findings = Judged.All(A.Contract with { Commitments = [commitment] }, [A.Held("2025-06-01", commitment) with { Place = "Lyme Regis" }], A.WorkingDays, A.Day("2025-07-02"));

        Assert.Equal([("clerk-meeting/sherborne", Status.Overdue), ("clerk-meeting/lyme-regis", Status.OnTrack)], findings.Select(finding => (finding.Obligation, finding.Status)));
    }

    [Fact]
    public void Anothers_declined_meeting_closes_this_one_too()
    {
        var commitment = A.Rolling with { Id = "clerk-feedback", Evidence = new RecordOfEvidence("clerk-meeting", RecordNeed.Feedback) };

        Assert.Equal(Status.OnTrack, Judged.On("2025-07-02", commitment, A.Held("2025-06-01", A.Rolling, Outcome.OfferedDeclined)).Status);
    }

    [Theory]
    [InlineData("feedback given", Status.OnTrack)]
    [InlineData(" ", Status.Overdue)] // Q1 needs the feedback field filled
    [InlineData(null, Status.Overdue)]
    public void Anothers_record_counts_only_when_it_holds_what_is_needed(string? feedback, Status status)
    {
        var commitment = A.Rolling with { Id = "clerk-feedback", Evidence = new RecordOfEvidence("clerk-meeting", RecordNeed.Feedback) };

        Assert.Equal(status, Judged.On("2025-07-02", commitment, A.Held("2025-06-01", A.Rolling) with { Feedback = feedback }).Status);
    }
}
