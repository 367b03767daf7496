using Nec.Testing.Core;

namespace Nec.Dashboard.Tests;

public sealed class PromiseCatalogueTests
{
    [Theory]
    [InlineData("2024-12-31", "1")] // before all: the first to come
    [InlineData("2025-12-31", "1")] // its last day
    [InlineData("2026-01-01", "2")]
    [InlineData("2027-01-01", "2")] // after all: the last that was
    public void A_team_s_contract_is_the_version_in_force(string day, string version)
    {
        var catalogue = new PromiseCatalogue();
        catalogue.Set([A.Contract with { Version = "2", From = A.Day("2026-01-01"), To = A.Day("2026-12-31") }, A.Contract with { To = A.Day("2025-12-31") }]);
        Assert.Equal(version, catalogue.ContractOf("north", A.Day(day))?.Version);
        Assert.Null(catalogue.ContractOf("south", A.Day(day)));
    }
}
