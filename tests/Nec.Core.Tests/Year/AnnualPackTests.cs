using System.Text.Json;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Core.Year;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Year;

public sealed class AnnualPackTests
{
    private static readonly Contract Published = A.Contract with { From = A.Day("2019-08-02"), To = A.Day("2020-08-01"), Commitments = [A.Commitment] };

    [Fact]
    public void The_figures_of_a_standard_add_up_its_hard_promises_alone()
    {
        var contract = Published with { Commitments = [A.Commitment, A.Commitment with { Id = "soft", Soft = true }] };
        var pack = AnnualPack.Of(
            Judged.Input(
                contract,
                [
                    Known("2019-09-01", "2019-09-01"),
                    Known("2020-01-05", "2020-01-06") with { Period = "2019-Q4" },
                    Known("2019-09-01", "2019-09-01") with { Commitment = "soft" },
                ],
                A.WorkingDays),
            A.Day("2020-04-20"));
        var standard = Assert.Single(pack.Standards);
        // Q3 in time, Q4 late, Q1 missed on 15 April; Q2 is to come.
        Assert.Equal((3, 1, 1, 1, 0), (standard.Fallen, standard.InTime, standard.Late, standard.Missed, standard.Unseen));
    }

    [Fact]
    public void What_was_learnt_later_changes_nothing_of_a_past_day()
    {
        List<Fact> then = [Known("2019-09-01", "2019-09-02")];
        Assert.Equal(Words(then), Words([.. then, Known("2019-12-01", "2020-02-01"), Known("2020-01-20", "2020-01-20")]));
        Assert.NotEqual(Words(then), Words([.. then, Known("2019-12-01", "2020-01-15")])); // recorded on the day itself: known when it ended

        static string Words(IReadOnlyCollection<Fact> facts)
        {
            var pack = AnnualPack.Of(Judged.Input(Published, facts, A.WorkingDays), A.Day("2020-01-15"));
            return JsonSerializer.Serialize(pack.Standards.SelectMany(standard => standard.Promises).Select(promise => new { promise.Finding.Reason, promise.Plan.Words, promise.Plan.Times }));
        }
    }

    [Fact]
    public void Engagements_tell_how_many_how_advertised_and_how_many_came()
    {
        List<Fact> facts =
        [
            A.Event("2019-11-08", "2019-11-01", true, "in-time") with { Footfall = 12 }, // 7 days ahead is enough
            A.Event("2019-11-07", "2019-11-01", true, "late"), // 6 days are too few, and nobody counted
            A.Event("2019-11-09", "2019-11-10", false, "unseen"),
            Known("2019-09-01", "2019-09-01"),
            Known("2019-10-01", "2019-10-01", Outcome.Cancelled),
            Known("2019-08-01", "2019-08-01"), // the day before the year
            new Occurrence("published", null, A.Day("2019-10-02"), Outcome.Held), // to confirm a state is no engagement
        ];
        var contract = Published with { Commitments = [.. Published.Commitments, A.Commitment with { Id = "published", Rule = new Standing(PeriodKind.Quarter) }] };
        var pack = AnnualPack.Of(Judged.Input(contract, facts, A.WorkingDays), A.Day("2019-12-31"));
        Assert.Equal(2, pack.Engagements.Count);
        var events = pack.Engagements[0];
        Assert.Equal((2, 12, 1), (events.Held, events.Came, events.Counted));
        Assert.Equal(new(3, 1, 1, 1, 6), events.Advertised);
        Assert.Equal("3 events: 1 advertised 7 days ahead or more, 1 later, 1 not seen advertised", events.Advertised!.Words);
        var letters = pack.Engagements[1];
        Assert.Equal((1, null), (letters.Held, letters.Came));
        Assert.Equal([(Outcome.Cancelled, 1)], letters.Otherwise);
    }

