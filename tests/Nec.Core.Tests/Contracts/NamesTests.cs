using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Contracts;

public sealed class NamesTests
{
    [Theory]
    [InlineData("Sherborne", "sherborne")]
    [InlineData("Lyme Regis", "lyme-regis")]
    [InlineData("  Lyme   Regis ", "lyme-regis")]
    [InlineData("Avon & Somerset", "avon-somerset")]
    [InlineData("King's Lynn", "kings-lynn")]
    [InlineData("Stoke-on-Trent", "stoke-on-trent")]
    [InlineData("Area 51", "area-51")]
    public void A_place_becomes_a_slug(string place, string slug) => Assert.Equal(slug, Slug.Of(place));

    [Fact]
    public void Every_place_is_an_obligation_and_none_is_one_under_the_commitments_own_id()
    {
        var contract = A.Contract with { Commitments = [A.Rolling with { Title = "Meet the {place} clerk", Places = ["Sherborne", "Lyme Regis"] }, A.Section] };

        Assert.Equal(["clerk-meeting/sherborne", "clerk-meeting/lyme-regis", "section"], contract.Obligations.Select(obligation => obligation.Id));
        Assert.Equal("Meet the Lyme Regis clerk", contract.Obligations.ElementAt(1).Title);
    }

    [Fact]
    public void Every_status_has_the_glossarys_word() => Assert.Equal(
        ["not-started", "no-record", "on-track", "due-soon", "overdue", "met", "met-late", "missed", "at-risk", "incomplete", "not-applicable", "unable-to-check"],
        StatusWord.All.Values);

    [Theory]
    [InlineData("report-sent", Outcome.ReportSent)]
    [InlineData("offered-declined", Outcome.OfferedDeclined)]
    [InlineData("held", Outcome.Held)]
    [InlineData("ReportSent", null)] // the name is not the word
    [InlineData("1", null)] // nor is the number
    [InlineData("", null)]
    public void An_outcome_is_read_from_its_word_only(string word, Outcome? outcome) => Assert.Equal(outcome, Kebab.Parse<Outcome>(word));

    [Fact]
    public void A_deputy_answers_while_covering_and_both_ends_of_a_tenure_are_inside_it()
    {
        var post = A.Inspector with
        {
            Holders = [new("Old", "old@example.org", A.Day("2025-01-01"), A.Day("2025-10-14")), new("New", "new@example.org", A.Day("2025-10-15"))],
            Deputies = [new("Cover", "cover@example.org", A.Day("2025-11-03"), A.Day("2025-11-07"))],
        };

        Assert.Equal("Old", post.AnsweredBy(A.Day("2025-10-14"))?.Name);
        Assert.Equal("New", post.AnsweredBy(A.Day("2025-10-15"))?.Name);
        Assert.Equal("New", post.AnsweredBy(A.Day("2025-11-02"))?.Name);
        Assert.Equal("Cover", post.AnsweredBy(A.Day("2025-11-03"))?.Name);
        Assert.Equal("Cover", post.AnsweredBy(A.Day("2025-11-07"))?.Name);
        Assert.Equal("New", post.AnsweredBy(A.Day("2025-11-08"))?.Name);
        Assert.Null(post.AnsweredBy(A.Day("2024-12-31"))); // vacant
    }
}
