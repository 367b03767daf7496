using Nec.Core.Answers;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Answers;

public sealed class WaitingChangeTests
{
    private static readonly AnswerPeriod Quarter = new("2026-Q1", A.Day("2026-01-01"), A.Day("2026-03-31"));

    [Fact]
    public void The_newest_unclear_look_of_the_period_waits() =>
        Assert.Equal(A.Instant("2026-02-03"), Of(A.Look("2025-12-31", Verdict.Unclear), A.Look("2026-01-10", Verdict.Unclear), A.Look("2026-02-03", Verdict.Unclear), A.Look("2026-02-04"))?.At);

    [Theory]
    [InlineData("2025-12-31", "town")] // before the period
    [InlineData("2026-02-03", "village")] // a page that the promise does not name
    public void Other_looks_do_not(string at, string page) => Assert.Null(Of(A.Look(at, Verdict.Unclear, page)));

    [Fact]
    public void A_real_update_seen_later_answers_it() => Assert.Null(Of(A.Look("2026-02-03", Verdict.Unclear), A.Look("2026-02-05", Verdict.Substantive)));

    [Fact]
    public void A_persons_record_made_later_answers_it_and_one_made_before_does_not()
    {
        var record = A.Held("2026-02-01", A.Section);
        Assert.Null(Of(A.Look("2026-02-03", Verdict.Unclear), record with { RecordedAt = A.Instant("2026-02-04") }));
        Assert.NotNull(Of(A.Look("2026-02-03", Verdict.Unclear), record with { RecordedAt = A.Instant("2026-02-02") }));
    }

    [Fact]
    public void A_no_answers_what_was_seen_before_it_and_not_what_comes_after()
    {
        var answers = new StandingAnswers([new NoUpdate("section", "2026-Q1") { AnsweredAt = A.Instant("2026-02-03T09:00Z") }]);
        Assert.Null(Of(answers, A.Look("2026-02-03", Verdict.Unclear)));
        Assert.NotNull(Of(answers, A.Look("2026-02-04", Verdict.Unclear)));
    }

    [Fact]
    public void A_yes_makes_the_look_a_real_update_of_its_page_and_of_no_other()
    {
        var both = A.Section with { Evidence = new SectionEvidence("priorities", ["town", "village"]) };
        Fact[] facts = [A.Look("2026-01-02"), A.Look("2026-01-02", page: "village"), WaitingChange.Judge(A.Look("2026-02-03", Verdict.Unclear), isReal: true).Fact];
        var finding = Judged.On("2026-02-10", both, facts);
        Assert.Equal(["village"], finding.Lacking);
        Assert.Equal(Status.Met, Judged.On("2026-02-10", A.Section, facts).Of("2026-Q1"));
        Assert.NotEqual(Status.Met, Judged.On("2026-02-10", A.Section, A.Look("2026-01-02"), WaitingChange.Judge(A.Look("2026-02-03", Verdict.Unclear), isReal: false).Fact).Of("2026-Q1"));
    }

    [Fact]
    public void What_a_person_accepted_is_known_whatever_its_reason_says()
    {
        var accepted = Judge(A.Look("2026-02-03", Verdict.Unclear), isReal: true) with { Reason = "other words" };
        var refused = Judge(accepted, isReal: false);
        var seen = A.Look("2026-02-03", Verdict.Substantive) with { Reason = "a real update, on a person's word" };

        Assert.Equal(accepted, WaitingChange.Accepted(new Obligation(A.Section, null), Quarter, [accepted]));
        Assert.Null(WaitingChange.Accepted(new Obligation(A.Section, null), Quarter, [refused, seen]));
        Assert.False(refused.AcceptedByPerson);
    }

    private static SectionCheck? Of(params IReadOnlyCollection<Fact> facts) => Of(StandingAnswers.None, facts);

    private static SectionCheck? Of(StandingAnswers answers, params IReadOnlyCollection<Fact> facts) => WaitingChange.Of(new Obligation(A.Section, null), Quarter, facts, answers);

    private static SectionCheck Judge(SectionCheck look, bool isReal) => Assert.IsType<SectionCheck>(WaitingChange.Judge(look, isReal).Fact);
}
