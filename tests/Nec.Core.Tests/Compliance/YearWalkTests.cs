using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Compliance;

/// <summary>The contract's first year day by day, over both changes of the clocks, Christmas, a leap day and Easter.</summary>
public sealed class YearWalkTests
{
    private static readonly Contract Contract = A.Contract with
    {
        From = A.Day("2019-08-02"),
        To = A.Day("2020-08-01"),
        Commitments =
        [
            A.Commitment,
            A.Commitment with { Id = "panel", Rule = new Each(PeriodKind.Month), GraceDays = 5 },
            A.Commitment with { Id = "council", Rule = new OnDates([A.Day("2019-09-16"), A.Day("2019-12-16"), A.Day("2020-04-13"), A.Day("2020-08-01")]) },
            A.Rolling,
            A.Rolling with { Id = "forces", Rule = new Every(new(6, IntervalUnit.Week)), GraceDays = 7 },
            A.Commitment with { Id = "contact", Rule = new Each(PeriodKind.Week), Soft = true },
        ],
    };

    private static readonly IReadOnlyList<Fact> Facts =
    [
        On("newsletter", "2019-09-20"), On("newsletter", "2019-10-27"), On("newsletter", "2020-05-04"),
        On("panel", "2019-10-31"), On("panel", "2019-11-01"), On("panel", "2020-02-29"), On("panel", "2020-04-30"),
        On("council", "2019-09-16"), On("council", "2020-04-13"),
        On("clerk-meeting", "2019-08-31"), On("clerk-meeting", "2020-03-29"),
        On("forces", "2019-09-13"), On("forces", "2019-10-27"), On("forces", "2020-01-15"),
        On("contact", "2019-08-06"), On("contact", "2020-01-01"),
    ];

    private static readonly IReadOnlyList<DateOnly> Days = [.. Enumerable.Range(0, 395).Select(day => Contract.From.AddDays(day - 1))];

    /// <summary>What an unmet period may become from one day to the next; what is met or missed stays so.</summary>
    private static readonly HashSet<(Status From, Status To)> Allowed =
    [
        (Status.OnTrack, Status.DueSoon), (Status.OnTrack, Status.Met), (Status.OnTrack, Status.NoRecord),
        (Status.DueSoon, Status.Met), (Status.DueSoon, Status.Overdue), (Status.Overdue, Status.Missed),
    ];

    [Fact]
    public void Before_the_first_day_nothing_has_started() =>
        Assert.All(Findings(Contract.From.AddDays(-1)), finding => Assert.Equal((Status.NotStarted, null), (finding.Status, finding.DueOn)));

    [Fact]
    public void A_period_only_goes_forward_and_none_that_was_listed_disappears()
    {
        var before = new Dictionary<(string, string), Status>();
        foreach (var day in Days)
        {
            var now = Findings(day).Where(finding => !IsRolling(finding)).SelectMany(finding => finding.Periods.Select(period => ((finding.Obligation, period.Period), period.Status))).ToDictionary();
            Assert.All(before, was => Assert.True(now[was.Key] == was.Value || Allowed.Contains((was.Value, now[was.Key])), $"{day}: {was.Key} went from {was.Value} to {now[was.Key]}"));
            before = now;
        }

        Assert.True(before.Count > 70); // 5 quarters, 13 months, 4 dates, 53 weeks
    }

    [Fact]
    public void Overdue_begins_the_day_after_grace_and_missed_fifteen_days_after_it()
    {
        var checkedPeriods = 0;
        foreach (var day in Days.Skip(1))
        {
            foreach (var finding in Findings(day).Where(finding => finding.Obligation is "newsletter" or "panel" or "council"))
            {
                var grace = finding.Obligation == "panel" ? 5 : 0;
                foreach (var period in finding.Periods.Where(period => period.Status is Status.Overdue or Status.Missed))
                {
                    checkedPeriods++;
                    var late = day.DayNumber - LastDay(period.Period).DayNumber - grace;
                    Assert.True(late >= 1);
                    Assert.Equal(late >= 15 ? Status.Missed : Status.Overdue, period.Status);
                }
            }
        }

        Assert.True(checkedPeriods > 500);
    }

