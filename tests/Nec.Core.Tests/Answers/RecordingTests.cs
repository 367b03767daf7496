using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Answers;

public sealed class RecordingTests
{
    private static Commitment Feedback { get; } = A.Rolling with { Id = "clerk-feedback", Title = "Ask the clerk", Evidence = new RecordOfEvidence("clerk-meeting", RecordNeed.Feedback) };

    [Theory]
    [InlineData("2025-01-01", null)] // the period's first day
    [InlineData("2025-03-31", null)] // its last
    [InlineData("2025-04-10", null)] // today, after its end: met late
    [InlineData("2025-04-11", "The day must be today, 10 April 2025, or in the past")]
    [InlineData("2024-12-31", "The day must be 1 January 2025 or later: the contract began then")]
    public void A_day_is_taken_from_the_periods_first_up_to_today(string on, string? fault) =>
        Assert.Equal(fault, Of(A.Commitment, "2025-Q1", "2025-04-10").Faults(new(Outcome.Held, A.Day(on))).SingleOrDefault()?.Text);

    [Fact]
    public void A_day_before_the_period_belongs_to_another_link() =>
        Assert.Contains("this page is for the period that began then", Of(A.Commitment, "2025-Q2", "2025-05-10").Faults(new(Outcome.Held, A.Day("2025-03-31"))).Single().Text, StringComparison.Ordinal);

    [Fact]
    public void A_day_after_the_contracts_end_is_refused() =>
        Assert.Contains("the contract ended then", Of(A.Commitment, "2025-Q1", "2025-04-10", A.Contract with { To = A.Day("2025-03-31") }).Faults(new(Outcome.Held, A.Day("2025-04-01"))).Single().Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("2025-02-10", null)] // inside the period the same record made elsewhere is the same fact
    [InlineData("2025-04-02", "2025-Q1")] // after it, the record says what it is for
    public void A_fact_names_its_period_only_when_its_day_lies_outside(string on, string? period) =>
        Assert.Equal(period, Of(A.Commitment, "2025-Q1", "2025-04-10").ToFact(new(Outcome.Held, A.Day(on))).Period);

    [Theory]
    [InlineData("2025-04-14", false)] // the last day for late recording
    [InlineData("2025-04-15", true)]
    public void After_the_days_for_late_recording_a_record_needs_a_reason(string today, bool reopens)
    {
        var recording = Of(A.Commitment, "2025-Q1", today);
        Assert.Equal(reopens, recording.Reopens);
        var entry = new Entry(Outcome.Held, A.Day("2025-03-20"));
        Assert.Equal(reopens ? ["reason"] : [], recording.Faults(entry).Select(fault => fault.Field));
        var reasoned = entry with { Reason = "on leave", Note = "hall" };
        Assert.Empty(recording.Faults(reasoned));
        Assert.Equal("hall\nRecorded late: on leave", recording.ToFact(reasoned).Note);
        Assert.Equal(Status.Met, Judged.On(today, A.Commitment, recording.ToFact(reasoned)).Of("2025-Q1"));
    }

