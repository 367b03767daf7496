namespace Nec.Simulator;

/// <summary>A user of the simulated short-message network: its id, its name, and how its followers grow.</summary>
public sealed record SimulatedXUser(string Id, string Username, int Start, int PerYear)
{
    public static readonly SimulatedXUser North = new("900000000000000001", "NorthTeamSim", 1480, 220);
    public static readonly SimulatedXUser South = new("900000000000000002", "SouthTeamSim", 2305, 64);

    private static readonly DateOnly First = new(2019, 8, 2);

    /// <summary>Two teams, and enough others (<c>TeamSim001</c> to <c>TeamSim250</c>) to fill several calls.</summary>
    public static IReadOnlyList<SimulatedXUser> All { get; } =
    [
        North,
        South,
        .. Enumerable.Range(1, 250).Select(number => new SimulatedXUser($"9000000000000010{number:000}", $"TeamSim{number:000}", 300 + Chance.Below(4000, "x", number), 12 + number)),
    ];

    /// <summary>How many follow it on a London day.</summary>
    public int FollowersOn(DateOnly day) => Start + (PerYear * Math.Max(0, day.DayNumber - First.DayNumber) / 365);
}
