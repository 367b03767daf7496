using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.Tests.ContractFiles;

public sealed class WestDorsetTests
{
    private static readonly ContractFileResult Loaded = ContractFile.Load(Repository.PathOf("appsettings/contracts/west-dorset.yaml"));

    [Fact]
    public void The_example_contract_loads_without_an_error()
    {
        Assert.Empty(Loaded.Errors);
        Assert.NotNull(Loaded.Contract);
    }

    [Theory]
    [InlineData("hard", "G1 G3 G4 G5 Q1 Q3 Q4 Q6 F1 P1 P3 P5 M2 W1 W2 C1 C3 C4 C5 N1 N2", 21)]
    [InlineData("states", "G6 F0 F4 P4 M5 D1 W6 W7 C2", 9)]
    [InlineData("soft, where a record shows something", "G8 Q2 Q5 P6 C6 N3", 6)]
    public void Every_schedulable_promise_of_the_published_table_is_in_it(string strength, string ids, int count)
    {
        string[] expected = ids.Split(' ');

        Assert.Equal(count, expected.Length);
        Assert.True(expected.All(Refs().Contains), $"{strength}: {string.Join(", ", expected.Except(Refs()))} are not in the example.");
    }

    [Theory]
    [InlineData("G2 G7 F6 F7 M4 P7 W4 W5 D2 N4", "narrative, without a date, a count or a record of its own")]
    [InlineData("F2 F3 F5 F8 P2 C7", "counted in the report from the events' own records, owed on no day")]
    [InlineData("M3 W3", "the last post of an account is no kind of evidence")]
    [InlineData("Q7", "staff welfare, which Nec does not hold")]
    public void What_is_left_out_is_left_out_for_a_reason(string ids, string reason)
    {
        Assert.True(!ids.Split(' ').Any(Refs().Contains), reason);
    }

    [Fact]
    public void It_names_no_row_that_the_published_table_lacks()
    {
        const string Table = "G1 G2 G3 G4 G5 G6 G7 G8 Q1 Q2 Q3 Q4 Q5 Q6 Q7 F0 F1 F2 F3 F4 F5 F6 F7 F8 P1 P2 P3 P4 P5 P6 P7 "
            + "M1 M2 M3 M4 M5 W1 W2 W3 W4 W5 W6 W7 D1 D2 C1 C2 C3 C4 C5 C6 C7 N1 N2 N3 N4";

        Assert.Equal(56, Table.Split(' ').Length);
        Assert.Empty(Refs().Except(Table.Split(' ')));
    }

    [Fact]
    public void Its_people_are_invented()
    {
        Assert.All(
            Loaded.Contract!.Posts.SelectMany(post => post.Holders.Concat(post.Deputies)),
            tenure => Assert.EndsWith("@example.org", tenure.Email, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2020-02-02", "Rowan Ashdown")]
    [InlineData("2020-02-03", "Meera Tolland")] // the successor's first day
    [InlineData("2019-12-23", "Callum Wrey")] // the sergeant covers over Christmas
    [InlineData("2020-01-04", "Rowan Ashdown")]
    public void The_inspector_changes_and_is_covered_for(string day, string name)
    {
        Assert.Equal(name, Loaded.Contract!.FindPost("inspector")!.AnsweredBy(DateOnly.ParseExact(day, "yyyy-MM-dd", null))!.Name);
    }

    [Fact]
    public void The_numbers_are_the_published_ones()
    {
        Assert.Equal(Assert.IsType<TargetBy>(Of("page-likes").Rule) with { Accounts = [] }, new TargetBy([], 7462, 8200, 10, new(2019, 12, 31)) with { Accounts = [] });
        Assert.Equal(new Every(new(6, IntervalUnit.Month)), Of("clerk-meeting").Rule);
        Assert.Equal(4, Of("clerk-meeting").Places.Count);
        Assert.Equal(new Every(new(6, IntervalUnit.Week)), Of("neighbouring-forces").Rule);
        Assert.Equal(7, Of("neighbouring-forces").GraceDays);
    }

    [Fact]
    public void The_council_meets_on_third_Mondays_but_not_in_August()
    {
        var dates = Assert.IsType<OnDates>(Of("sherborne-council").Rule).Dates;

        Assert.Equal(11, dates.Count);
        Assert.All(dates, date => Assert.True(date is { DayOfWeek: DayOfWeek.Monday, Day: >= 15 and <= 21, Month: not 8 }));
    }

    private static Commitment Of(string id) => Loaded.Contract!.Commitments.Single(commitment => commitment.Id == id);

    private static HashSet<string> Refs() => [.. Loaded.Contract!.Commitments.SelectMany(commitment => commitment.Ref!.Split(", "))];
}
