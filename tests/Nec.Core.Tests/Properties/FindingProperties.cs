using FsCheck;
using FsCheck.Fluent;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Reminders;
using Nec.Testing.Core;
using Outcome = Nec.Core.Facts.Outcome;

namespace Nec.Core.Tests.Properties;

public sealed class FindingProperties
{
    /// <summary>From the best to the worst; those in one place are no better than each other.</summary>
    private static readonly IReadOnlyDictionary<Status, int> Badness = new Dictionary<Status, int>
    {
        [Status.Met] = 0,
        [Status.NotStarted] = 1,
        [Status.OnTrack] = 1,
        [Status.NotApplicable] = 1,
        [Status.MetLate] = 1,
        [Status.NoRecord] = 3, // once something is on record, a soft promise whose time has passed
        [Status.DueSoon] = 3,
        [Status.UnableToCheck] = 3,
        [Status.AtRisk] = 4,
        [Status.Incomplete] = 4,
        [Status.Overdue] = 5,
        [Status.Missed] = 6,
    };

    [Fact]
    public void The_order_in_which_facts_come_changes_nothing() => Always.Holds(
        from scenario in Scenario.Any
        let facts = scenario.Facts.Concat(scenario.Facts.Select(Twin)).ToList()
        from shuffled in Gen.Shuffle(facts.AsEnumerable())
        select (scenario, facts, shuffled),
        given => Assert.Equal(Scenario.Written(given.scenario.Assess(given.facts)), Scenario.Written(given.scenario.Assess(given.shuffled))));

    // The same in all that decides, and other words: the hardest two to keep in one order.
    private static Fact Twin(Fact fact) => fact switch
    {
        Occurrence occurrence => occurrence with { Note = "told twice", By = "somebody else" },
        SectionCheck look => look with { Reason = "seen twice" },
        PriorityCheck look => look with { NewestActionOn = look.NewestIssueOn },
        SourceCheck check => check with { Reason = "failed twice" },
        Reading reading => reading with { Metric = "followers" },
        EventSeen seen => seen with { Footfall = seen.Footfall + 1 },
        _ => fact,
    };

    [Fact]
    public void A_fact_dated_after_the_day_changes_nothing() => Always.Holds(
        Scenario.Any,
        scenario => Assert.Equal(Scenario.Written(scenario.Assess(scenario.Facts.Where(fact => fact.OccurredOn <= scenario.Day))), Scenario.Written(scenario.Assess())));

    [Fact]
    public void Knowing_everything_is_the_same_as_not_asking_what_was_known() => Always.Holds(
        Scenario.Any,
        scenario => Assert.Equal(
            Scenario.Written(scenario.Assess()),
            Scenario.Written(Judged.All(scenario.Contract, scenario.Facts, A.WorkingDays, scenario.Day, A.Instant("2099-01-01")))));

    [Fact]
    public void Holding_it_once_more_and_later_never_makes_it_worse()
    {
        var tried = 0;
        Always.Holds(
            from scenario in Scenario.Any
            from daysAgo in Gen.Choose(0, 20)
            select (scenario, heldOn: scenario.Day.AddDays(-daysAgo)),
            given =>
            {
                var (scenario, heldOn) = given;
                var known = scenario.Facts.OfType<Occurrence>().Where(fact => fact.OccurredOn <= scenario.Day).ToList();
                if (!known.Exists(fact => fact.Outcome == Outcome.Held && fact.OccurredOn < heldOn) || known.Exists(fact => fact.OccurredOn >= heldOn))
                {
                    return; // there is none yet, or a later one is
                }

                tried++;
                var more = scenario.Contract.Obligations
                    .Where(obligation => known.Exists(fact => fact.Place == obligation.Place && fact.Outcome == Outcome.Held))
                    .Select(obligation => new Occurrence(obligation.Commitment.Id, obligation.Place, heldOn, Outcome.Held));
                foreach (var (before, after) in scenario.Assess().Zip(scenario.Assess(scenario.Facts.Concat(more))))
                {
                    Assert.True(Badness[after.Status] <= Badness[before.Status], $"{before.Status} became {after.Status}: {before.Reason} → {after.Reason}");
                    if (scenario.Contract.Commitments[0].Rule is not Every)
                    {
                        Assert.All(before.Periods.Zip(after.Periods), pair => Assert.True(Badness[pair.Second.Status] <= Badness[pair.First.Status], $"{pair.First} became {pair.Second}"));
                    }
                }
            });
        Assert.True(tried >= 60, $"only {tried} cases had something to add to");
    }

