using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Compliance;

public sealed class EventsTests
{
    private static readonly Commitment Monthly = A.Commitment with { Rule = new Each(PeriodKind.Month), Evidence = new EventsEvidence(1) };
    private static readonly Commitment Footfall = A.Commitment with { Rule = new Standing(null), Evidence = new PerEventEvidence(3, EventNeed.Footfall) };
    private static readonly Commitment HardFootfall = Footfall with { Rule = new Each(PeriodKind.Month) };

    [Theory]
    [InlineData(true, Status.Met)]
    [InlineData(false, Status.OnTrack)]
    [InlineData(null, Status.OnTrack)] // nobody has said: a missing answer is not a yes
    public void An_event_counts_when_advertised_and_attended(bool? attended, Status status) =>
        Assert.Equal(status, Judged.On("2025-01-15", Monthly, A.Event("2025-01-14", "2025-01-02", attended)).Status);

    [Fact]
    public void The_event_that_counts_is_the_one_spoken_of()
    {
        var finding = Judged.On("2025-01-20", Monthly, A.Event("2025-01-10", "2025-01-09", false), A.Event("2025-01-14", "2025-01-02", true, "2"));

        Assert.Equal((Status.Met, 12), (finding.Status, finding.LeadDays));
    }

    [Theory]
    [InlineData("2025-01-14T17:59Z", 0)]
    [InlineData("2025-01-14T18:00Z", null)] // as it starts is not before it
    public void An_event_is_advertised_when_seen_before_it_starts(string seen, int? leadDays) => Assert.Equal(leadDays, Judged.On("2025-01-15", Monthly, A.Event("2025-01-14", seen, true)).LeadDays);

    [Fact]
    public void Two_are_owed_where_the_contract_says_two()
    {
        var two = Monthly with { Evidence = new EventsEvidence(2) };

        Assert.Equal(Status.OnTrack, Judged.On("2025-01-20", two, A.Event("2025-01-14", "2025-01-02", true)).Status);
        Assert.Equal(Status.OnTrack, Judged.On("2025-01-20", two, A.Event("2025-01-14", "2025-01-02", true), A.Event("2025-01-14", "2025-01-02", true)).Status); // the same one, told twice
        Assert.Equal(Status.Met, Judged.On("2025-01-20", two, A.Event("2025-01-14", "2025-01-02", true), A.Event("2025-01-15", "2025-01-02", true, "2")).Status);
    }

    [Fact]
    public void An_event_that_lies_ahead_keeps_no_promise_whatever_is_later_known_of_it() =>
        Assert.Equal(Status.OnTrack, Judged.On("2025-01-10", Monthly, A.Event("2025-01-14", "2025-01-02", true)).Status);

    [Fact]
    public void An_event_of_another_teams_neighbourhood_is_ignored()
    {
        var elsewhere = A.Event("2025-01-14", "2025-01-02", true) with { Neighbourhood = "N9" };

        Assert.Null(Judged.On("2025-01-20", Monthly, elsewhere).LeadDays);
        Assert.Empty(Judged.On("2025-01-20", Footfall, elsewhere).Periods);
    }

    [Theory]
    [InlineData("2025-04-07", null, Status.DueSoon)] // held on Thursday 3 April: three working days after it is Tuesday 8th
    [InlineData("2025-04-08", null, Status.DueSoon)]
    [InlineData("2025-04-09", null, Status.Overdue)]
    [InlineData("2025-04-22", null, Status.Overdue)] // 14 days for late recording
    [InlineData("2025-04-23", null, Status.Missed)]
    [InlineData("2025-04-23", 0, Status.Met)] // nobody came is a number
    public void A_figure_is_owed_three_working_days_after_each_event(string day, int? footfall, Status status) =>
        Assert.Equal(status, Judged.On(day, HardFootfall, A.Event("2025-04-03", "2025-03-01") with { Footfall = footfall }).Of("2025-04-03/1"));

    [Fact]
    public void The_earliest_event_without_its_figure_speaks_and_none_from_before_the_contract_is_owed()
    {
        var finding = Judged.On("2025-04-10", HardFootfall, A.Event("2024-12-30", "2024-12-01", id: "0"), A.Event("2025-04-03", "2025-03-01"), A.Event("2025-04-09", "2025-03-01", id: "2"));

        Assert.Equal("2025-04-03/1 overdue, 2025-04-09/2 due-soon", finding.PeriodText());
        Assert.Equal((Status.Overdue, A.Day("2025-04-08")), (finding.Status, finding.DueOn));
    }

    [Fact]
    public void A_figure_that_a_state_asks_for_is_never_overdue() => Assert.Equal(Status.NoRecord, Judged.On("2025-06-01", Footfall, A.Event("2025-04-03", "2025-03-01")).Of("2025-04-03/1"));

    [Theory]
    [InlineData(null, Status.NotApplicable)]
    [InlineData(true, Status.Missed)] // somebody was there after all
    public void An_event_that_was_taken_away_owes_nothing(bool? attended, Status status) => Assert.Equal(
        status,
        Judged.On("2025-06-01", HardFootfall, A.Event("2025-04-03", "2025-03-01", attended), A.Event("2025-04-03", "2025-03-01") with { GoneAt = A.Instant("2025-04-01") }).Of("2025-04-03/1"));

    [Fact]
    public void An_event_that_we_did_not_attend_owes_nothing() => Assert.Equal(Status.NotApplicable, Judged.On("2025-06-01", HardFootfall, A.Event("2025-04-03", "2025-03-01", false)).Of("2025-04-03/1"));

    [Fact]
    public void Without_the_source_events_are_unable_to_check_and_the_admin_is_told()
    {
        var finding = Judged.All(A.Contract with { Commitments = [Footfall] }, [], A.WorkingDays, A.Day("2025-02-01"), connected: new HashSet<string>(StringComparer.Ordinal)).Single();

        Assert.Equal(Status.UnableToCheck, finding.Status);
        Assert.Contains("not connected", finding.Reason, StringComparison.Ordinal);
        Assert.Contains("not connected", finding.AdminNote, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_told_later_fills_in_and_is_never_untold()
    {
        var first = A.Event("2025-04-03", "2025-03-01");
        Fact[] rows =
        [
            first, first with { Attended = true, RecordedAt = A.Instant("2025-04-04") },
            first with { Footfall = 12, FirstSeenAt = A.Instant("2025-04-02"), RecordedAt = A.Instant("2025-04-05") }, // first seen stays the earliest
        ];

        Assert.Equal(Status.Met, Judged.On("2025-04-06", HardFootfall, rows).Status);
        Assert.Equal(33, Judged.On("2025-04-06", HardFootfall, rows).LeadDays);
    }
}
