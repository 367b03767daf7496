using Nec.Core.Answers;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Answers;

public sealed class ImportRulesTests
{
    private static readonly Contract Contract = A.Contract with { Commitments = [A.Commitment, A.Rolling with { Places = ["Lyme Regis"] }, A.Likes, A.Section] };

    private static ImportRules Rules { get; } = new([Contract], _ => Contract, A.Instant("2025-04-15T12:00Z"));

    [Theory]
    [InlineData("2024-12-31", "occurredOn")] // the day before the contract
    [InlineData("2025-01-01", null)]
    [InlineData("2025-04-15", null)] // today
    [InlineData("2025-04-16", "occurredOn")]
    public void An_occurrence_happened_since_the_first_contract_began(string on, string? field) => Assert.Equal(field, Rules.FaultOf(A.Held(on))?.Field);

    [Fact]
    public void The_version_of_its_day_judges_a_fact_and_no_other()
    {
        var before = Contract with { From = A.Day("2024-01-01"), To = A.Day("2024-11-30"), Commitments = [A.Commitment with { Evidence = null }, A.Rolling with { Id = "old" }] };
        var since = Contract with { Commitments = [A.Commitment with { Evidence = new SectionEvidence("priorities", ["town"]) }] };
        var rules = new ImportRules([before, since], day => day >= since.From ? since : before, A.Instant("2025-04-15T12:00Z"));

        Assert.Equal("occurredOn", rules.FaultOf(A.Held("2023-12-31"))?.Field);
        Assert.Null(rules.FaultOf(A.Held("2024-06-01") with { Outcome = Outcome.ReportSent }));
        Assert.Equal("outcome", rules.FaultOf(A.Held("2025-02-01") with { Outcome = Outcome.ReportSent })?.Field);
        Assert.Null(rules.FaultOf(A.Held("2024-06-01") with { Commitment = "old" }));
        Assert.Equal("occurredOn", rules.FaultOf(A.Held("2024-12-15"))?.Field); // between the two
    }

    [Theory]
    [InlineData("2025-Q1", null)]
    [InlineData("2025-Q2", "occurredOn")] // an earlier day is of another period
    [InlineData("2024-Q4", "period")] // before the contract
    [InlineData("9998-Q1", "period")]
    public void A_period_that_is_named_is_one_of_the_promise(string period, string? field) =>
        Assert.Equal(field, Rules.FaultOf(A.Held("2025-02-01") with { Period = period })?.Field);

    [Fact]
    public void Words_that_a_promise_needs_are_asked_for_and_not_counted()
    {
        var feedback = A.Rolling with { Id = "feedback", Evidence = new RecordOfEvidence("clerk-meeting", RecordNeed.Feedback) };
        var contract = Contract with { Commitments = [A.Commitment, feedback] };
        var rules = new ImportRules([contract], _ => contract, A.Instant("2025-04-15T12:00Z"));
        var words = new string('x', 9000);

        Assert.Equal("feedback", rules.FaultOf(A.Held("2025-02-01", feedback))?.Field);
        Assert.Null(rules.FaultOf(A.Held("2025-02-01", feedback) with { Feedback = words }));
        Assert.Equal("note", rules.FaultOf(A.Held("2025-02-01") with { Outcome = Outcome.NotApplicable })?.Field);
        Assert.Null(rules.FaultOf(A.Held("2025-02-01") with { Outcome = Outcome.NotApplicable, Note = words }));
        Assert.Null(rules.FaultOf(A.Held("2025-02-01") with { Outcome = Outcome.Cancelled })); // as a correction leaves it
    }

    [Fact]
    public void Nothing_is_told_of_an_event_before_it_or_of_those_who_were_not_there()
    {
        var seen = A.Event("2025-04-15", "2025-04-01");
        Assert.Null(Rules.FaultOf(seen with { Attended = true, Footfall = EventRecord.MostPeople }));
        Assert.Equal("footfall", Rules.FaultOf(seen with { Attended = true, Footfall = EventRecord.MostPeople + 1 })?.Field);
        Assert.Equal("footfall", Rules.FaultOf(seen with { Attended = false, Footfall = 0 })?.Field);
        Assert.Equal("startsAt", Rules.FaultOf(A.Event("2025-04-16", "2025-04-01", true))?.Field);
        Assert.Null(Rules.FaultOf(A.Event("2025-04-16", "2025-04-01")));
        Assert.Equal("goneAt", Rules.FaultOf(seen with { GoneAt = A.Instant("2025-04-16") })?.Field);
    }

    [Fact]
    public void What_was_recorded_accepted_or_posted_lies_in_the_past_too()
    {
        Assert.Equal("recordedAt", Rules.FaultOf(A.Held("2025-02-01") with { RecordedAt = A.Instant("2030-01-01") })?.Field);
        Assert.Equal("lastPostOn", Rules.FaultOf(new Reading("bridport", "page-likes", A.Instant("2025-02-01"), 1) { LastPostOn = A.Day("2025-04-16") })?.Field);
        Assert.Equal("acceptedByPerson", Rules.FaultOf(A.Look("2025-02-01", Verdict.Unclear) with { AcceptedByPerson = true })?.Field);
        Assert.Null(Rules.FaultOf(A.Look("2025-02-01", Verdict.Substantive) with { AcceptedByPerson = true }));
    }

    [Fact]
    public void An_outcome_has_to_say_something_of_its_promise()
    {
        Assert.Equal("outcome", Rules.FaultOf(A.Held("2025-02-01", A.Likes))?.Field);
        Assert.Equal("outcome", Rules.FaultOf(A.Held("2025-02-01", A.Section) with { Outcome = Outcome.OfferedDeclined })?.Field);
        Assert.Null(Rules.FaultOf(A.Held("2025-02-01", A.Section)));
        Assert.Null(Rules.FaultOf(A.Held("2025-02-01", A.Rolling) with { Place = "lyme regis", Outcome = Outcome.OfferedDeclined }));
    }

    [Fact]
    public void History_needs_no_reason_however_late_it_comes() => Assert.Null(Rules.FaultOf(A.Held("2025-01-02")));

    [Theory]
    [InlineData("2025-04-15T12:00Z", null)]
    [InlineData("2025-04-15T12:01Z", "at")]
    [InlineData("2019-01-01T00:00Z", null)] // what stood before the contract is what a target begins from
    public void What_the_machine_saw_lies_in_the_past(string at, string? field) =>
        Assert.Equal(field, Rules.FaultOf(new Reading("bridport", "page-likes", A.Instant(at), 1000))?.Field);

    [Fact]
    public void A_fact_with_a_fault_is_not_accepted()
    {
        Assert.Throws<ArgumentException>(() => Rules.Accept([A.Held("2025-02-01"), A.Held("1999-01-01")]));
        Assert.Equal([A.Held("2025-02-01")], Rules.Accept([A.Held("2025-02-01")]).Select(accepted => accepted.Fact));
    }
}
