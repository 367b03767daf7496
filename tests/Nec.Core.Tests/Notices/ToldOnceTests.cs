using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

public sealed class ToldOnceTests
{
    private static readonly Commitment Early = A.Rolling with { RemindDays = [170] }; // due 1 July, told from 12 January on

    [Fact]
    public void An_unchanged_digest_goes_on_three_Mondays_at_most() => Assert.Equal(
        ["Mon 13 Jan", "Mon 20 Jan", "Mon 27 Jan"],
        DaysOf(Office.Of(Early).Run("2025-01-13", "2025-04-30")));

    [Fact]
    public void It_goes_again_when_something_changes_and_everything_open_is_in_it()
    {
        var second = Early with { Id = "second", RemindDays = [120] }; // told from 3 March on
        var notices = Office.Of(Early, second).Run("2025-01-13", "2025-04-30").Where(notice => notice.Kind == NoticeKind.Digest).ToList();

        Assert.Equal(["Mon 13 Jan", "Mon 20 Jan", "Mon 27 Jan", "Mon 3 Mar", "Mon 10 Mar", "Mon 17 Mar"], DaysOf(notices));
        Assert.Equal(["clerk-meeting", "second"], notices[3].Lines.Select(line => line.Obligation));
    }

    [Theory]
    [InlineData("2025-02-14", false)] // Friday's urgent note says what Monday's digest would
    [InlineData("2025-02-11", true)] // Tuesday's is too long ago
    public void A_digest_that_equals_the_note_just_sent_does_not_go(string told, bool goes)
    {
        var due = A.Commitment with { Id = "council", Rule = new OnDates([A.Day(told).AddDays(7)]), RemindDays = [7, 0] };
        var office = Office.Of(due);
        Assert.Equal(NoticeKind.Urgent, Assert.Single(office.On(A.Day(told))).Kind);

        Assert.Equal(goes, office.On(A.Day("2025-02-17")).Count > 0);
    }

    [Fact]
    public void Maundy_Thursdays_note_is_not_told_again_on_the_Tuesday_after_Easter()
    {
        var office = Office.Of(A.Commitment with { Id = "council", Rule = new OnDates([A.Day("2025-04-24")]), RemindDays = [7, 0] });
        Assert.Single(office.On(A.Day("2025-04-17")));

        Assert.Empty(office.On(A.Day("2025-04-22")));
    }

    [Fact]
    public void What_was_done_is_told_in_one_digest_and_none_is_left_out_by_a_bank_holiday()
    {
        var office = Office.Of([A.Rolling with { Id = "open", RemindDays = [.. Enumerable.Range(1, 180)] }, .. Enumerable.Range(0, 21).Select(day => Daily(day))]); // a new rung each day, so that every digest goes
        office.Facts.AddRange(Enumerable.Range(0, 21).Select(day => A.Held(Dates.Iso(A.Day("2025-04-25").AddDays(day)), Daily(day))));
        var done = office.Run("2025-04-28", "2025-05-19").SelectMany(notice => notice.Done).Select(line => line.On).ToList();

        Assert.Equal(Enumerable.Range(0, 21).Select(day => A.Day("2025-04-25").AddDays(day)), done);
    }

    [Fact]
    public void A_soft_promise_is_spoken_of_once_after_three_silent_periods()
    {
        var notices = Office.Of(A.Commitment with { Rule = new Each(PeriodKind.Week), Soft = true }).Run("2025-01-06", "2025-03-31").Where(notice => notice.Kind == NoticeKind.Digest);

        Assert.Equal("Mon 27 Jan Digest inspector: Silent newsletter", Office.WordsOf(Assert.Single(notices)));
    }

