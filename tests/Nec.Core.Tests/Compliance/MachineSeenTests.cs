using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Compliance;

public sealed class MachineSeenTests
{
    private static readonly Commitment BothPages = A.Section with { Evidence = new SectionEvidence("priorities", ["town", "village"]) };
    private static readonly Commitment Priorities = A.Commitment with { Evidence = new PrioritiesEvidence() };

    [Theory]
    [InlineData("2025-03-29T22:59Z", Status.UnableToCheck)] // more than 48 h before 1 April 00:00 in London
    [InlineData("2025-03-29T23:00Z", Status.Overdue)] // 48 h before, to the minute
    [InlineData("2025-03-31T22:30Z", Status.Overdue)]
    [InlineData("2025-04-01T02:30Z", Status.Overdue)] // after
    public void A_period_is_a_breach_only_when_its_end_was_seen(string lastLook, Status status) =>
        Assert.Equal(status, Judged.On("2025-04-03", A.Section, A.Look("2025-01-01", Verdict.First), A.Look(lastLook)).Of("2025-Q1"));

    [Fact]
    public void A_first_look_has_nothing_to_compare_with_and_proves_no_breach() => Assert.Equal(Status.UnableToCheck, Judged.On("2025-04-20", A.Section, A.Look("2025-04-20", Verdict.First)).Of("2025-Q1"));

    [Theory]
    [InlineData("2025-04-14", Status.UnableToCheck, "2025-Q1")] // while it can still be recorded it speaks first, and is no breach
    [InlineData("2025-04-15", Status.OnTrack, "2025-Q2")]
    public void An_ended_period_that_nobody_saw_speaks_first_while_it_is_open(string day, Status status, string period)
    {
        var finding = Judged.On(day, A.Section, A.Look("2025-01-01", Verdict.First), A.Look("2025-01-02"));

        Assert.Equal((status, period), (finding.Status, finding.Period));
    }

    [Fact]
    public void A_look_after_a_silence_proves_what_it_finds_unchanged() =>
        Assert.Equal("2025-Q1 missed, 2025-Q2 on-track", Judged.On("2025-05-20", A.Section, A.Look("2025-01-01", Verdict.First), A.Look("2025-05-20")).PeriodText());

    [Fact]
    public void Without_a_single_look_an_ended_period_is_unable_to_check_and_never_missed()
    {
        var finding = Judged.On("2025-08-01", A.Section);

        Assert.Equal("2025-Q1 unable-to-check, 2025-Q2 unable-to-check, 2025-Q3 on-track", finding.PeriodText());
        Assert.Equal(Status.OnTrack, finding.Status);
    }

    [Theory]
    [InlineData("2025-04-01", "2025-Q1 met, 2025-Q2 on-track")] // one night is a gap too
    [InlineData("2025-05-20", "2025-Q1 met, 2025-Q2 on-track")]
    public void A_change_after_a_gap_counts_for_the_earliest_unmet_period_that_it_touches(string seen, string periods) =>
        Assert.Equal(periods, Judged.On("2025-05-20", A.Section, A.Look("2025-03-31", Verdict.First), A.Look(seen, Verdict.Substantive)).PeriodText());

    [Fact]
    public void A_change_after_a_gap_was_made_within_the_period_that_it_counts_for() =>
        Assert.Equal(A.Day("2025-03-31"), Judged.On("2025-04-02", A.Section, A.Look("2025-03-31", Verdict.First), A.Look("2025-04-01", Verdict.Substantive)).LastOn);

    [Fact]
    public void A_change_after_a_gap_counts_for_the_later_period_when_the_earlier_is_not_owed() => Assert.Equal(
        "2025-Q1 not-applicable, 2025-Q2 met",
        Judged.On("2025-04-02", A.Contract with { From = A.Day("2025-03-10") }, A.Section, A.Look("2025-03-31", Verdict.First), A.Look("2025-04-01", Verdict.Substantive)).PeriodText());

    [Fact]
    public void A_change_after_a_gap_counts_for_the_later_period_when_the_earlier_is_met() => Assert.Equal(
        "2025-Q1 met, 2025-Q2 met",
        Judged.On("2025-04-02", A.Section, A.Look("2025-02-01", Verdict.First), A.Look("2025-02-02", Verdict.Substantive), A.Look("2025-03-31"), A.Look("2025-04-01", Verdict.Substantive)).PeriodText());

    [Fact]
    public void A_change_after_a_gap_counts_for_the_later_period_when_a_person_met_the_earlier() => Assert.Equal(
        "2025-Q1 met, 2025-Q2 met",
        Judged.On("2025-04-02", A.Section, A.Held("2025-02-01", A.Section), A.Look("2025-03-31", Verdict.First), A.Look("2025-04-01", Verdict.Substantive)).PeriodText());

    [Fact]
    public void A_change_after_a_gap_counts_for_the_later_period_when_the_earlier_is_closed() => Assert.Equal(
        "2025-Q1 not-applicable, 2025-Q2 met",
        Judged.On("2025-04-02", A.Section, A.Held("2025-02-01", A.Section, Outcome.NotScheduled), A.Look("2025-03-31", Verdict.First), A.Look("2025-04-01", Verdict.Substantive)).PeriodText());

    [Fact]
    public void A_change_with_no_look_before_it_counts_for_the_period_it_was_seen_in() =>
        Assert.Equal(Status.Met, Judged.On("2025-06-01", A.Section, A.Look("2025-04-05", Verdict.Substantive)).Of("2025-Q2"));

