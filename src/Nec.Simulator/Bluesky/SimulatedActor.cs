namespace Nec.Simulator;

/// <summary>An actor of the simulated open network: the identifier that stays, the handle that may move, and how its followers grow.</summary>
public sealed record SimulatedActor(string Did, string Handle, int Start, int PerYear)
{
    public static readonly SimulatedActor North = new("did:plc:simnorthaaaaaaaaaaaaaaaa", "north.example.org", 240, 150);
    public static readonly SimulatedActor South = new("did:plc:simsouthaaaaaaaaaaaaaaaa", "south.example.org", 95, 30);

    /// <summary>It has never posted.</summary>
    public static readonly SimulatedActor Silent = new("did:plc:simsilentaaaaaaaaaaaaaaa", "silent.example.org", 3, 1);

    /// <summary>Taken down by the network: left out of every list.</summary>
    public static readonly SimulatedActor TakenDown = new("did:plc:simtakendownaaaaaaaaaaaa", "taken-down.example.org", 77, 0);

    /// <summary>Switched off by its owner.</summary>
    public static readonly SimulatedActor Deactivated = new("did:plc:simdeactivatedaaaaaaaaaa", "deactivated.example.org", 77, 0);

    private static readonly DateOnly First = new(2019, 8, 2);

    /// <summary>Five with a story, and enough others (<c>team-01</c> to <c>team-60</c>) to fill several calls.</summary>
    public static IReadOnlyList<SimulatedActor> All { get; } =
    [
        North,
        South,
        Silent,
        TakenDown,
        Deactivated,
        .. Enumerable.Range(1, 60).Select(number => new SimulatedActor(
            $"did:plc:simteam{(char)('a' + (number / 26))}{(char)('a' + (number % 26))}aaaaaaaaaaaaaaa", $"team-{number:00}.example.org", 20 + Chance.Below(900, "bluesky", number), number)),
    ];

    /// <summary>How many follow it on a London day.</summary>
    public int FollowersOn(DateOnly day) => Start + (PerYear * Math.Max(0, day.DayNumber - First.DayNumber) / 365);

    /// <summary>When it last posted: at nine in the morning of every third day, London time; null for the one that never has.</summary>
    public DateTimeOffset? LastPostAt(DateTimeOffset now)
    {
        if (this == Silent)
        {
            return null;
        }

        var today = London.DayOf(now);
        var day = today.AddDays(-(today.DayNumber % 3));
        var at = London.At(day, new TimeOnly(9, 0));
        return at <= now ? at : London.At(day.AddDays(-3), new TimeOnly(9, 0));
    }
}
