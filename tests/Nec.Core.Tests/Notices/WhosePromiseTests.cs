using Nec.Core.Answers;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

/// <summary>What a reader of a post above is told of the one who answers for a promise.</summary>
public sealed class WhosePromiseTests
{
    private static readonly Commitment Council = A.Commitment with { Id = "council", Rule = new OnDates([A.Day("2025-02-12")]), RemindDays = [7, 0] }; // seven days over on Wednesday 19 February

    [Theory]
    [InlineData("2019-01-01", "It belongs to the Neighbourhood Inspector, Alex North. ")]
    [InlineData("2025-01-01", "It belongs to the Neighbourhood Inspector, Alex North. ")] // came with the contract
    [InlineData("2025-01-02", "It belongs to the Neighbourhood Inspector, Alex North, in post since Thursday 2 January 2025.")]
    public void It_names_post_and_holder_and_since_when_only_if_they_came_after_the_contract(string from, string words) =>
        Assert.Contains(words, Office.Flat(ToldAbove(Holding(from, null))), StringComparison.Ordinal);

    [Fact]
    public void Of_a_post_that_is_vacant_it_says_so() =>
        Assert.Contains("It belongs to the Neighbourhood Inspector, a post that is vacant.", Office.Flat(ToldAbove(Holding("2019-01-01", "2025-02-14"))), StringComparison.Ordinal);

    [Fact]
    public void It_is_said_of_what_was_missed_and_of_what_was_put_right_too()
    {
        var put = A.Commitment with { Id = "put-right", Rule = Council.Rule, RemindDays = [7, 0] };
        var office = Office.Of(Council, put);
        office.Run("2025-02-03", "2025-02-26");
        office.Facts.Add(A.Held("2025-02-27", put) with { Period = "2025-02-12" });
        var notice = office.Run("2025-02-27", "2025-03-05").Single(notice => notice.Recipient.Address == "chief@example.org");

        Assert.Equal("Wed 5 Mar Urgent chief: Missed council, Cleared put-right", Office.WordsOf(notice));
        Assert.Equal(3, Office.Flat(notice).Split("It belongs to the Neighbourhood Inspector, Alex North.").Length);
    }

    [Fact]
    public void The_accountable_post_does_not_read_it() => Assert.All(
        Office.Of(Council).Run("2025-02-03", "2025-03-31").Where(notice => notice.Recipient.Address == "inspector@example.org"),
        notice => Assert.DoesNotContain("It belongs to", Office.Flat(notice), StringComparison.Ordinal));

    [Fact]
    public void Whoever_it_was_handed_to_does_not_read_that_it_is_anothers()
    {
        var office = Office.Of(Council with { Counts = "You have been there." });
        office.Answers.Add(new HandOver("council", "2025-02-12", "chief-inspector"));
        var words = Office.Flat(office.On(A.Day("2025-02-12")).Single());

        Assert.DoesNotContain("It belongs to", words, StringComparison.Ordinal);
        Assert.Contains("What counts: You have been there.", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deputy_who_covers_is_not_said_to_have_come_into_the_post()
    {
        var covered = A.Inspector with { Deputies = [new("Cover", "cover@example.org", A.Day("2025-02-17"), A.Day("2025-02-28"))] };
        var chief = new Office(A.Contract with { Posts = [covered, A.Contract.Posts[1]], Commitments = [Council] }).Run("2025-02-17", "2025-02-26").Single(notice => notice.Recipient.Address == "chief@example.org");

        Assert.Contains("It belongs to the Neighbourhood Inspector", Office.Flat(chief), StringComparison.Ordinal);
        Assert.DoesNotContain("in post since", Office.Flat(chief), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_said_in_the_readers_language()
    {
        var posts = Holding("2025-01-02", null);
        posts[1] = posts[1] with { Holders = [posts[1].Holders[0] with { Language = Language.Welsh }] };

        Assert.Contains("Mae’n perthyn i swydd Neighbourhood Inspector, Alex North, yn y swydd ers dydd Iau 2 Ionawr 2025.", Office.Flat(ToldAbove(posts)), StringComparison.Ordinal);
    }

    private static Notice ToldAbove(Post[] posts)
    {
        var office = new Office(A.Contract with { Posts = posts, Commitments = [Council] });
        office.Run("2025-02-03", "2025-02-18"); // the accountable post's own days are told
        return office.On(A.Day("2025-02-19")).Single(notice => notice.Recipient.Address == "chief@example.org");
    }

    private static Post[] Holding(string from, string? to) => [A.Inspector with { Holders = [new("Alex North", "inspector@example.org", A.Day(from), to is null ? null : A.Day(to))] }, A.Contract.Posts[1]];
}
