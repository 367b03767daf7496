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

    [Fact]
    public void After_the_contracts_end_nothing_is_owed_and_its_reviews_stay_on_record()
    {
        var finding = Judged.On("2025-08-01", A.Contract with { To = A.Day("2025-06-30") }, Reviewed, A.Held("2025-02-01", Reviewed));

        Assert.Equal(Status.NotApplicable, finding.Status);
        Assert.Equal("2025-Q1 met, 2025-Q2 no-record", finding.PeriodWords());
    }
}
