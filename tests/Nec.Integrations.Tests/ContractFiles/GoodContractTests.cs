using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using static Nec.Integrations.Tests.ContractFiles.Contracts;

namespace Nec.Integrations.Tests.ContractFiles;

public sealed class GoodContractTests
{
    [Fact]
    public void A_small_contract_is_read_whole()
    {
        var contract = Good(Small);

        Assert.Equal(("north", "North", "dorset", "1"), (contract.Id, contract.Title, contract.Force, contract.Version));
        Assert.Equal((new DateOnly(2019, 8, 2), new DateOnly(2020, 8, 1)), (contract.From, contract.To));
        Assert.Equal(Division.EnglandAndWales, contract.BankHolidays);
        Assert.Equal(["X1"], contract.Neighbourhoods);
        Assert.Equal(new Standard("councillors", "Councillors"), Assert.Single(contract.Standards));
        Assert.Equal(new Tenure("Sam Vale", "sam.vale@example.org", new(2019, 8, 2)), Assert.Single(contract.FindPost("inspector")!.Holders));
        Assert.Equal(new SectionSelector.Heading("Our priorities"), contract.Pages[0].Sections["priorities"]);
        Assert.Equal(new Account("likes", "facebook", "102", "page-likes"), contract.Accounts[0]);
        Assert.Equal(["clerk-meeting/sherborne", "clerk-meeting/lyme-regis"], contract.Obligations.Select(obligation => obligation.Id));
        Assert.Equal("Meet the Lyme Regis clerk", contract.Obligations.Last().Title);
    }