    [Fact]
    public void A_finding_is_overdue_only_after_its_due_date_and_grace_and_due_soon_from_its_first_reminder()
    {
        foreach (var day in Days.Skip(1))
        {
            foreach (var finding in Findings(day).Where(finding => finding.DueOn is not null))
            {
                var commitment = Contract.Commitments.Single(commitment => commitment.Id == finding.Obligation);
                var graceEnds = finding.DueOn!.Value.AddDays(commitment.GraceDays); // only findings with a due date are looked at
                var hasBegun = finding.Steps.Any(step => !step.IsOver && step.SendOn <= day);
                Assert.True(finding.Status != Status.Overdue || day > graceEnds, $"{day}: {finding.Obligation} is overdue too early");
                Assert.True(finding.Status is Status.Overdue or Status.Met or Status.MetLate || day <= graceEnds, $"{day}: {finding.Obligation} should be overdue, is {finding.Status}");
                Assert.True(finding.Status != Status.DueSoon || hasBegun);
                Assert.True(finding.Status != Status.OnTrack || !hasBegun);
                Assert.NotEqual(Status.Missed, finding.Status);
                Assert.All(finding.Steps, step => Assert.True(A.WorkingDays.Includes(step.SendOn)));
            }
        }
    }

    [Fact]
    public void A_rolling_promise_is_one_straight_run_until_it_is_held()
    {
        foreach (var id in new[] { "clerk-meeting", "forces" })
        {
            Finding? before = null;
            foreach (var day in Days.Skip(1))
            {
                var now = Findings(day).Single(finding => finding.Obligation == id);
                var wasHeld = Facts.OfType<Occurrence>().Any(fact => fact.Commitment == id && fact.OccurredOn == day);
                var isOver = Contract.To < day;
                Assert.True(before is null || wasHeld || isOver || (before.DueOn == now.DueOn && Rank(before.Status) <= Rank(now.Status)), $"{day}: {id} went from {before?.Status} to {now.Status}");
                before = now;
            }
        }
    }

    [Fact]
    public void The_year_ends_with_what_was_kept_and_what_was_not()
    {
        var last = Findings(A.Day("2020-08-30")).ToDictionary(finding => finding.Obligation, StringComparer.Ordinal);

        Assert.Equal("2019-Q3 met, 2019-Q4 met, 2020-Q1 missed, 2020-Q2 met, 2020-Q3 not-applicable", last["newsletter"].PeriodText());
        Assert.Equal("2019-09-16 met, 2019-12-16 missed, 2020-04-13 met, 2020-08-01 missed", last["council"].PeriodText());
        Assert.Equal("2020-02-02 met, 2020-02-29 met-late", last["clerk-meeting"].PeriodText()); // 31 August and six months is the leap day
        Assert.Equal("2019-09-13 met, 2019-10-25 met, 2019-12-08 met-late", last["forces"].PeriodText());
        Assert.Equal((Status.NotApplicable, Status.Met, Status.Met, Status.Missed), (last["panel"].Of("2020-08"), last["panel"].Of("2019-10"), last["panel"].Of("2020-02"), last["panel"].Of("2019-08")));
        Assert.Contains("2 of 51 periods", last["contact"].Reason, StringComparison.Ordinal); // Mondays 5 August 2019 to 20 July 2020
    }

    private static IReadOnlyList<Finding> Findings(DateOnly day) => Judged.All(Contract, Facts, A.WorkingDays, day);

    private static bool IsRolling(Finding finding) => finding.Obligation is "clerk-meeting" or "forces";

    private static int Rank(Status status) => status switch { Status.OnTrack or Status.NoRecord => 0, Status.DueSoon => 1, _ => 2 };

    private static DateOnly LastDay(string label) =>
        (CalendarPeriod.Parse(PeriodKind.Quarter, label) ?? CalendarPeriod.Parse(PeriodKind.Month, label))?.Last ?? A.Day(label);

    private static Occurrence On(string commitment, string day) => new(commitment, null, A.Day(day), Outcome.Held);
}
