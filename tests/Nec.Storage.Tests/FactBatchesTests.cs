using Nec.Core.Facts;
using Nec.Testing;

namespace Nec.Storage.Tests;

public sealed class FactBatchesTests : DatabaseTests
{
    private const string Batch = "a.csv@2026-02-10T09:00:00.000Z";

    private static readonly Occurrence Meeting = new("clerk-meeting", "Lyme Regis", new(2025, 8, 31), Outcome.Held) { Note = "kept" };
    private static readonly Reading Likes = new("bridport", "page-likes", new(2025, 8, 31, 6, 15, 0, TimeSpan.Zero), 2600);

    private Facts Facts => new(TestDatabase.DataSource);

    private FactBatches Batches => new(TestDatabase.DataSource);

    [Fact]
    public async Task An_import_that_is_undone_no_longer_counts_and_only_that_one()
    {
        await Import(Batch, Meeting, Likes);
        await Import("b", Meeting with { Place = "Sherborne" });
        await Facts.Record("south", [Meeting], "import", Now, Batch, CancellationToken);

        var done = await Undo(Batch);

        Assert.Equal((2, 2, 0), (done.Facts, done.Withdrawn, done.Corrected));
        Assert.Equal("Sherborne", Assert.IsType<Occurrence>(Assert.Single(await Facts.Read("north", CancellationToken))).Place);
        Assert.Single(await Facts.Read("south", CancellationToken));
        Assert.Equal([(Batch, 2, 2), ("b", 1, 0)], (await Batches.Read("north", CancellationToken)).Select(batch => (batch.Batch, batch.Facts, batch.Withdrawn)));
    }

    [Fact]
    public async Task Undone_twice_and_an_unknown_import_are_told_apart()
    {
        await Import(Batch, Meeting);
        await Undo(Batch);

        var again = await Undo(Batch);
        var unknown = await Undo("c");

        Assert.Equal((1, 0), (again.Facts, again.Withdrawn));
        Assert.Equal((0, 0), (unknown.Facts, unknown.Withdrawn));
    }

    [Fact]
    public async Task The_same_facts_may_come_again_once_for_each_time_that_they_were_withdrawn()
    {
        for (var round = 1; round <= 3; round++)
        {
            var batch = $"round {round}";
            Assert.Equal(2, await Import(batch, Meeting, Likes));
            Assert.Equal(0, await Import("late", Meeting, Likes));
            Assert.Equal([2600L], (await Facts.Read("north", CancellationToken)).OfType<Reading>().Select(reading => reading.Count));
            Assert.Equal(["kept"], (await Facts.Read("north", CancellationToken)).OfType<Occurrence>().Select(meeting => meeting.Note));
            Assert.Equal(2, (await Undo(batch)).Withdrawn);
            Assert.Empty(await Facts.Read("north", CancellationToken));
        }
    }

    [Theory]
    [InlineData("again 1")]
    [InlineData("\\again 1")]
    [InlineData("|\\again 1")]
    public async Task A_key_that_looks_like_a_second_time_is_not_one(string reference)
    {
        var seen = new EventSeen("X1", "e", new(2025, 11, 3), new(18, 0), Likes.At) { Reference = reference };
        await Import(Batch, seen, seen with { Reference = null });
        await Undo(Batch);

        Assert.Equal(2, await Import("again", seen, seen with { Reference = null }));
    }

    [Fact]
    public async Task What_somebody_corrected_since_stands()
    {
        await Import(Batch, Meeting, Likes);
        var id = (await Facts.Read("north", CancellationToken)).OfType<Occurrence>().Single().Id!.Value; // it is stored
        Assert.True(await Facts.Correct("north", id, Meeting with { Outcome = Outcome.Attended }, "alex", Now, CancellationToken));

        var done = await Undo(Batch);

        Assert.Equal((2, 1, 1), (done.Facts, done.Withdrawn, done.Corrected));
        Assert.Equal(Outcome.Attended, Assert.IsType<Occurrence>(Assert.Single(await Facts.Read("north", CancellationToken))).Outcome);
    }

    [Fact]
    public async Task A_withdrawn_fact_cannot_be_corrected()
    {
        await Import(Batch, Meeting);
        var id = Assert.Single(await Facts.Read("north", CancellationToken)).Id!.Value; // it is stored
        await Undo(Batch);

        Assert.False(await Facts.Correct("north", id, Meeting, "alex", Now, CancellationToken));
    }

    [Fact]
    public async Task Two_who_undo_at_once_withdraw_each_fact_once()
    {
        await Import(Batch, [.. Enumerable.Range(0, 200).Select(minute => Likes with { At = Likes.At.AddMinutes(minute) })]);

        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Undo(Batch)));

        Assert.Equal(200, both.Sum(one => one.Withdrawn));
        Assert.Empty(await Facts.Read("north", CancellationToken));
    }

    private Task<int> Import(string batch, params Fact[] facts) => Facts.Record("north", facts, "import", Now, batch, CancellationToken);

    private Task<Withdrawal> Undo(string batch) => Batches.Withdraw("north", batch, "the wrong file", "alex", Now, null, CancellationToken);
}
