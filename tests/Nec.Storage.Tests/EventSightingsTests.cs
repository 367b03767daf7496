namespace Nec.Storage.Tests;

public sealed class EventSightingsTests : DatabaseTests
{
    private static readonly DateTimeOffset Night = new(2025, 11, 1, 2, 30, 0, TimeSpan.Zero);

    private static readonly (string, DateOnly) Surgery = ("surgery-1", new(2025, 11, 20));
    private static readonly (string, DateOnly) Coffee = ("coffee-2", new(2025, 11, 9));

    private EventSightings Sightings => new(TestDatabase.DataSource);

    [Fact]
    public async Task An_event_is_new_once_and_then_seen_until_it_vanishes()
    {
        Assert.Equal(2, await Sightings.Seen("north", "X1", [Surgery, Coffee, Coffee], Night, CancellationToken));
        Assert.Equal(0, await Sightings.Seen("north", "X1", [Surgery], Night.AddDays(1), CancellationToken));
        Assert.Equal(0, await Sightings.Seen("north", "X1", [], Night.AddDays(2), CancellationToken));

        var kept = await Sightings.Read("north", "X1", CancellationToken);
        Assert.Equal([("coffee-2", Night, Night), ("surgery-1", Night, Night.AddDays(1))], kept.Select(seen => (seen.EventId, seen.FirstSeenAt, seen.LastSeenAt)));
        Assert.Equal(new DateOnly(2025, 11, 9), kept[0].StartsOn);
    }

    [Fact]
    public async Task Teams_and_neighbourhoods_have_their_own()
    {
        await Sightings.Seen("north", "X1", [Surgery], Night, CancellationToken);

        Assert.Equal(1, await Sightings.Seen("south", "X1", [Surgery], Night, CancellationToken));
        Assert.Equal(1, await Sightings.Seen("north", "x1", [Surgery], Night, CancellationToken));
        Assert.Single(await Sightings.Read("north", "X1", CancellationToken));
    }

    [Fact]
    public async Task A_look_of_the_past_widens_what_is_known()
    {
        await Sightings.Seen("north", "X1", [Surgery], Night, CancellationToken);
        await Sightings.Seen("north", "X1", [Surgery], Night.AddDays(-3), CancellationToken);

        var seen = Assert.Single(await Sightings.Read("north", "X1", CancellationToken));
        Assert.Equal((Night.AddDays(-3), Night), (seen.FirstSeenAt, seen.LastSeenAt));
    }
}
