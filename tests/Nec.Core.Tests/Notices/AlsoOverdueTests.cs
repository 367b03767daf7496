using Nec.Core.Answers;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

/// <summary>What an urgent note says of the reader's promises that are overdue and not in it.</summary>
public sealed class AlsoOverdueTests
{
    private static readonly Commitment Council = Dated("council", "2025-02-13"); // its seven days: Thursday 6 February
    private static readonly DateOnly Thursday = A.Day("2025-02-06");

    [Theory]
    [InlineData(1, "Besides, 1 promise of yours is overdue; the week’s first note lists it.")]
    [InlineData(2, "Besides, 2 promises of yours are overdue; the week’s first note lists them.")]
    public void It_says_how_many(int overdue, string words) => Assert.Contains(
        words, Office.Flat(Urgent(Office.Of([Council, .. Enumerable.Range(0, overdue).Select(at => Late($"late-{at}"))]))), StringComparison.Ordinal);

    [Fact]
    public void It_says_nothing_when_there_are_none()
    {
        var notice = Urgent(Office.Of(Council, Dated("later", "2025-02-20"), Late("soft") with { Soft = true }));

        Assert.Equal(0, notice.AlsoOverdue);
        Assert.DoesNotContain("Besides", Office.Flat(notice), StringComparison.Ordinal);
    }

    [Fact]
    public void A_snoozed_one_is_not_counted_until_its_day()
    {
        var office = Office.Of(Council, Late("late"), Late("snoozed"), Late("woken"));
        office.Answers.AddRange([new Snooze("snoozed", "2025-01-31", A.Day("2025-02-07")), new Snooze("woken", "2025-01-31", A.Day("2025-02-05"))]);

        Assert.Equal(2, Urgent(office).AlsoOverdue);
    }

    [Fact]
    public void One_handed_to_another_post_is_not_counted()
    {
        var office = Office.Of(Council, Late("late"), Late("handed"));
        office.Answers.Add(new HandOver("handed", "2025-01-31", "chief-inspector"));

        Assert.Equal(1, Urgent(office).AlsoOverdue);
    }

    [Fact]
    public void Those_of_posts_below_are_not_counted()
    {
        var notice = Urgent(Office.Of(Council with { Accountable = "chief-inspector" }, Late("below"), Late("own") with { Accountable = "chief-inspector" }), "chief");

        Assert.Equal(1, notice.AlsoOverdue);
    }

    [Fact]
    public void The_named_ones_are_not_counted()
    {
        // Nobody stands above the chief inspector: the note after seven days names the promise to the post itself.
        var own = Dated("named", "2025-01-30") with { Accountable = "chief-inspector" };

        Assert.Equal(0, Urgent(Office.Of(own), "chief").AlsoOverdue);
        Assert.Equal(1, Urgent(Office.Of(own, Late("own") with { Accountable = "chief-inspector" }), "chief").AlsoOverdue);
    }

    [Fact]
    public void One_that_stands_in_anothers_line_is_named_too()
    {
        var own = Dated("meeting", "2025-01-30") with { Accountable = "chief-inspector" };
        var feedback = own with { Id = "feedback", Evidence = new RecordOfEvidence("meeting", RecordNeed.Feedback) };
        var notice = Urgent(Office.Of(own, feedback), "chief");

        Assert.Single(Assert.Single(notice.Lines).Alongside);
        Assert.Equal(0, notice.AlsoOverdue);
    }

    [Fact]
    public void Those_of_a_post_in_another_team_are_counted()
    {
        var south = A.Contract with { Id = "south", Title = "South", Commitments = [Late("late")] };

        var notice = Urgent(new Office(A.Contract with { Commitments = [Council] }, south));
        Assert.Equal(1, notice.AlsoOverdue);
        Assert.Equal(["north", "south"], notice.Teams);
    }

    [Fact]
    public void The_digest_lists_them_and_does_not_count()
    {
        var notice = Office.Of(Council with { RemindDays = [10] }, Late("late")).On(A.Day("2025-02-03"))[0];

        Assert.Equal((NoticeKind.Digest, 0, 2), (notice.Kind, notice.AlsoOverdue, notice.Lines.Count));
    }

    private static Notice Urgent(Office office, string person = "inspector")
    {
        office.Run("2025-01-20", "2025-02-05"); // their own days are told
        var notice = office.On(Thursday).Single(notice => notice.Recipient.Address == $"{person}@example.org");
        Assert.Equal(NoticeKind.Urgent, notice.Kind);
        return notice;
    }

    private static Commitment Late(string id) => Dated(id, "2025-01-31");

    private static Commitment Dated(string id, string dueOn) => A.Commitment with { Id = id, Rule = new OnDates([A.Day(dueOn)]), RemindDays = [7, 0] };
}