    [Fact]
    public void The_weeks_letter_counts_as_the_pack_does()
    {
        var contract = Published with { Commitments = [A.Commitment, A.Commitment with { Id = "published", Rule = new Standing(PeriodKind.Quarter) }, A.Commitment with { Id = "soft", Soft = true }, A.Commitment with { Id = "state", Rule = new Standing(null) }] };
        List<Fact> facts = [Known("2019-09-01", "2019-09-01"), new Occurrence("published", null, A.Day("2019-09-02"), Outcome.Held), new Occurrence("soft", null, A.Day("2019-09-02"), Outcome.Held)];
        var monday = A.Day("2020-01-06");
        var pack = AnnualPack.Of(Judged.Input(contract, facts, A.WorkingDays), monday);
        TeamSnapshot team = new(contract, Judged.All(contract, facts, A.WorkingDays, monday), A.WorkingDays, new HashSet<SentReminder>());

        var score = NoticeWriter.Write([team], [], Notices.Office.Admin, monday).SelectMany(notice => notice.Scores).First();

        Assert.Equal((pack.Standards.Sum(standard => standard.InTime + standard.Late), pack.Standards.Sum(standard => standard.Fallen)), (score.Kept, score.FellDue));
        Assert.Equal((2, 3), (score.Kept, score.FellDue)); // the newsletter's third quarter and the confirmation; its fourth is overdue
    }

    [Fact]
    public void A_targets_sum_has_a_gap_where_an_account_was_not_counted()
    {
        var target = (TargetBy)A.Likes.Rule;
        List<Reading> readings =
        [
            A.Reading("bridport", "2019-09-01", 2500), A.Reading("dorchester", "2019-09-01", 2500), A.Reading("sherborne", "2019-09-01", 2500),
            A.Reading("bridport", "2019-09-02", 2501), A.Reading("dorchester", "2019-09-02", 2501), // Sherborne did not answer
            A.Reading("bridport", "2019-09-03", 2502), A.Reading("dorchester", "2019-09-03", 2502), A.Reading("sherborne", "2019-09-03", 2502),
            A.Reading("elsewhere", "2019-09-03", 9999),
        ];
        Assert.Equal([new(A.Day("2019-09-01"), 7500), new(A.Day("2019-09-03"), 7506)], TargetSeries.OfTarget(target, readings));
    }

    [Theory]
    [InlineData("2026-Q1", "January to March 2026 (Q4 2025/26)")]
    [InlineData("2026-Q3", "July to September 2026 (Q2 2026/27)")]
    [InlineData("2026-02", "February 2026")]
    [InlineData("2026-H2", "July to December 2026")]
    [InlineData("2026-W07", "week of 9 February 2026")]
    [InlineData("2026-02-28", "28 February 2026")]
    [InlineData("2026-02-28/e1", "28 February 2026, E1")]
    [InlineData("2026-02-28/shed-and-van-security-9111ce7a", "28 February 2026, Shed and van security")]
    [InlineData("2026", "2026")]
    [InlineData("2025-W53", "2025-W53")] // no such week
    public void A_period_is_told_in_words(string label, string words) => Assert.Equal(words, PeriodText.Of(label));

    [Fact]
    public void A_rule_is_told_in_words()
    {
        Assert.Equal("once in every calendar quarter", RuleText.Of(A.Commitment));
        Assert.Equal("again within 6 months of the last time, with 7 days of grace", RuleText.Of(A.Rolling with { GraceDays = 7 }));
        Assert.Equal("8,200 by 31 December 2019, from 7,462", RuleText.Of(A.Likes));
        Assert.Equal("by each of 2 dates, from 16 September 2019 to 21 October 2019; reported, never a breach", RuleText.Of(A.Commitment with { Rule = new OnDates([A.Day("2019-09-16"), A.Day("2019-10-21")]), Soft = true }));
        Assert.Equal("a real update of the section priorities on every one of 1 page: town", RuleText.Shown(A.Section));
    }

    private static Occurrence Known(string occurredOn, string recordedOn, Outcome outcome = Outcome.Held) => A.Held(occurredOn, outcome: outcome) with { RecordedAt = A.Instant(recordedOn) };
}
