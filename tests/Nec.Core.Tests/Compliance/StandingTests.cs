using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Compliance;

public sealed class StandingTests
{
    private static readonly Commitment Reviewed = A.Commitment with { Id = "contacts", Rule = new Standing(PeriodKind.Quarter) };
    private static readonly Commitment Ahead = A.Commitment with { Rule = new Standing(null), Evidence = new UpcomingEventsEvidence() };

    private static readonly Commitment Shown = A.Commitment with { Rule = new Standing(null), Evidence = new PeopleEvidence() };

    [Fact]
    public void A_state_is_never_overdue_or_missed()
    {
        for (var day = A.Day("2025-01-01"); day < A.Day("2026-02-01"); day = day.AddDays(1))
        {
            var finding = Judged.On(Dates.Iso(day), Reviewed, A.Held("2025-02-01", Reviewed));

            Assert.False(finding.Status is Status.Overdue or Status.Missed);
            Assert.DoesNotContain(finding.Periods, period => period.Status is Status.Overdue or Status.Missed);
            Assert.DoesNotContain(finding.Steps, step => step.IsOver);
        }
    }

    [Theory]
    [InlineData("2025-03-31", Status.Met)]
    [InlineData("2025-04-01", Status.OnTrack)] // a new review period
    [InlineData("2025-06-02", Status.DueSoon)] // 28 days before its end
    public void It_is_attested_anew_in_every_review_period(string day, Status status) => Assert.Equal(status, Judged.On(day, Reviewed, A.Held("2025-02-01", Reviewed)).Status);

    [Theory]
    [InlineData("2025-02-03", "2025-02-05", Status.Met)]
    [InlineData("2025-02-03", "2025-02-04", Status.Met)] // today is still ahead
    [InlineData("2025-02-03", "2025-02-01", Status.AtRisk)] // it has been
    [InlineData("2025-01-20", "2025-02-05", Status.UnableToCheck)] // nobody has looked for a week
    public void An_event_must_lie_ahead_of_a_fresh_look(string look, string starts, Status status) => Assert.Equal(
        status,
        Judged.On("2025-02-04", Ahead, A.Event(starts, "2025-01-10"), new SourceCheck("police-uk", "N1", A.Instant(look), CheckOutcome.Ok, null)).Status);

    [Theory]
    [InlineData(null, null, Status.Met, "an event lies ahead on 12 February 2025")]
    [InlineData("2025-02-03", null, Status.AtRisk, "no event lies ahead; the one of 12 February 2025 is no longer advertised")]
    [InlineData("2025-02-02", "2025-02-03", Status.Met, "an event lies ahead on 12 February 2025")] // it came back
    [InlineData("2025-02-05", null, Status.Met, "an event lies ahead on 12 February 2025")] // not gone yet on the day judged
    public void An_event_that_was_taken_away_does_not_lie_ahead(string? gone, string? back, Status status, string reason)
    {
        var advertised = A.Event("2025-02-12", "2025-01-10");
        List<Fact> facts = [advertised, new SourceCheck("police-uk", "N1", A.Instant("2025-02-04"), CheckOutcome.Ok, null)];
        facts.AddRange(gone is null ? [] : [advertised with { GoneAt = A.Instant(gone) }]);
        facts.AddRange(back is null ? [] : [advertised with { BackAt = A.Instant(back) }]);

        var finding = Judged.On("2025-02-04", Ahead, facts);

        Assert.Equal((status, reason), (finding.Status, finding.Reason));
    }

    [Theory]
    [InlineData(4, 4, Status.Met, "named officers are shown")]
    [InlineData(4, 0, Status.AtRisk, "no named officer is shown for N1")] // the newest look decides
    [InlineData(0, 1, Status.Met, "named officers are shown")]
    [InlineData(0, 0, Status.AtRisk, "no named officer is shown for N1")]
    public void Named_officers_must_be_shown(int before, int now, Status status, string reason)
    {
        var finding = Judged.On("2025-02-04", Shown, new PeopleCheck("N1", A.Instant("2025-02-03"), before), new PeopleCheck("N1", A.Instant("2025-02-04"), now));

        Assert.Equal((status, reason, null), (finding.Status, finding.Reason, finding.StaleFrom));
    }

