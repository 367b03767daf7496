using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Answers;

public sealed class RecordingRulesTests
{
    private static Commitment Feedback { get; } = A.Rolling with { Id = "clerk-feedback", Title = "Ask the clerk", Evidence = new RecordOfEvidence("clerk-meeting", RecordNeed.Feedback) };

    [Theory]
    [InlineData("2025-01-01", null)] // the period's first day
    [InlineData("2025-03-31", null)] // its last
    [InlineData("2025-04-10", null)] // today, after its end: met late
    [InlineData("2025-04-11", "The day must be today, 10 April 2025, or in the past")]
    [InlineData("2024-12-31", "The day must be 1 January 2025 or later: the contract began then")]
    public void A_day_is_taken_from_the_periods_first_up_to_today(string on, string? fault) =>
        Assert.Equal(fault, Of(A.Commitment, "2025-Q1", "2025-04-10").Accept(new(Outcome.Held, A.Day(on))).Faults.SingleOrDefault()?.Text);

    [Fact]
    public void A_day_before_the_period_belongs_to_another_link() =>
        Assert.Contains("an earlier day is of another period", Of(A.Commitment, "2025-Q2", "2025-05-10").Accept(new(Outcome.Held, A.Day("2025-03-31"))).Faults.Single().Text, StringComparison.Ordinal);

    [Fact]
    public void A_day_after_the_contracts_end_is_refused() =>
        Assert.Contains("the contract ended then", Of(A.Commitment, "2025-Q1", "2025-04-10", A.Contract with { To = A.Day("2025-03-31") }).Accept(new(Outcome.Held, A.Day("2025-04-01"))).Faults.Single().Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("2025-02-10", null)] // inside the period the same record made elsewhere is the same fact
    [InlineData("2025-04-02", "2025-Q1")] // after it, the record says what it is for
    public void A_fact_names_its_period_only_when_its_day_lies_outside(string on, string? period) =>
        Assert.Equal(period, Taken(Of(A.Commitment, "2025-Q1", "2025-04-10"), new(Outcome.Held, A.Day(on))).Period);

    [Theory]
    [InlineData("2025-04-14", false)] // the last day for late recording
    [InlineData("2025-04-15", true)]
    public void After_the_days_for_late_recording_a_record_needs_a_reason(string today, bool reopens)
    {
        var recording = Of(A.Commitment, "2025-Q1", today);
        Assert.Equal(reopens, recording.Reopens);
        var entry = new Entry(Outcome.Held, A.Day("2025-03-20"));
        Assert.Equal(reopens ? ["reason"] : [], recording.Accept(entry).Faults.Select(fault => fault.Field));
        var reasoned = entry with { Reason = "on leave", Note = "hall" };
        Assert.Empty(recording.Accept(reasoned).Faults);
        Assert.Equal("hall\nRecorded late: on leave", Taken(recording, reasoned).Note);
        Assert.Equal(Status.Met, Judged.On(today, A.Commitment, Taken(recording, reasoned)).Of("2025-Q1"));
    }