    [Fact]
    public void A_rolling_due_date_is_the_interval_after_the_last_time_clamped_at_the_months_end() => Always.Holds(
        Scenario.Of(Commitments.Rolling.Select(commitment => commitment with { Evidence = null })),
        scenario =>
        {
            var interval = ((Every)scenario.Contract.Commitments[0].Rule).Interval;
            foreach (var finding in scenario.Assess().Where(finding => finding.DueOn is not null && finding.Facts.Count > 0))
            {
                var (last, due) = (finding.Facts[0].OccurredOn, finding.DueOn!.Value); // checked in the line above
                if (interval.Unit == IntervalUnit.Week)
                {
                    Assert.Equal(7 * interval.Count, due.DayNumber - last.DayNumber);
                    continue;
                }

                Assert.Equal(interval.Count, (due.Year * 12) + due.Month - (last.Year * 12) - last.Month);
                Assert.Equal(Math.Min(last.Day, DateTime.DaysInMonth(due.Year, due.Month)), due.Day);
            }
        });

    [Fact]
    public void Every_step_goes_on_a_working_day_on_the_right_side_of_its_own_day() => Always.Holds(
        Scenario.Any,
        scenario =>
        {
            var grace = scenario.Contract.Commitments[0].GraceDays;
            Assert.All(scenario.Assess().SelectMany(finding => finding.Steps.Select(step => (finding.DueOn, Step: step))), entry =>
            {
                var (kind, days) = (entry.Step.Name.Kind, entry.Step.Name.Days);
                var nominal = entry.DueOn!.Value.AddDays(kind == ReminderKind.Due ? -days : grace + days); // only a due date has a ladder
                var moved = entry.Step.SendOn.DayNumber - nominal.DayNumber;
                Assert.True(A.WorkingDays.Includes(entry.Step.SendOn));
                Assert.InRange(kind == ReminderKind.Due ? -moved : moved, 0, 4); // Christmas and a weekend are the longest
            });
        });

    [Fact]
    public void What_is_soft_or_a_state_is_never_a_breach_and_every_finding_says_why() => Always.Holds(
        Scenario.Any,
        scenario => Assert.All(scenario.Assess(), finding =>
        {
            Assert.False(string.IsNullOrWhiteSpace(finding.Reason));
            Assert.NotEqual(Status.Missed, scenario.Contract.Commitments[0].Rule is TargetBy ? Status.Met : finding.Status);
            var commitment = scenario.Contract.Commitments[0];
            if (commitment.Soft || commitment.Rule is Standing)
            {
                Assert.DoesNotContain(finding.Periods.Select(period => period.Status).Append(finding.Status), status => status is Status.Overdue or Status.Missed);
            }
        }));

    [Fact]
    public void What_a_machine_sees_is_no_breach_without_a_look_at_its_end() => Always.Holds(
        Scenario.Of(Commitments.Periodic.Select(commitment => commitment with { Evidence = new SectionEvidence("priorities", ["town"]), Places = [] })),
        scenario =>
        {
            var looks = scenario.Facts.OfType<SectionCheck>().Where(look => look.Page == "town" && look.OccurredOn <= scenario.Day && look.Verdict is not (Verdict.Missing or Verdict.Empty or Verdict.First)).ToList();
            var kind = ((Each)scenario.Contract.Commitments[0].Rule).Kind;
            foreach (var breach in scenario.Assess().Single().Periods.Where(period => period.Status is Status.Overdue or Status.Missed))
            {
                var endsAt = LondonTime.EndOf(CalendarPeriod.Parse(kind, breach.Period)!.Last); // its own label
                Assert.Contains(looks, look => look.At >= endsAt.AddHours(-48));
            }
        });
}
