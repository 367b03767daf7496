using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Facts;

public sealed class UnknownNamesTests
{
    private static readonly Contract Contract = A.Contract with { Commitments = [A.Rolling with { Places = ["Sherborne", "Lyme Regis"] }, A.Commitment] };

    private static readonly (Fact Fact, string Named)[] Wrong =
    [
        (A.Held("2025-02-01") with { Commitment = "leaflet" }, "commitment 'leaflet'"),
        (A.Held("2025-02-01", A.Rolling) with { Place = "Poole" }, "place 'Poole'"),
        (A.Held("2025-02-01") with { Place = "Poole" }, "place 'Poole'"),
        (A.Held("2025-02-01", A.Rolling), "'clerk-meeting'"), // its place is missing
        (A.Reading("weymouth", "2025-02-01", 1), "account 'weymouth'"),
        (A.Look("2025-02-01", page: "harbour"), "page 'harbour'"),
        (A.Look("2025-02-01") with { Section = "news" }, "section 'news'"),
        (new PriorityCheck("n1", A.Instant("2025-02-01"), null, null, false), "neighbourhood 'n1'"), // case matters
        (A.Event("2025-02-01", "2025-01-01") with { Neighbourhood = "N2" }, "neighbourhood 'N2'"),
        (A.Unable("2025-02-01", "harbour"), "target 'harbour'"),
    ];

    [Fact]
    public void What_the_contract_does_not_have_is_an_error_that_names_it() =>
        Assert.All(Wrong, wrong => Assert.Contains(wrong.Named, UnknownNames.In(Contract, wrong.Fact), StringComparison.Ordinal));

    [Fact]
    public void What_the_contract_has_is_fine()
    {
        Fact[] known =
        [
            A.Held("2025-02-01"), A.Held("2025-02-01", A.Rolling) with { Place = "Lyme Regis" }, A.Held("2025-02-01", A.Rolling) with { Place = "lyme-regis" },
            A.Reading("bridport", "2025-02-01", 1), A.Look("2025-02-01"), new PriorityCheck("N1", A.Instant("2025-02-01"), null, null, false),
            A.Event("2025-02-01", "2025-01-01"), A.Unable("2025-02-01"), A.Unable("2025-02-01", "bridport"), A.Unable("2025-02-01", "N1"),
        ];

        Assert.All(known, fact => Assert.Null(UnknownNames.In(Contract, fact)));
    }
}