    [Theory]
    [InlineData("2025-03-31")]
    [InlineData("2025-04-10")]
    public void Not_applicable_needs_a_reason_and_closes_the_period_without_a_breach(string today)
    {
        var recording = Of(A.Commitment, "2025-Q1", today);
        Assert.Equal(["reason"], recording.Accept(new(Outcome.NotApplicable, A.Day(today))).Faults.Select(fault => fault.Field));
        var fact = Taken(recording, new(Outcome.NotApplicable, A.Day(today)) { Reason = "the office was closed" });
        Assert.Equal("the office was closed", fact.Note);
        Assert.Equal(Status.NotApplicable, Judged.On(today, A.Commitment, fact).Of("2025-Q1"));
        Assert.Contains("not applicable, with a reason", Judged.On(today, A.Commitment, fact).Periods[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Not_applicable_restarts_a_rolling_promise_as_a_declined_meeting_does()
    {
        var fact = Taken(Of(A.Rolling, "2025-07-01", "2025-06-20"), new(Outcome.NotApplicable, A.Day("2025-06-20")) { Reason = "r" });
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
        Assert.Equal(["outcome"], Of(A.Section, "2025-Q1", "2025-02-10").Accept(new(Outcome.OfferedDeclined, A.Day("2025-02-01"))).Faults.Select(fault => fault.Field));
    }

    [Fact]
    public void One_meeting_recorded_with_feedback_keeps_both_promises()
    {
        var contract = A.Contract with { Commitments = [A.Rolling, Feedback] };
        var recording = new RecordingRules(contract, new(Feedback, null), new("2025-07-01", A.Day("2025-01-01"), A.Day("2025-07-01")), A.Day("2025-06-20"));
        Assert.True(recording.AsksFeedback);
        Assert.Equal(["feedback"], recording.Accept(new(Outcome.Held, A.Day("2025-06-19"))).Faults.Select(fault => fault.Field));
        Assert.Empty(recording.Accept(new(Outcome.OfferedDeclined, A.Day("2025-06-19"))).Faults);
        var fact = Taken(recording, new(Outcome.Held, A.Day("2025-06-19")) { Feedback = "pleased" });
        Assert.Equal("clerk-meeting", fact.Commitment);
        Assert.All(Judged.All(contract, [fact], A.WorkingDays, A.Day("2025-06-20")), finding => Assert.Equal(A.Day("2025-12-19"), finding.DueOn));

        var other = recording with { Obligation = new(A.Rolling, null) };
        Assert.True(other.AsksFeedback); // asked for, and not needed
        Assert.Empty(other.Accept(new(Outcome.Held, A.Day("2025-06-19"))).Faults);
        Assert.Equal("clerk-feedback", Assert.Single(other.AlsoKeeps).Obligation.Id);
    }

    [Fact]
    public void A_rolling_promises_link_takes_no_day_up_to_the_last_time_on_record()
    {
        var held = A.Held("2025-02-28", A.Rolling);
        var period = AnswerPeriod.Of(A.Contract, A.Rolling, "2025-08-28", [held])!;
        Assert.Equal((A.Day("2025-03-01"), A.Day("2025-08-28")), (period.First, period.Last));
        var recording = new RecordingRules(A.Contract, new(A.Rolling, null), period, A.Day("2025-08-20"));
        Assert.Equal(["day"], recording.Accept(new(Outcome.Held, A.Day("2025-02-28"))).Faults.Select(fault => fault.Field));
        Assert.Empty(recording.Accept(new(Outcome.Held, A.Day("2025-03-01"))).Faults);
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
        Assert.Equal(["reason"], recording.AcceptCorrection(A.Held("2025-02-11"), entry).Faults.Select(fault => fault.Field));
        Assert.Equal(["outcome"], recording.Accept(entry).Faults.Select(fault => fault.Field));
        Assert.Equal("Corrected: wrong day", ((Occurrence)recording.AcceptCorrection(A.Held("2025-02-11"), entry with { Reason = "wrong day" }).Fact!.Fact).Note);
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
        var (fact, faults) = RecordingRules.Named(A.Contract, new(A.Commitment, null), new(Outcome.Held, A.Day(on)) { Reason = reason }, period, A.Day(today));
        Assert.Equal(field, faults.SingleOrDefault()?.Field);
        Assert.Equal(field is null, fact is not null);
    }

    [Fact]
    public void A_record_by_name_and_one_by_a_link_say_the_same_of_a_late_meeting()
    {
        var entry = new Entry(Outcome.Held, A.Day("2025-03-20")) { Note = "hall", Means = "video", Feedback = "pleased", Reason = "on leave" };
        var byLink = Taken(Of(A.Commitment, "2025-Q1", "2025-04-15"), entry);
        Assert.Equal(byLink, RecordingRules.Named(A.Contract, new(A.Commitment, null), entry, null, A.Day("2025-04-15")).Fact?.Fact);
        Assert.Equal("hall\nRecorded late: on leave", byLink.Note);
    }

    [Theory]
    [InlineData("2024-12-31", "on")] // the day before the contract
    [InlineData("1999-01-01", "on")]
    [InlineData("2025-01-01", null)] // its first day
    [InlineData("2025-04-15", null)] // today
    [InlineData("2025-04-16", "on")]
    public void What_is_recorded_by_name_happened_while_the_contract_ran(string on, string? field)
    {
        foreach (var commitment in (Commitment[])[A.Commitment, A.Rolling, A.Section])
        {
            var entry = new Entry(Outcome.Held, A.Day(on)) { Reason = "on leave" };
            Assert.Equal(field, RecordingRules.Named(A.Contract, new(commitment, null), entry, null, A.Day("2025-04-15")).Faults.SingleOrDefault()?.Field);
        }
    }

    [Fact]
    public void What_is_recorded_by_name_after_the_contracts_end_is_refused() =>
        Assert.Contains("the contract ended then", Assert.Single(Named(A.Commitment, Outcome.Held, "2025-04-01", contract: A.Contract with { To = A.Day("2025-03-31") })).Text, StringComparison.Ordinal);

    [Fact]
    public void A_period_that_is_named_takes_no_day_before_it_and_lies_in_the_contract()
    {
        Assert.Equal(["on"], Named(A.Commitment, Outcome.Held, "2025-03-31", "2025-Q2").Select(fault => fault.Field));
        Assert.Empty(Named(A.Commitment, Outcome.Held, "2025-04-01", "2025-Q2"));
        Assert.Equal(["period"], Named(A.Commitment, Outcome.Held, "2025-04-01", "2024-Q4").Select(fault => fault.Field));
    }

    [Theory]
    [InlineData(Outcome.Held)]
    [InlineData(Outcome.Attended)]
    [InlineData(Outcome.NotApplicable)]
    public void Nothing_is_recorded_by_name_where_a_number_or_an_event_decides(Outcome outcome)
    {
        Assert.Contains(Named(A.Likes, outcome, "2025-04-10"), fault => fault.Field == "outcome");
        Assert.Contains(Named(A.Commitment with { Evidence = new PerEventEvidence(3, EventNeed.Footfall) }, outcome, "2025-04-10"), fault => fault.Field == "outcome");
    }

    [Fact]
    public void By_name_an_outcome_has_to_say_something_of_the_promise()
    {
        Assert.Contains("use held or not-applicable", Assert.Single(Named(A.Section, Outcome.OfferedDeclined, "2025-04-10")).Text, StringComparison.Ordinal);
        Assert.Empty(Named(A.Section, Outcome.Held, "2025-04-10"));
        Assert.Contains("use held", Assert.Single(Named(A.Commitment with { Rule = new Standing(PeriodKind.Quarter) }, Outcome.ReportSent, "2025-04-10")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Not_applicable_needs_a_reason_by_name_too_whatever_the_rule()
    {
        Assert.Equal(["reason"], Named(A.Rolling, Outcome.NotApplicable, "2025-04-10").Select(fault => fault.Field));
        Assert.Equal(["feedback"], Named(Feedback, Outcome.Attended, "2025-04-10").Select(fault => fault.Field));
    }

    [Fact]
    public void A_record_by_name_takes_two_outcomes_that_no_button_offers()
    {
        var fact = (Occurrence?)RecordingRules.Named(A.Contract, new(A.Rolling, "Lyme Regis"), new(Outcome.Attended, A.Day("2025-03-20")), "2025-07-01", A.Day("2025-04-15")).Fact?.Fact;
        Assert.Equal(("clerk-meeting", "Lyme Regis", Outcome.Attended, null), (fact?.Commitment, fact?.Place, fact?.Outcome, fact?.Period)); // an interval is counted from its days
        Assert.Empty(Named(A.Rolling, Outcome.Cancelled, "2025-04-10")); // it stays open
    }

    [Fact]
    public void A_day_after_the_last_date_is_meant_for_it_and_needs_a_reason_when_late()
    {
        var council = A.Commitment with { Rule = new OnDates([A.Day("2025-02-13"), A.Day("2025-03-13")]) };
        var entry = new Entry(Outcome.Held, A.Day("2025-03-20"));
        var late = A.Day("2025-06-01");
        Assert.Equal(["reason"], RecordingRules.Named(A.Contract, new(council, null), entry, null, late).Faults.Select(fault => fault.Field));
        var fact = (Occurrence?)RecordingRules.Named(A.Contract, new(council, null), entry with { Reason = "on leave" }, null, late).Fact?.Fact;
        Assert.Equal("2025-03-13", fact?.Period);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\n\t ")]
    public void Blank_words_are_none(string blank)
    {
        var entry = new Entry(Outcome.NotApplicable, A.Day("2025-04-10")) { Note = blank, Feedback = blank, Reason = blank, Means = blank };
        Assert.Equal((null, null, null, null), (entry.Note, entry.Feedback, entry.Reason, entry.Means));
        Assert.Equal("reason", Assert.Single(RecordingRules.Named(A.Contract, new(A.Rolling, null), entry, null, A.Day("2025-04-15")).Faults).Field);
    }

    [Theory]
    [InlineData(Entry.MostCharacters, null)]
    [InlineData(Entry.MostCharacters + 1, "note")]
    public void Words_are_as_long_as_is_kept(int characters, string? field) =>
        Assert.Equal(field, RecordingRules.Named(
            A.Contract, new(A.Rolling, null), new(Outcome.Held, A.Day("2025-04-10")) { Note = new string('x', characters) }, null, A.Day("2025-04-15")).Faults.SingleOrDefault()?.Field);

    private static IReadOnlyList<EntryFault> Named(Commitment commitment, Outcome outcome, string on, string? period = null, Contract? contract = null) =>
        RecordingRules.Named(contract ?? A.Contract, new(commitment, null), new(outcome, A.Day(on)), period, A.Day("2025-04-15")).Faults;

    private static Occurrence Taken(RecordingRules rules, Entry entry) => Assert.IsType<Occurrence>(rules.Accept(entry).Fact?.Fact);

    private static RecordingRules Of(Commitment commitment, string period, string today, Contract? contract = null)
    {
        var its = (contract ?? A.Contract) with { Commitments = [commitment] };
        return new(its, new(commitment, null), AnswerPeriod.Of(its, commitment, period, [])!, A.Day(today));
    }
}
