using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Year;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Year;

public sealed class OccurrencePlanTests
{
    private static readonly Contract Published = A.Contract with { From = A.Day("2019-08-02"), To = A.Day("2020-08-01") };

    [Theory]
    [InlineData("2019-08-02", "2019-08-02", "2020-08-01")] // its first day
    [InlineData("2020-08-01", "2019-08-02", "2020-08-01")] // its last day is inside
    [InlineData("2019-01-01", "2019-08-02", "2020-08-01")] // before it, its first year
    [InlineData("2024-01-01", "2019-08-02", "2020-08-01")] // after it, its last
    public void A_contracts_year_begins_with_the_contract(string day, string first, string last) =>
        Assert.Equal(new(A.Day(first), A.Day(last)), ContractYear.Holding(Published, A.Day(day)));

    [Theory]
    [InlineData("2020-12-31", "2020-01-01", "2020-12-31")]
    [InlineData("2021-01-01", "2021-01-01", "2021-12-31")] // the second day of a new year is not the old one's
    public void A_contract_without_an_end_has_a_year_after_every_year(string day, string first, string last) =>
        Assert.Equal(new(A.Day(first), A.Day(last)), ContractYear.Holding(A.Contract with { From = A.Day("2019-01-01") }, A.Day(day)));

    [Fact]
    public void A_quarterly_promise_counts_what_was_kept_of_what_the_whole_year_owes()
    {
        var plan = PlanOf(A.Commitment, "2020-03-01", A.Held("2019-09-30"), A.Held("2020-01-05") with { Period = "2019-Q4" });
        Assert.Equal(
            ["2019-Q3 Met", "2019-Q4 MetLate", "2020-Q1 OnTrack", "2020-Q2 to come"],
            plan.Times.Where(time => time.IsOwed).Select(time => $"{time.Period} {time.Status?.ToString() ?? "to come"}"));
        Assert.DoesNotContain(plan.Times, time => time.Period == "2020-Q3" && time.IsOwed); // July 2020 alone is cut off by the contract's end
        Assert.Equal("2 of 4", plan.Words);
        Assert.Equal(["2019-Q4"], plan.Times.Where(time => time.NeedsWords).Select(time => time.Period));
    }

    [Fact]
    public void A_rolling_promise_is_planned_on_from_its_due_date_to_the_years_end()
    {
        var plan = PlanOf(A.Rolling, "2019-12-01", A.Held("2019-09-10", A.Rolling));
        // From 2 August the first interval ended on 2 February and was closed on 10 September; from there 10 March, and 10 September lies beyond.
        Assert.Equal(["2020-02-02 Met", "2020-03-10 OnTrack"], plan.Times.Select(time => $"{time.Period} {time.Status}"));
        Assert.Equal("1 of 2", plan.Words);

        var none = PlanOf(A.Rolling, "2019-12-01");
        Assert.Equal(["2020-02-02 NoRecord"], none.Times.Select(time => $"{time.Period} {time.Status}"));
        Assert.Equal("0 of 1", none.Words);
    }

    [Fact]
    public void A_state_without_a_review_has_nothing_dated() =>
        Assert.Equal("nothing dated", PlanOf(A.Commitment with { Rule = new Standing(null) }, "2019-12-01").Words);

    private static OccurrencePlan PlanOf(Commitment commitment, string on, params Occurrence[] facts)
    {
        var contract = Published with { Commitments = [commitment] };
        var finding = Assert.Single(Judged.All(contract, facts, A.WorkingDays, A.Day(on)));
        return OccurrencePlan.Of(contract, contract.Obligations.Single(), finding, ContractYear.Holding(contract, A.Day(on)), A.WorkingDays);
    }
}
