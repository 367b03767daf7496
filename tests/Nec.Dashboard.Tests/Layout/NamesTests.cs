using Nec.Core.Contracts;
using Nec.Dashboard.Layout;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.Layout;

/// <summary>Ids as people say them.</summary>
public sealed class NamesTests
{
    private static readonly Names North = new(A.Contract with
    {
        Neighbourhoods = ["N1", "WD-LYME-REGIS"],
        NeighbourhoodTitles = new Dictionary<string, string>(StringComparer.Ordinal) { ["WD-LYME-REGIS"] = "Lyme Regis" },
        Accounts = [A.Account("bridport"), new("youtube", "youtube", "@north", "subscribers")],
        Commitments = [A.Rolling with { Title = "Meet the {place} clerk", Places = ["Lyme Regis"] }],
    });

    [Theory]
    [InlineData("lyme-regis", "Lyme Regis")]
    [InlineData("town", "Town")]
    [InlineData("N1", "N1")] // somebody else's id
    [InlineData("https://www.example.org/area/your-area/north-vale", "https://www.example.org/area/your-area/north-vale")]
    [InlineData("", "")]
    public void An_id_in_lower_case_is_a_name(string id, string expected) => Assert.Equal(expected, Names.Of(id));

    [Theory]
    [InlineData("police-uk", "data.police.uk")]
    [InlineData("police-uk/events", "data.police.uk, events")]
    [InlineData("youtube", "YouTube")]
    [InlineData("x", "X")]
    public void A_source_is_called_as_it_calls_itself(string source, string expected) => Assert.Equal(expected, Names.OfSource(source));

    [Theory]
    [InlineData("bridport", "Facebook, Bridport")]
    [InlineData("youtube", "YouTube")] // called by its network alone
    [InlineData("gone", "Gone")] // the contract has it no longer
    public void An_account_is_named_with_its_network(string id, string expected) => Assert.Equal(expected, North.OfAccount(id));

    [Theory]
    [InlineData("WD-LYME-REGIS", "Lyme Regis (WD-LYME-REGIS)")]
    [InlineData("N1", "N1")]
    public void A_neighbourhood_is_named_as_the_contract_names_it(string id, string expected) => Assert.Equal(expected, North.OfNeighbourhood(id));

    [Theory]
    [InlineData("street-surgery-7c885db3", "Street surgery")]
    [InlineData("7c885db3", "7c885db3")]
    [InlineData("E1", "E1")]
    public void An_event_is_named_by_its_title(string id, string expected) => Assert.Equal(expected, Names.OfEvent(id));

    [Theory]
    [InlineData("no real update seen of page town, page village", "no real update seen of the Town page, the Village page")]
    [InlineData("section you-said-we-did of page town has not been seen", "the section “You said, we did” of the Town page has not been seen")]
    [InlineData("account bridport has no reading", "the Bridport account has no reading")]
    [InlineData("page 7 is broken", "page 7 is broken")] // no page of the contract
    public void A_reason_names_the_contracts_own_pages_and_accounts(string reason, string expected) =>
        Assert.Equal(expected, North.InReason(reason));

    [Fact]
    public void A_reason_by_itself_is_a_sentence() => Assert.Equal("Nothing is on record since the contract began.", North.Sentence("nothing is on record since the contract began"));

    [Fact]
    public void What_shows_a_commitment_is_told_in_headings_and_titles()
    {
        Assert.Equal("a real update of “Our priorities” on the page: Town", North.Shown(A.Section));
        Assert.Equal("the record of “Meet the town clerk”, when it holds what is needed", North.Shown(A.Commitment with { Evidence = new RecordOfEvidence("clerk-meeting", RecordNeed.Feedback) }));
        Assert.Equal("a person records it", North.Shown(A.Commitment));
    }
}
