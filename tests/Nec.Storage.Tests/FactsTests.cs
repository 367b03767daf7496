using Nec.Core.Facts;
using Nec.Testing;
using Npgsql;

namespace Nec.Storage.Tests;

public sealed class FactsTests : DatabaseTests
{
    private static readonly DateTimeOffset At = new(2025, 8, 31, 23, 30, 15, TimeSpan.Zero); // 1 September in London

    private static readonly Occurrence Meeting = new("clerk-meeting", "Lyme Regis", new(2025, 8, 31), Outcome.Held);

    private Facts Facts => new(TestDatabase.DataSource);

    public static TheoryData<Fact> OneOfEachKind =>
    [
        Meeting,
        new Occurrence("newsletter", null, new(2025, 9, 1), Outcome.ReportSent)
        {
            OccurredAt = At, Period = "2025-Q3", Means = "by video", Feedback = "none offered", Note = "kept | it \\ short", By = "A. Officer",
        },
        new Reading("bridport", "page-likes", At, 2600) { SignificantFigures = 3, LastPostOn = new(2026, 1, 30) },
        new SectionCheck("dorchester", "priorities", At, Verdict.Substantive) { Reason = "two new paragraphs" },
        new SectionCheck("dorchester", "priorities", At.AddDays(1), Verdict.Substantive) { Reason = "as said", AcceptedByPerson = true },
        new PriorityCheck("X1", At, new(2025, 8, 1), null, true),
        new PriorityCheck("X2", At, null, null, false),
        new PeopleCheck("X1", At, 4),
        new PeopleCheck("X1", At, 0),
        new EventSeen("X1", "e-1", new(2025, 11, 3), new(18, 0), At),
        new EventSeen("X1", "e-2", new(2025, 11, 3), new(18, 30), At) { Attended = true, Footfall = 0, Reference = "OIS 1" },
        new SourceCheck("web-pages", "dorchester", At, CheckOutcome.Unable, "HTTP 403"),
        new SourceCheck("web-pages", "dorchester", At, CheckOutcome.Ok, null),
    ];

    [Theory]
    [MemberData(nameof(OneOfEachKind))]
    public async Task A_fact_comes_back_as_it_went_in(Fact fact)
    {
        Assert.Equal(1, await Facts.Record("north", [fact], "import", Now, "batch-1", CancellationToken));
        var stored = Assert.Single(await Facts.Read("north", CancellationToken));
        Assert.Equal(fact with { Id = stored.Id, RecordedAt = Now }, stored);
        Assert.NotNull(stored.Id);
    }

    [Fact]
    public async Task An_instant_of_recording_that_the_fact_brings_is_kept()
    {
        var at = new DateTimeOffset(2025, 9, 1, 10, 0, 0, TimeSpan.FromHours(1));
        await Facts.Record("north", [Meeting with { RecordedAt = at }], "import", Now, null, CancellationToken);
        Assert.Equal(at, Assert.Single(await Facts.Read("north", CancellationToken)).RecordedAt);
    }

    [Fact]
    public async Task The_same_fact_arriving_twice_is_one_and_other_teams_have_their_own()
    {
        Assert.Equal(1, await Facts.Record("north", [Meeting, Meeting], "import", Now, null, CancellationToken));
        Assert.Equal(1, await Facts.Record("north", [Meeting with { Place = "lyme-regis" }, Meeting with { Place = "Sherborne" }], "import", Now, null, CancellationToken));
        Assert.Equal(1, await Facts.Record("south", [Meeting], "import", Now, null, CancellationToken));
        Assert.Equal(0, await Facts.Record("south", [], "import", Now, null, CancellationToken));
        Assert.Equal(2, (await Facts.Read("north", CancellationToken)).Count);
    }

    [Fact]
    public async Task What_differs_in_any_part_of_its_key_is_another_fact()
    {
        var seen = new EventSeen("X1", "e-1", new(2025, 11, 3), new(18, 0), At);
        Fact[] all =
        [
            Meeting, Meeting with { Outcome = Outcome.Cancelled }, Meeting with { Period = "2025-H2" }, Meeting with { Place = null },
            new Occurrence("a|b", "c", Today, Outcome.Held), new Occurrence("a", "b|c", Today, Outcome.Held),
            seen, seen with { Footfall = 3 }, seen with { Attended = true }, seen with { Reference = "OIS 1" }, seen with { StartsAtTime = new(19, 0) },
        ];
        Assert.Equal(all.Length, await Facts.Record("north", all, "import", Now, null, CancellationToken));
        Assert.Equal(0, await Facts.Record("north", [seen with { FirstSeenAt = At.AddDays(1) }], "poll", Now, null, CancellationToken));
    }

    [Fact]
    public async Task A_fact_of_a_failing_batch_is_not_kept()
    {
        Fact odd = new Occurrence("clerk\0meeting", null, Today, Outcome.Held); // PostgreSQL's text has no null character
        await Assert.ThrowsAsync<PostgresException>(() => Facts.Record("north", [Meeting, odd], "import", Now, null, CancellationToken));
        Assert.Empty(await Facts.Read("north", CancellationToken));
    }

    [Fact]
    public async Task A_corrected_fact_no_longer_counts_and_is_corrected_once()
    {
        await Facts.Record("north", [Meeting], "a", Now, null, CancellationToken);
        var wrong = Assert.Single(await Facts.Read("north", CancellationToken));
        Assert.True(await Facts.Correct("north", wrong.Id!.Value, Meeting with { Note = "with the mayor" }, "b", Now, CancellationToken));
        Assert.False(await Facts.Correct("north", wrong.Id!.Value, Meeting with { Note = "again" }, "c", Now, CancellationToken));

        var right = Assert.IsType<Occurrence>(Assert.Single(await Facts.Read("north", CancellationToken)));
        Assert.Equal("with the mayor", right.Note);
        Assert.False(await Facts.Correct("south", right.Id!.Value, Meeting, "a stranger", Now, CancellationToken));
    }

    [Fact]
    public async Task Thousands_of_facts_arrive_in_chunks()
    {
        var many = Enumerable.Range(0, 45_000).Select(day => (Fact)new Reading("bridport", "page-likes", At.AddHours(day), day)).ToList();
        Assert.Equal(45_000, await Facts.Record("north", many, "import", Now, "b", CancellationToken));
        Assert.Equal(many.Cast<Reading>().Select(reading => reading.Count), (await Facts.Read("north", CancellationToken)).Cast<Reading>().Select(reading => reading.Count));
    }

    [Theory]
    [InlineData("update nec.fact set team = 'south'")]
    [InlineData("delete from nec.fact")]
    [InlineData("truncate nec.fact cascade")]
    public async Task Facts_are_only_ever_added(string change)
    {
        await Facts.Record("north", [Meeting], "a", Now, null, CancellationToken);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Scalar(change));
        Assert.Contains("only ever added", refused.MessageText, StringComparison.Ordinal);
        Assert.Single(await Facts.Read("north", CancellationToken));
    }
}