    [Fact]
    public void Officers_who_are_not_shown_for_one_neighbourhood_of_two_are_named_by_it()
    {
        var finding = Judged.On("2025-02-04", A.Contract with { Neighbourhoods = ["N1", "N2"] }, Shown, new PeopleCheck("N1", A.Instant("2025-02-04"), 3), new PeopleCheck("N2", A.Instant("2025-02-04"), 0));

        Assert.Equal((Status.AtRisk, "no named officer is shown for N2"), (finding.Status, finding.Reason));
    }

    [Theory]
    [InlineData("police-uk")]
    [InlineData("police-uk/people")]
    public void A_week_without_a_good_look_at_the_officers_is_unable_to_check(string source)
    {
        var nights = Enumerable.Range(0, 8).Select(night => new SourceCheck(source, "N1", A.Instant("2025-02-04").AddDays(night), CheckOutcome.Unable, "HTTP 503"));

        var finding = Judged.On("2025-02-11", Shown, [new PeopleCheck("N1", A.Instant("2025-02-03"), 3), .. nights]);

        Assert.Equal(Status.UnableToCheck, finding.Status);
        Assert.Equal("neighbourhood N1 has not been seen since 3 February 2025 (8 nights without an answer): HTTP 503", finding.Reason);
    }

    [Fact]
    public void A_part_that_failed_says_nothing_of_another()
    {
        Fact[] facts = [new PeopleCheck("N1", A.Instant("2025-02-04"), 3), .. Enumerable.Range(0, 4).Select(night => new SourceCheck("police-uk/priorities", "N1", A.Instant("2025-02-04").AddDays(night), CheckOutcome.Unable, "priorities: HTTP 404"))];

        Assert.Empty(Judged.On("2025-02-07", Shown, facts).Troubles);
        Assert.Single(Judged.On("2025-02-07", A.Commitment with { Evidence = new PrioritiesEvidence() }, facts).Troubles);
    }

    [Fact]
    public void Priorities_that_were_seen_do_not_vouch_for_events_that_were_not()
    {
        var look = A.Instant("2025-02-04");
        var priorities = new PriorityCheck("N1", look, A.Day("2025-01-20"), null, false);

        Assert.Equal(Status.AtRisk, Judged.On("2025-02-04", Ahead, priorities).Status);
        Assert.Equal(Status.UnableToCheck, Judged.On("2025-02-04", Ahead, priorities, new SourceCheck("police-uk/events", "N1", look, CheckOutcome.Unable, "events: HTTP 404")).Status);
    }

    [Fact]
    public void No_event_ahead_is_only_said_when_every_neighbourhood_was_seen()
    {
        var two = A.Contract with { Neighbourhoods = ["N1", "N2"] };
        var look = A.Instant("2025-02-04");
        SourceCheck Check(string neighbourhood, CheckOutcome outcome) => new("police-uk", neighbourhood, look, outcome, outcome == CheckOutcome.Ok ? null : "HTTP 503");

        Assert.Equal(Status.AtRisk, Judged.On("2025-02-04", two, Ahead, Check("N1", CheckOutcome.Ok), Check("N2", CheckOutcome.Ok)).Status);
        Assert.Equal(Status.UnableToCheck, Judged.On("2025-02-04", two, Ahead, Check("N1", CheckOutcome.Ok), Check("N2", CheckOutcome.Unable)).Status);
    }

    [Fact]
    public void After_the_contracts_end_nothing_is_owed_and_its_reviews_stay_on_record()
    {
        var finding = Judged.On("2025-08-01", A.Contract with { To = A.Day("2025-06-30") }, Reviewed, A.Held("2025-02-01", Reviewed));

        Assert.Equal(Status.NotApplicable, finding.Status);
        Assert.Equal("2025-Q1 met, 2025-Q2 no-record", finding.PeriodText());
    }
}
