namespace Nec.Simulator.Tests.Website;

public sealed class EditsTests : Simulated
{
    [Theory]
    [InlineData("dorchester", "2019-09-10 11:00")]
    [InlineData("sherborne", "2019-09-10 11:00")]
    [InlineData("bridport", "2019-09-12 11:00")]
    [InlineData("lyme-regis", "2019-09-12 11:00")]
    [InlineData("dorchester", "2019-12-03 11:00")]
    [InlineData("sherborne", "2019-12-04 11:00")]
    [InlineData("bridport", "2019-12-05 11:00")]
    [InlineData("lyme-regis", "2019-12-05 11:00")]
    [InlineData("dorchester", "2020-02-11 11:00")]
    [InlineData("sherborne", "2020-02-12 11:00")]
    [InlineData("bridport", "2020-03-30 11:00")]
    [InlineData("dorchester", "2020-05-04 11:00")]
    [InlineData("sherborne", "2020-05-12 11:00")]
    [InlineData("lyme-regis", "2020-05-18 11:00")]
    [InlineData("bridport", "2020-05-20 11:00")]
    public async Task Priorities_are_rewritten_at_that_minute(string town, string at)
    {
        var (before, after) = await Around(town, at, Seen.Priorities);

        Assert.NotEqual(Seen.Undated(before!), Seen.Undated(after!));
        Assert.Contains($"Issued {London(at):d MMMM yyyy}", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dorchester", "2019-09-17 11:00")]
    [InlineData("sherborne", "2019-09-17 11:00")]
    [InlineData("bridport", "2019-09-17 11:00")]
    [InlineData("lyme-regis", "2019-09-17 11:00")]
    [InlineData("dorchester", "2019-11-05 11:00")]
    [InlineData("bridport", "2019-11-06 11:00")]
    [InlineData("lyme-regis", "2019-12-10 11:00")]
    [InlineData("sherborne", "2019-12-31 16:00")] // the last afternoon of the quarter
    [InlineData("dorchester", "2020-01-21 11:00")]
    [InlineData("sherborne", "2020-01-21 11:00")]
    [InlineData("lyme-regis", "2020-03-24 11:00")]
    [InlineData("dorchester", "2020-04-15 11:00")]
    [InlineData("sherborne", "2020-06-24 11:00")]
    [InlineData("lyme-regis", "2020-06-29 11:00")]
    [InlineData("bridport", "2020-07-03 11:00")] // three days late
    public async Task You_said_we_did_is_rewritten_at_that_minute(string town, string at)
    {
        var (before, after) = await Around(town, at, Seen.YouSaidWeDid);

        Assert.NotNull(before);
        Assert.NotNull(after);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public async Task In_March_Lyme_Regis_bumps_its_date_and_nothing_else()
    {
        var (before, after) = await Around("lyme-regis", "2020-03-10 11:00", Seen.Priorities);

        Assert.NotEqual(before, after);
        Assert.Contains("Issued 10 March 2020", after, StringComparison.Ordinal);
        Assert.Equal(Seen.Undated(before!), Seen.Undated(after!));
    }

    [Fact]
    public async Task Bridport_loses_its_section_for_three_weeks_and_gets_it_back_with_new_text()
    {
        var (old, dropped) = await Around("bridport", "2020-02-17 11:00", Seen.YouSaidWeDid);
        var (stillDropped, back) = await Around("bridport", "2020-03-09 11:00", Seen.YouSaidWeDid);

        Assert.NotNull(old);
        Assert.Null(dropped);
        Assert.Null(stillDropped);
        Assert.NotNull(back);
        Assert.NotEqual(old, back);
    }

    [Theory]
    [InlineData("dorchester", 4, 4)]
    [InlineData("sherborne", 4, 4)]
    [InlineData("bridport", 4, 5)] // the loss and the return are two
    [InlineData("lyme-regis", 3, 4)]
    public async Task Nothing_else_changes_in_the_contract_year(string town, int priorities, int youSaidWeDid)
    {
        var (seen, changes) = (new List<(string?, string?)>(), (Priorities: 0, YouSaidWeDid: 0));
        for (var now = London("2019-08-02 13:00"); now <= London("2020-08-01 13:00"); now = now.AddDays(1))
        {
            World.Now = now;
            using var reply = await Http.GetAsync(Page(town), Cancelled);
            if (!reply.IsSuccessStatusCode)
            {
                continue; // the scripted outages have tests of their own
            }

            var html = await reply.Content.ReadAsStringAsync(Cancelled);
            seen.Add((Seen.Under(Seen.Priorities, html) is { } section ? Seen.Undated(section) : null, Seen.Under(Seen.YouSaidWeDid, html)));
        }

        foreach (var (before, after) in seen.Zip(seen.Skip(1)))
        {
            changes.Priorities += before.Item1 == after.Item1 ? 0 : 1;
            changes.YouSaidWeDid += before.Item2 == after.Item2 ? 0 : 1;
        }

        Assert.Equal((priorities, youSaidWeDid), changes);
    }

    private async Task<(string? Before, string? After)> Around(string town, string at, string heading) => (
        Seen.Under(heading, await PageAt(town, London(at).AddMinutes(-1))),
        Seen.Under(heading, await PageAt(town, London(at))));
}
