using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

/// <summary>Of which teams a letter speaks, however it does.</summary>
public sealed class TeamsOfALetterTests
{
    private static readonly Contract South = A.Contract with { Id = "south", Title = "South", Commitments = [Dated("late", "2025-01-31", 0)] };

    [Fact]
    public void A_line_that_only_repeats_counts()
    {
        var office = new Office(A.Contract with { Commitments = [Dated("council", "2025-02-13", 10)] }, South);
        office.Run("2025-01-20", "2025-02-02");
        var digest = office.On(A.Day("2025-02-03")).Single(notice => notice.Recipient.Address == "inspector@example.org");

        Assert.Equal(["north"], digest.Lines.SelectMany(line => line.Tells).Select(told => told.Team).Distinct(StringComparer.Ordinal));
        Assert.Equal(["north", "south"], digest.Teams);
    }

    [Fact]
    public void A_score_counts_when_all_that_the_team_asks_has_moved_into_a_handover()
    {
        var moved = new Notice { Kind = NoticeKind.Digest, Recipient = new("New", "new@example.org"), Day = A.Day("2025-02-03"), Lines = [Line("north"), Line("south")], Scores = [new("South", 1, 2, A.Day("2025-01-01"))], Counted = ["south", "north"] };
        var letters = NoticeWriter.WithHandovers([moved], [moved with { Kind = NoticeKind.Handover, Lines = [Line("south")], Scores = [], Counted = [], Post = "Inspector" }]);

        Assert.Equal(["north"], letters[0].Lines.Select(line => line.Team));
        Assert.Equal(["north", "south"], letters[0].Teams);
        Assert.Equal(["south"], letters[1].Teams);
    }

    [Fact]
    public void A_team_of_other_people_does_not_count()
    {
        var elsewhere = South with { Posts = [.. South.Posts.Select(post => post with { Holders = [new("Else Where", "else@example.org", A.Day("2019-01-01"))] })] };
        var office = new Office(A.Contract with { Commitments = [Dated("council", "2025-02-13", 10)] }, elsewhere);
        office.Run("2025-01-20", "2025-02-02");

        Assert.Equal(["north"], office.On(A.Day("2025-02-03")).Single(notice => notice.Recipient.Address == "inspector@example.org").Teams);
    }

    private static Commitment Dated(string id, string dueOn, int days) => A.Commitment with { Id = id, Rule = new OnDates([A.Day(dueOn)]), RemindDays = [days] };

    private static NoticeLine Line(string team) => new()
    {
        Team = team,
        Obligation = "council",
        Commitment = "council",
        Kind = LineKind.Due,
        Title = "Council",
        Status = Status.DueSoon,
        Period = "2025-02-13",
        Post = "inspector",
        Because = new(BecauseKind.Holds, "Inspector", team),
    };
}