    [Fact]
    public void Changed_priorities_without_any_date_and_no_look_before_count_for_the_period_they_were_seen_in() =>
        Assert.Equal(Status.Met, Judged.On("2025-02-01", Priorities, new PriorityCheck("N1", A.Instant("2025-02-01"), null, null, true)).Status);

    [Fact]
    public void Every_page_must_be_updated_and_the_reason_names_the_one_that_was_not()
    {
        Fact[] looks =
        [
            A.Look("2025-01-01", Verdict.First), A.Look("2025-01-01", Verdict.First, "village"), A.Look("2025-02-01", Verdict.Substantive),
            A.Look("2025-04-01"), A.Look("2025-04-01", Verdict.Unchanged, "village"),
        ];

        var finding = Judged.On("2025-04-01", BothPages, looks);

        Assert.Equal(Status.Overdue, finding.Status);
        Assert.Contains("village", finding.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("town", finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Verdict.Missing)]
    [InlineData(Verdict.Empty)]
    public void A_section_that_is_gone_or_empty_proves_nothing(Verdict verdict) =>
        Assert.Equal(Status.UnableToCheck, Judged.On("2025-04-02", A.Section, A.Look("2025-01-01", Verdict.First), A.Look("2025-04-01", verdict)).Of("2025-Q1"));

    [Theory]
    [InlineData("2025-07-01", Status.UnableToCheck)] // looks failed in this quarter and none was good
    [InlineData("2025-06-30", Status.OnTrack)]
    public void A_current_period_with_a_failed_look_and_no_good_one_is_unable_to_check(string failed, Status status) =>
        Assert.Equal(status, Judged.On("2025-07-02", A.Section, A.Look("2025-05-01", Verdict.First), A.Look("2025-05-02", Verdict.Substantive), A.Unable(failed)).Of("2025-Q3"));

    [Theory]
    [InlineData(new[] { "2025-02-02" }, false)]
    [InlineData(new[] { "2025-02-02", "2025-02-03" }, false)]
    [InlineData(new[] { "2025-02-02T03:30Z", "2025-02-02T04:30Z", "2025-02-02T05:30Z" }, false)] // three failures of one night
    [InlineData(new[] { "2025-02-02", "2025-02-03", "2025-02-04" }, true)]
    [InlineData(new[] { "2025-02-02", "2025-02-04" }, true)] // 48 hours
    public void Three_failed_nights_or_48_hours_tell_the_admin(string[] failed, bool told) =>
        Assert.Equal(told, Judged.On("2025-02-05", A.Section, [A.Look("2025-02-01", Verdict.First), .. failed.Select(at => A.Unable(at))]).AdminNote is not null);

    [Fact]
    public void A_good_look_ends_the_silence() =>
        Assert.Null(Judged.On("2025-02-05", A.Section, A.Look("2025-02-01", Verdict.First), A.Unable("2025-02-02"), A.Unable("2025-02-03"), A.Unable("2025-02-04"), A.Look("2025-02-05")).AdminNote);

    [Fact]
    public void A_person_may_record_it_and_it_shows()
    {
        var finding = Judged.On("2025-02-05", A.Section, A.Held("2025-02-01", A.Section));

        Assert.Equal(Status.Met, finding.Status);
        Assert.Contains("on a person's word", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_is_not_connected_is_unable_to_check_and_told_to_the_admin()
    {
        var finding = Judged.All(A.Contract with { Commitments = [A.Section] }, [], A.WorkingDays, A.Day("2025-02-01"), connected: new HashSet<string>(StringComparer.Ordinal)).Single();

        Assert.Equal(Status.UnableToCheck, finding.Status);
        Assert.Contains("not connected", finding.AdminNote, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-02-10", true, Status.Met)] // a newer date and changed text
    [InlineData("2025-02-10", false, Status.OnTrack)] // a newer date over the same text: a person is asked
    [InlineData("2024-12-01", true, Status.Met)] // the same date, changed text: judged by the text
    [InlineData("2024-12-01", false, Status.OnTrack)]
    public void Priorities_are_judged_by_their_dates_and_their_text(string newest, bool changed, Status status) => Assert.Equal(
        status,
        Judged.On("2025-02-11", Priorities, new PriorityCheck("N1", A.Instant("2025-02-01"), A.Day("2024-12-01"), null, false), new PriorityCheck("N1", A.Instant("2025-02-11"), A.Day(newest), null, changed)).Status);

    [Fact]
    public void A_date_from_before_the_look_that_did_not_show_it_was_published_after_that_look()
    {
        PriorityCheck[] looks = [new("N1", A.Instant("2025-04-01"), A.Day("2024-12-01"), null, false), new("N1", A.Instant("2025-04-03"), A.Day("2025-03-15"), null, true)];

        Assert.Equal("2025-Q1 overdue, 2025-Q2 met", Judged.On("2025-04-03", Priorities, looks).PeriodText());
    }

    [Fact]
    public void Every_neighbourhoods_priorities_must_be_updated()
    {
        var contract = A.Contract with { Neighbourhoods = ["N1", "N2"] };
        PriorityCheck[] looks = [new("N1", A.Instant("2025-02-01"), A.Day("2025-01-20"), null, false), new("N2", A.Instant("2025-02-01"), A.Day("2024-11-20"), A.Day("2024-11-25"), false)];

        var finding = Judged.On("2025-02-01", contract, Priorities, looks);

        Assert.Equal((Status.OnTrack, A.Day("2025-02-26")), (finding.Status, finding.StaleFrom)); // the worst one's three months
        Assert.Contains("N2", finding.Reason, StringComparison.Ordinal);
    }
}