    [Theory]
    [InlineData(PeriodKind.Week, "Nothing has been recorded for 3 weeks.")]
    [InlineData(PeriodKind.Month, "Nothing has been recorded for 3 months.")]
    [InlineData(PeriodKind.Quarter, "Nothing has been recorded for 3 quarters.")]
    public void Its_silence_is_counted_in_its_own_periods(PeriodKind kind, string words)
    {
        var notices = Office.Of(A.Commitment with { Rule = new Each(kind), Soft = true }).Run("2025-01-06", "2025-10-31").Where(notice => notice.Kind == NoticeKind.Digest);

        Assert.Contains(words, Office.Flat(Assert.Single(notices)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_slips_is_told_once_a_month()
    {
        var target = A.Likes with { Rule = new TargetBy(["bridport"], 1000, 2000, null, A.Day("2025-12-31")) };
        var office = Office.Of(target);
        office.Facts.AddRange(Enumerable.Range(0, 200).Select(day => A.Reading("bridport", $"{Dates.Iso(A.Day("2025-01-01").AddDays(day))}T06:15Z", 1000)));

        Assert.Equal(["Mon 6 Jan", "Mon 3 Feb", "Mon 3 Mar", "Mon 7 Apr", "Tue 6 May"], DaysOf(office.Run("2025-01-06", "2025-05-31")));
    }

    [Fact]
    public void A_target_that_is_missed_is_not_said_to_lack_a_record()
    {
        var target = A.Likes with { Rule = new TargetBy(["bridport"], 1000, 2000, null, A.Day("2025-01-31")) };
        var office = Office.Of(target);
        office.Facts.AddRange(Enumerable.Range(0, 31).Select(day => A.Reading("bridport", $"{Dates.Iso(A.Day("2025-01-01").AddDays(day))}T06:15Z", 1500)));
        var digest = office.On(A.Day("2025-02-03")).Single(notice => notice.Kind == NoticeKind.Digest);

        Assert.Equal("Mon 3 Feb Digest inspector: Missed likes", Office.WordsOf(digest));
        Assert.Contains("It was due Friday 31 January 2025. 1,500 so far, 500 short", Office.Flat(digest), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_is_named_in_each_digest_while_it_goes_stale_until_the_list_has_gone_unchanged_three_times()
    {
        var notices = Stale("2025-02-20").Run("2025-01-20", "2025-04-30").Where(notice => notice.Kind == NoticeKind.Digest).ToList();

        Assert.Equal(["Mon 10 Feb", "Mon 17 Feb", "Mon 24 Feb"], DaysOf(notices));
        Assert.Equal(["stale-soon", "stale"], notices.SelectMany(notice => notice.Lines).SelectMany(line => line.Tells).Select(told => told.Step.ToString()));
        Assert.Contains("goes stale on Thursday 20 February 2025", Office.Flat(notices[0]), StringComparison.Ordinal);
        Assert.Contains("has been stale since Thursday 20 February 2025", Office.Flat(notices[2]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_the_post_above_is_to_know_asks_nothing_of_it()
    {
        var council = A.Commitment with { Id = "council", Rule = new OnDates([A.Day("2025-02-13")]), RemindDays = [7, 0] };
        var office = Office.Of(council);
        var chief = office.Run("2025-02-06", "2025-03-05").Where(notice => notice.Recipient.Address == "chief@example.org").ToList();

        Assert.Equal(2, chief.Count);
        Assert.All(chief, notice => Assert.Contains("nothing is asked of you", Office.Flat(notice), StringComparison.Ordinal));
        Assert.All(chief, notice => Assert.DoesNotContain("Done one of these?", Office.Flat(notice), StringComparison.Ordinal));
    }

    private static Commitment Daily(int day) => A.Commitment with { Id = FormattableString.Invariant($"daily-{day}"), Rule = new Each(PeriodKind.Year), RemindDays = [] };

    private static Office Stale(string from) => new(A.Contract with { Commitments = [A.Commitment] })
    {
        Judge = (_, _) => [new() { Obligation = "newsletter", Status = Status.OnTrack, Reason = "seen", StaleFrom = A.Day(from) }],
    };

    private static IEnumerable<string> DaysOf(IEnumerable<Notice> notices) =>
        notices.Where(notice => notice.Kind == NoticeKind.Digest).Select(notice => notice.Day.ToString("ddd d MMM", System.Globalization.CultureInfo.InvariantCulture));
}