    [Fact]
    public void A_neighbourhood_goes_by_its_id_or_by_the_name_that_is_given()
    {
        var contract = Good(Small.Replace("[X1]", "[X1, { id: WD-LYME, title: Lyme Regis }]", StringComparison.Ordinal));

        Assert.Equal(["X1", "WD-LYME"], contract.Neighbourhoods);
        Assert.Equal(["X1", "Lyme Regis"], contract.Neighbourhoods.Select(contract.NeighbourhoodName));
        Assert.Equal("dorchester", contract.NeighbourhoodName("dorchester"));
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_change_nothing()
    {
        Assert.Equal("North", Good("\uFEFF" + Small.ReplaceLineEndings("\r\n")).Title);
    }

    [Fact]
    public void What_is_optional_may_be_left_out()
    {
        var contract = Good("""
            contract: quiet
            title: Quiet
            force: dorset
            version: 2.10
            from: 2026-01-01
            standards: [{ id: all, title: All }]
            posts: { inspector: { title: Inspector } }
            commitments:
              - { id: walk, standard: all, title: Walk, promise: We walk., accountable: inspector, each: week }
            """);

        Assert.Equal("2.10", contract.Version); // as written: 2.1 is another version
        Assert.Null(contract.To);
        Assert.Null(contract.FindPost("inspector")!.AnsweredBy(new(2026, 2, 1)));
        Assert.Null(contract.Commitments[0].RemindDays);
    }

    [Theory]
    [InlineData("every: 1 week", 1, IntervalUnit.Week)]
    [InlineData("every: 42 days", 42, IntervalUnit.Day)]
    [InlineData("every: 2 years", 2, IntervalUnit.Year)]
    [InlineData("every: 1 month", 1, IntervalUnit.Month)]
    public void Intervals_are_read(string rest, int count, IntervalUnit unit)
    {
        Assert.Equal(new Every(new(count, unit)), GoodSecond(rest).Rule);
    }

    [Theory]
    [InlineData("week", PeriodKind.Week)]
    [InlineData("month", PeriodKind.Month)]
    [InlineData("quarter", PeriodKind.Quarter)]
    [InlineData("half-year", PeriodKind.HalfYear)]
    [InlineData("year", PeriodKind.Year)]
    public void Periods_are_read(string word, PeriodKind kind)
    {
        Assert.Equal(new Each(kind), GoodSecond("each: " + word).Rule);
        Assert.Equal(new Standing(kind), GoodSecond("always: true\n    review: " + word).Rule);
    }

    [Fact]
    public void Dates_on_the_contracts_edges_are_inside_it()
    {
        Assert.Equal([new(2019, 8, 2), new(2020, 8, 1)], Assert.IsType<OnDates>(GoodSecond("on: [2019-08-02, 2020-08-01]").Rule).Dates);
    }

    [Fact]
    public void A_target_needs_only_one_of_its_numbers()
    {
        var target = Assert.IsType<TargetBy>(GoodSecond("target: { accounts: [likes], baseline: 0, percent: 2.5, by: 2019-12-31 }").Rule);

        Assert.Equal((0, null, 2.5m, new DateOnly(2019, 12, 31)), (target.Baseline, target.AtLeast, target.Percent, target.By));
        Assert.Equal(["likes"], target.Accounts);
    }

    public static TheoryData<string, Evidence> Evidences => new()
    {
        { "{ priorities: true }", new PrioritiesEvidence() },
        { "{ events: 2 }", new EventsEvidence(2) },
        { "{ events: upcoming }", new UpcomingEventsEvidence() },
        { "{ people: shown }", new PeopleEvidence() },
        { "{ url: \"https://example.org/a\" }", new UrlEvidence("https://example.org/a") },
        { "{ per: event, within: 3 working days, needs: reference }", new PerEventEvidence(3, EventNeed.Reference) },
    };

    [Theory]
    [MemberData(nameof(Evidences))]
    public void Evidence_is_read(string yaml, Evidence expected)
    {
        Assert.Equal(expected, GoodSecond("each: month\n    evidence: " + yaml).Evidence);
    }

    [Theory]
    [InlineData("{ section: priorities }")] // without pages: all that have the section
    [InlineData("{ section: priorities, pages: [dorchester] }")]
    public void A_section_is_watched_on_pages_that_have_it(string yaml)
    {
        var evidence = Assert.IsType<SectionEvidence>(GoodSecond("each: month\n    evidence: " + yaml).Evidence);

        Assert.Equal("priorities", evidence.Section);
        Assert.Equal(["dorchester"], evidence.Pages);
    }

    [Theory]
    [InlineData("{ record-of: clerk-meeting }", RecordNeed.Nothing)]
    [InlineData("{ record-of: clerk-meeting, needs: feedback }", RecordNeed.Feedback)]
    [InlineData("{ record-of: clerk-meeting, needs: note }", RecordNeed.Note)]
    public void Another_commitments_record_may_be_the_evidence(string yaml, RecordNeed needs)
    {
        Assert.Equal(new RecordOfEvidence("clerk-meeting", needs), GoodSecond("places: [Lyme Regis]\n    every: 6 months\n    evidence: " + yaml).Evidence);
    }

    [Fact]
    public void The_small_print_of_a_commitment_is_read()
    {
        var commitment = GoodSecond("each: month\n    grace: 1 week\n    remind: [0 days, 4 weeks]\n    soft: true\n    doer: a volunteer\n    ref: [C1, Q1]\n    counts: >\n      A meeting,\n      in person.\n");

        Assert.Equal((7, true, "a volunteer", "C1, Q1", "A meeting, in person."), (commitment.GraceDays, commitment.Soft, commitment.Doer, commitment.Ref, commitment.Counts));
        Assert.Equal([28, 0], commitment.RemindDays);
        Assert.Equal([], GoodSecond("each: month\n    remind: []").RemindDays);
    }

    [Fact]
    public void A_section_may_be_named_by_its_id_or_by_a_css_selector()
    {
        var page = Good(Small.Replace(
            "priorities: Our priorities", "priorities: Our priorities, team: { id: our-team }, done: { css: '.done > div, [data-part=\"x y\"] p' }", StringComparison.Ordinal)).Pages[0];

        Assert.Equal(
            [new SectionSelector.Heading("Our priorities"), new SectionSelector.Id("our-team"), new SectionSelector.Css(".done > div, [data-part=\"x y\"] p")],
            page.Sections.Values);
    }
}
