using Nec.Core.Answers;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Answers;

public sealed class ImportRulesTests
{
    private static readonly Contract Contract = A.Contract with { Commitments = [A.Commitment, A.Rolling with { Places = ["Lyme Regis"] }, A.Likes, A.Section] };

    private static ImportRules Rules { get; } = new(_ => Contract, Contract.From, A.Instant("2025-04-15T12:00Z"));

    [Theory]
    [InlineData("2024-12-31", "occurredOn")] // the day before the contract
    [InlineData("2025-01-01", null)]
    [InlineData("2025-04-15", null)] // today
    [InlineData("2025-04-16", "occurredOn")]
    public void An_occurrence_happened_since_the_first_contract_began(string on, string? field) => Assert.Equal(field, Rules.FaultOf(A.Held(on))?.Field);

    [Fact]
    public void Every_version_of_the_contract_counts_from_the_first_on() =>
        Assert.Null(new ImportRules(_ => Contract, A.Day("2024-01-01"), A.Instant("2025-04-15T12:00Z")).FaultOf(A.Held("2024-12-31")));

    [Fact]
    public void An_outcome_has_to_say_something_of_its_promise()
    {
        Assert.Equal("outcome", Rules.FaultOf(A.Held("2025-02-01", A.Likes))?.Field);
        Assert.Equal("outcome", Rules.FaultOf(A.Held("2025-02-01", A.Section) with { Outcome = Outcome.OfferedDeclined })?.Field);
        Assert.Null(Rules.FaultOf(A.Held("2025-02-01", A.Section)));
        Assert.Null(Rules.FaultOf(A.Held("2025-02-01", A.Rolling) with { Place = "lyme regis", Outcome = Outcome.OfferedDeclined }));
    }

    [Fact]
    public void History_needs_no_reason_however_late_it_comes() => Assert.Null(Rules.FaultOf(A.Held("2025-01-02")));

    [Theory]
    [InlineData("2025-04-15T12:00Z", null)]
    [InlineData("2025-04-15T12:01Z", "at")]
    [InlineData("2019-01-01T00:00Z", null)] // what stood before the contract is what a target begins from
    public void What_the_machine_saw_lies_in_the_past(string at, string? field) =>
        Assert.Equal(field, Rules.FaultOf(new Reading("bridport", "page-likes", A.Instant(at), 1000))?.Field);

    [Fact]
    public void A_fact_with_a_fault_is_not_accepted()
    {
        Assert.Throws<ArgumentException>(() => Rules.Accept([A.Held("2025-02-01"), A.Held("1999-01-01")]));
        Assert.Equal([A.Held("2025-02-01")], Rules.Accept([A.Held("2025-02-01")]).Select(accepted => accepted.Fact));
    }
}