    [Theory]
    [InlineData("2025-03-31")]
    [InlineData("2025-04-10")]
    public void Not_applicable_needs_a_reason_and_closes_the_period_without_a_breach(string today)
    {
        var recording = Of(A.Commitment, "2025-Q1", today);
        Assert.Equal(["reason"], recording.Faults(new(Outcome.NotApplicable, A.Day(today))).Select(fault => fault.Field));
        var fact = recording.ToFact(new(Outcome.NotApplicable, A.Day(today)) { Reason = "the office was closed" });
        Assert.Equal("the office was closed", fact.Note);
        Assert.Equal(Status.NotApplicable, Judged.On(today, A.Commitment, fact).Of("2025-Q1"));
        Assert.Contains("not applicable, with a reason", Judged.On(today, A.Commitment, fact).Periods[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Not_applicable_restarts_a_rolling_promise_as_a_declined_meeting_does()
    {
        var fact = Of(A.Rolling, "2025-07-01", "2025-06-20").ToFact(new(Outcome.NotApplicable, A.Day("2025-06-20")) { Reason = "r" });
        var finding = Judged.On("2025-06-20", A.Rolling, fact);
        Assert.Equal((A.Day("2025-12-20"), Status.NotApplicable, null), (finding.DueOn, finding.Of("2025-07-01"), finding.LastOn));
        Assert.Contains("not applicable, with a reason 20 June 2025", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_fits_depends_on_what_decides_the_promise()
    {
        Assert.Equal([Outcome.Held, Outcome.ReportSent, Outcome.OfferedDeclined, Outcome.NotScheduled, Outcome.NotApplicable], Of(A.Commitment, "2025-Q1", "2025-02-10").Fitting);
        Assert.Equal([Outcome.Held, Outcome.NotApplicable], Of(A.Section, "2025-Q1", "2025-02-10").Fitting);
        Assert.Equal([Outcome.Held], Of(A.Commitment with { Rule = new Standing(PeriodKind.Quarter) }, "2025-Q1", "2025-02-10").Fitting);
        Assert.Empty(Of(A.Likes, "2019-12-31", "2025-02-10").Fitting);
        Assert.Empty(Of(A.Commitment with { Evidence = new PerEventEvidence(3, EventNeed.Footfall) }, "2025-02-03/1", "2025-02-10").Fitting);
        Assert.Equal(["outcome"], Of(A.Section, "2025-Q1", "2025-02-10").Faults(new(Outcome.OfferedDeclined, A.Day("2025-02-01"))).Select(fault => fault.Field));
    }

    [Fact]
    public void One_meeting_recorded_with_feedback_keeps_both_promises()
    {
        var contract = A.Contract with { Commitments = [A.Rolling, Feedback] };
        var recording = new Recording(contract, new(Feedback, null), new("2025-07-01", A.Day("2025-01-01"), A.Day("2025-07-01")), A.Day("2025-06-20"));
        Assert.True(recording.AsksFeedback);
        Assert.Equal(["feedback"], recording.Faults(new(Outcome.Held, A.Day("2025-06-19"))).Select(fault => fault.Field));
        Assert.Empty(recording.Faults(new(Outcome.OfferedDeclined, A.Day("2025-06-19"))));
        var fact = recording.ToFact(new(Outcome.Held, A.Day("2025-06-19")) { Feedback = "pleased" });
        Assert.Equal("clerk-meeting", fact.Commitment);
        Assert.All(Assessment.Assess(contract, [fact], A.WorkingDays, A.Day("2025-06-20")), finding => Assert.Equal(A.Day("2025-12-19"), finding.DueOn));

        var other = recording with { Obligation = new(A.Rolling, null) };
        Assert.True(other.AsksFeedback); // asked for, and not needed
        Assert.Empty(other.Faults(new(Outcome.Held, A.Day("2025-06-19"))));
        Assert.Equal("clerk-feedback", Assert.Single(other.AlsoKeeps).Obligation.Id);
    }

    [Fact]
    public void A_rolling_promises_link_takes_no_day_up_to_the_last_time_on_record()
    {
        var held = A.Held("2025-02-28", A.Rolling);
        var period = AnswerPeriod.Of(A.Contract, A.Rolling, "2025-08-28", [held])!;
        Assert.Equal((A.Day("2025-03-01"), A.Day("2025-08-28")), (period.First, period.Last));
        var recording = new Recording(A.Contract, new(A.Rolling, null), period, A.Day("2025-08-20"));
        Assert.Equal(["day"], recording.Faults(new(Outcome.Held, A.Day("2025-02-28"))).Select(fault => fault.Field));
        Assert.Empty(recording.Faults(new(Outcome.Held, A.Day("2025-03-01"))));
        Assert.Empty(recording.OnRecord([held]));
    }

    [Theory]
    [InlineData("2025-07-01", "2025-01-01")] // counted from the contract's beginning
    [InlineData("2025-11-14", "2025-05-15")] // counted from a change that the machine saw on 14 May
    [InlineData("2025-03-01", "2025-01-01")] // never before the contract
    public void An_interval_without_a_record_begins_as_far_back_as_it_reaches(string dueOn, string first) =>
        Assert.Equal(A.Day(first), AnswerPeriod.Of(A.Contract, A.Rolling, dueOn, [])!.First);

    [Theory]
    [InlineData("2025-02-10", null, "day")] // today is no later day
    [InlineData("2025-02-11", null, null)]
    [InlineData("2025-03-31", null, null)] // the due date itself
    [InlineData("2025-04-01", null, "reason")]
    [InlineData("2025-04-01", "she is on leave", null)]
    [InlineData("2025-04-14", "she is on leave", null)] // the link's last day
    [InlineData("2025-04-15", "she is on leave", "day")]
    public void It_can_be_put_off_to_a_day_within_the_link_and_past_the_due_date_with_a_reason(string until, string? reason, string? field) =>
        Assert.Equal(field, Of(A.Commitment, "2025-Q1", "2025-02-10").SnoozeFaults(A.Day(until), reason, A.Day("2025-04-14")).SingleOrDefault()?.Field);

    [Fact]
    public void A_correction_needs_a_reason_and_may_say_that_it_never_took_place()
    {
        var recording = Of(A.Commitment, "2025-Q1", "2025-04-10");
        var entry = new Entry(Outcome.Cancelled, A.Day("2025-02-10"));
        Assert.Equal(["reason"], recording.Faults(entry, isCorrection: true).Select(fault => fault.Field));
        Assert.Equal(["outcome"], recording.Faults(entry).Select(fault => fault.Field));
        Assert.Equal("Corrected: wrong day", recording.Correction(A.Held("2025-02-11"), entry with { Reason = "wrong day" }).Note);
    }

    [Theory]
    [InlineData("2025-03-20", "2025-04-14", null, null, null)] // the last day for late recording
    [InlineData("2025-03-20", "2025-04-15", null, null, "reason")]
    [InlineData("2025-04-02", "2025-04-15", "2025-Q1", null, "reason")] // the period that is named counts, not the one that the day lies in
    [InlineData("2025-04-02", "2025-04-15", null, null, null)]
    [InlineData("2025-04-02", "2025-04-15", "2025-04", null, "period")]
    [InlineData("2025-04-16", "2025-04-15", null, null, "on")]
    [InlineData("2025-03-20", "2025-04-15", null, "on leave", null)]
    public void What_is_recorded_by_name_needs_what_the_page_asks_for(string on, string today, string? period, string? reason, string? field)
    {
        var (fact, faults) = Recording.Named(A.Contract, new(A.Commitment, null), new(Outcome.Held, A.Day(on)) { Reason = reason }, period, A.Day(today));
        Assert.Equal(field, faults.SingleOrDefault()?.Field);
        Assert.Equal(field is null, fact is not null);
    }

    [Fact]
    public void A_record_by_name_and_one_by_a_link_say_the_same_of_a_late_meeting()
    {
        var entry = new Entry(Outcome.Held, A.Day("2025-03-20")) { Note = "hall", Means = "video", Feedback = "pleased", Reason = "on leave" };
        var byLink = Of(A.Commitment, "2025-Q1", "2025-04-15").ToFact(entry);
        Assert.Equal(byLink, Recording.Named(A.Contract, new(A.Commitment, null), entry, null, A.Day("2025-04-15")).Fact);
        Assert.Equal("hall\nRecorded late: on leave", byLink.Note);
    }

    [Fact]
    public void A_record_by_name_takes_an_outcome_that_no_button_offers_and_names_the_period_that_it_was_given()
    {
        var (fact, _) = Recording.Named(A.Contract, new(A.Rolling, "Lyme Regis"), new(Outcome.Attended, A.Day("2025-03-20")), "2025-07-01", A.Day("2025-04-15"));
        Assert.Equal(("clerk-meeting", "Lyme Regis", Outcome.Attended, "2025-07-01"), (fact?.Commitment, fact?.Place, fact?.Outcome, fact?.Period));
    }

    private static Recording Of(Commitment commitment, string period, string today, Contract? contract = null)
    {
        var its = (contract ?? A.Contract) with { Commitments = [commitment] };
        return new(its, new(commitment, null), AnswerPeriod.Of(its, commitment, period, [])!, A.Day(today));
    }
}
