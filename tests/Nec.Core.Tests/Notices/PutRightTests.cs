using Nec.Core.Answers;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

/// <summary>Whoever was told that a post below was late hears that it was put right.</summary>
public sealed class PutRightTests
{
    // Due on a Wednesday: the next post up is told on 19 February, the top one on 26 February.
    private static readonly Commitment Council = Dated("2025-02-12");

    [Theory]
    [InlineData("2025-02-27", Outcome.Held, "has been done since")] // late
    [InlineData("2025-02-10", Outcome.Held, "has been done since")] // in time, and recorded only now
    [InlineData("2025-02-27", Outcome.NotApplicable, "has been closed since, as one that does not count")]
    public void Each_post_that_was_told_hears_once_the_top_one_on_a_Wednesday_and_the_others_in_the_digest(string on, Outcome outcome, string words)
    {
        var office = new Office(Office.Tall with { Commitments = [Council] });
        office.Run("2025-02-03", "2025-02-26");
        office.Facts.Add(A.Held(on, Council, outcome) with { Period = "2025-02-12" });
        var notices = office.Run("2025-02-27", "2025-04-30").Where(IsCleared).ToList();

        Assert.Equal(["Mon 3 Mar Digest chief: Cleared council", "Wed 5 Mar Urgent top: Cleared council"], notices.Select(Office.WordsOf));
        Assert.All(notices, notice => Assert.Contains(words, Office.Flat(notice), StringComparison.Ordinal));
    }

    [Fact]
    public void A_rolling_promise_that_is_held_at_last_is_put_right()
    {
        var clerk = A.Rolling with { Rule = new Every(new(6, IntervalUnit.Week)) }; // due 12 February
        var office = Office.Of(clerk);
        office.Facts.Add(A.Held("2025-02-20", clerk));

        Assert.Equal("Wed 26 Feb Urgent chief: Cleared clerk-meeting", Office.WordsOf(Assert.Single(office.Run("2025-02-03", "2025-04-10"), IsCleared)));
    }

    [Fact]
    public void Only_the_post_that_was_told_hears_of_it()
    {
        var office = new Office(Office.Tall with { Commitments = [Council] });
        office.Facts.Add(A.Held("2025-02-20", Council) with { Period = "2025-02-12" }); // after the chief inspector's seven days, before the top's fourteen

        Assert.Equal("Mon 24 Feb Digest chief: Cleared council", Office.WordsOf(Assert.Single(office.Run("2025-02-03", "2025-04-30"), IsCleared)));
    }

    [Fact]
    public void Nobody_who_was_never_told_hears_of_it()
    {
        var office = Office.Of(Council);
        office.Facts.Add(A.Held("2025-02-17", Council) with { Period = "2025-02-12" });

        Assert.DoesNotContain(office.Run("2025-02-03", "2025-04-30"), IsCleared);
    }

    [Fact]
    public void The_accountable_post_is_not_told_what_it_did_itself()
    {
        var covered = A.Inspector with { Deputies = [new("Cover", "cover@example.org", A.Day("2025-02-14"), A.Day("2025-03-31"))] };
        var office = new Office(A.Contract with { Posts = [covered, A.Contract.Posts[1]], Commitments = [Council, Council with { Id = "own", Accountable = "chief-inspector" }] });
        var told = office.Run("2025-02-03", "2025-02-20").SelectMany(notice => notice.Lines).SelectMany(line => line.Tells).Where(told => told.Step == ReminderStep.Over(7)).Select(told => told.Post).Order(StringComparer.Ordinal).ToList();
        office.Facts.AddRange([A.Held("2025-02-20", Council) with { Period = "2025-02-12" }, A.Held("2025-02-20", Council with { Id = "own" }) with { Period = "2025-02-12" }]);

        Assert.Equal(["chief-inspector", "inspector"], told);
        Assert.DoesNotContain(office.Run("2025-02-21", "2025-04-30"), IsCleared);
    }

    [Theory]
    [InlineData("2025-02-08", true)] // Wednesday 9 April is the sixtieth day
    [InlineData("2025-02-07", false)] // and here the sixty-first
    public void After_sixty_days_it_is_no_news(string dueOn, bool isTold)
    {
        var council = Dated(dueOn);
        var office = Office.Of(council);
        office.Facts.Add(A.Held("2025-04-07", council) with { Period = dueOn });
        var notices = office.Run("2025-02-03", "2025-05-31").Where(IsCleared).Select(Office.WordsOf);

        Assert.Equal(isTold ? ["Wed 9 Apr Urgent chief: Cleared council"] : [], notices);
    }

    [Fact]
    public void A_snooze_from_before_it_was_done_holds_nothing_back()
    {
        var office = Office.Of(Council);
        office.Run("2025-02-03", "2025-02-19");
        office.Answers.Add(new Snooze("council", "2025-02-12", A.Day("2025-03-20")));
        office.Facts.Add(A.Held("2025-02-20", Council) with { Period = "2025-02-12" });

        Assert.Equal(["Wed 26 Feb Urgent chief: Cleared council"], office.WordsTo("chief", "2025-02-20", "2025-04-10"));
    }

    private static bool IsCleared(Notice notice) => notice.Lines.Any(line => line.Kind == LineKind.Cleared);

    private static Commitment Dated(string dueOn) => A.Commitment with { Id = "council", Rule = new OnDates([A.Day(dueOn)]), RemindDays = [7, 0] };
}
