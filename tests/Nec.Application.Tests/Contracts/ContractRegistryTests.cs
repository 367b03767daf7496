using Nec.Application.Contracts;
using Nec.Testing.Core;

namespace Nec.Application.Tests.Contracts;

public sealed class ContractRegistryTests
{
    [Theory]
    [InlineData("2024-12-31", "1")] // before all: the first to come
    [InlineData("2025-12-31", "1")] // its last day
    [InlineData("2026-01-01", "2")]
    [InlineData("2027-01-01", "2")] // after all: the last that was
    public void A_team_s_contract_is_the_version_in_force(string day, string version)
    {
        var contracts = new ContractRegistry(
        [
            A.Contract with { Version = "2", From = A.Day("2026-01-01"), To = A.Day("2026-12-31") },
            A.Contract with { To = A.Day("2025-12-31") },
        ]);

        Assert.Equal(version, contracts.ContractOf("north", A.Day(day))?.Version);
        Assert.Equal(version, Assert.Single(contracts.On(A.Day(day))).Version);
        Assert.Null(contracts.ContractOf("south", A.Day(day)));
    }

    [Fact]
    public void The_version_that_begins_last_gives_the_words()
    {
        var contracts = new ContractRegistry(
        [
            A.Contract with { Title = "North and East", From = A.Day("2026-01-01"), Commitments = [A.Commitment with { Title = "Publish" }] },
            A.Contract with { Title = "North", To = A.Day("2025-12-31"), Commitments = [A.Commitment with { Title = "Print" }] },
            A.Contract with { Id = "east", Title = "East" },
        ]);

        Assert.Equal(["East", "North and East"], contracts.Teams.Values);
        Assert.Equal("Publish", contracts.TitleOf("north", A.Commitment.Id));
        Assert.Equal(["east", "north"], contracts.On(A.Day("2026-03-01")).Select(contract => contract.Id));
    }

    [Fact]
    public void What_no_contract_holds_is_called_by_its_id()
    {
        var contracts = new ContractRegistry([]);

        Assert.Equal(("west", "newsletter"), (contracts.TeamTitle("west"), contracts.TitleOf("west", "newsletter")));
        Assert.Null(contracts.Find("west", "newsletter"));
        Assert.Empty(contracts.On(A.Day("2026-01-01")));
    }
}
