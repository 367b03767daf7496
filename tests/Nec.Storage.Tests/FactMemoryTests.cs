using Nec.Core.Facts;
using Nec.Testing;
using Npgsql;

namespace Nec.Storage.Tests;

/// <summary>What was read once and is read again says what a first reading would say.</summary>
public sealed class FactMemoryTests : DatabaseTests
{
    private static readonly Occurrence Meeting = new("clerk-meeting", "Sherborne", new(2025, 8, 31), Outcome.Held) { Note = "about speeding" };

    private Facts Fresh => new(TestDatabase.DataSource);

    [Fact]
    public async Task What_has_come_what_was_corrected_and_what_has_gone_since_are_seen()
    {
        var facts = Fresh;
        await AsFresh(facts);
        await facts.Record("north", [Meeting, Met(1), Met(2), Met(3)], "import", Now, "batch", CancellationToken);
        await AsFresh(facts);
        var second = (await facts.Read("north", CancellationToken))[1];
        await facts.Correct("north", second.Id!.Value, Met(2) with { Count = 99 }, "alex", Now, CancellationToken);
        await AsFresh(facts);
        await Delete((await facts.Read("north", CancellationToken))[1].Id!.Value);
        await facts.Record("north", [Met(4)], "import", Now, null, CancellationToken);
        await AsFresh(facts);
        await new FactBatches(TestDatabase.DataSource).Withdraw("north", "batch", "the wrong file", "alex", Now, null, CancellationToken);
        Assert.Equal(2, await AsFresh(facts)); // the correction, and what came by itself
    }

    [Fact]
    public async Task A_fact_of_a_lower_number_that_is_committed_later_is_seen()
    {
        var facts = Fresh;
        await facts.Record("north", [Meeting], "import", Now, null, CancellationToken);
        await using var slow = await TestDatabase.DataSource.OpenConnectionAsync(CancellationToken);
        await using var transaction = await slow.BeginTransactionAsync(CancellationToken);
        await Facts.Add(slow, "north", [Met(1)], "import", Now, null, CancellationToken);
        await facts.Record("north", [Met(2)], "import", Now, null, CancellationToken);
        Assert.Equal(2, await AsFresh(facts));
        await transaction.CommitAsync(CancellationToken);
        Assert.Equal(3, await AsFresh(facts));
        Assert.Equal(3, await AsFresh(facts));
    }

    [Fact]
    public async Task One_that_goes_while_an_earlier_one_comes_is_not_taken_for_no_change()
    {
        var facts = Fresh;
        await facts.Record("north", [Meeting], "import", Now, null, CancellationToken);
        await using var slow = await TestDatabase.DataSource.OpenConnectionAsync(CancellationToken);
        await using var transaction = await slow.BeginTransactionAsync(CancellationToken);
        await Facts.Add(slow, "north", [Met(1)], "import", Now, null, CancellationToken);
        await facts.Record("north", [Met(2)], "import", Now, null, CancellationToken);
        var first = (await facts.Read("north", CancellationToken))[0];
        await transaction.CommitAsync(CancellationToken);
        await Delete(first.Id!.Value);
        Assert.Equal(2, await AsFresh(facts));
    }

    [Fact]
    public async Task Words_that_were_removed_are_not_remembered()
    {
        var facts = Fresh;
        await facts.Record("north", [Meeting], "import", Now, null, CancellationToken);
        await AsFresh(facts);
        await new Retention(TestDatabase.DataSource).Remove(RetentionRules.All.Single(expiry => expiry.Kind == "notes"), null, Meeting.OccurredOn.AddDays(1), Now, CancellationToken);
        await AsFresh(facts);
        Assert.Equal(Facts.KeptNoLonger, Assert.IsType<Occurrence>(Assert.Single(await facts.Read("north", CancellationToken))).Note);
    }

    [Fact]
    public async Task Teams_are_remembered_apart()
    {
        var facts = Fresh;
        await facts.Record("north", [Meeting], "import", Now, null, CancellationToken);
        await facts.Record("south", [Met(1), Met(2)], "import", Now, null, CancellationToken);
        Assert.Equal((1, 2, 1), ((await facts.Read("north", CancellationToken)).Count, (await facts.Read("south", CancellationToken)).Count, (await facts.Read("north", CancellationToken)).Count));
    }

    private static Reading Met(int hour) => new("bridport", "page-likes", new(2025, 9, 1, hour, 0, 0, TimeSpan.Zero), hour);

    private async Task<int> AsFresh(Facts facts)
    {
        var known = await facts.Read("north", CancellationToken);
        Assert.Equal(await Fresh.Read("north", CancellationToken), known);
        return known.Count;
    }

    private async Task Delete(long fact)
    {
        await using var connection = await TestDatabase.DataSource.OpenConnectionAsync(CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken);
        await using var flag = new NpgsqlCommand("select set_config('nec.retention', '2026-02-10', true)", connection, transaction);
        await flag.ExecuteNonQueryAsync(CancellationToken);
        await using var delete = new NpgsqlCommand("delete from nec.fact where fact_id = $1", connection, transaction) { Parameters = { new() { Value = fact } } };
        Assert.Equal(1, await delete.ExecuteNonQueryAsync(CancellationToken));
        await transaction.CommitAsync(CancellationToken);
    }
}
