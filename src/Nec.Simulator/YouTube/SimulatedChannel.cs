namespace Nec.Simulator;

/// <summary>A channel of the simulated video network: its id, its handle, and how its subscribers grow.</summary>
public sealed record SimulatedChannel(string Id, string Handle, int Start, int PerYear)
{
    public static readonly SimulatedChannel North = new("UCSim0000000000000North0", "@NorthTeamSim", 870, 260);
    public static readonly SimulatedChannel Force = new("UCSim0000000000000Force0", "@ForceSim", 123456, 9000);

    /// <summary>Its owner shows no count.</summary>
    public static readonly SimulatedChannel Hidden = new("UCSim000000000000Hidden0", "@HiddenSim", 4000, 10);

    private static readonly DateOnly First = new(2019, 8, 2);

    /// <summary>Three with a story, and enough others (<c>@TeamSim001</c> to <c>@TeamSim120</c>) to fill several calls.</summary>
    public static IReadOnlyList<SimulatedChannel> All { get; } =
    [
        North,
        Force,
        Hidden,
        .. Enumerable.Range(1, 120).Select(number => new SimulatedChannel($"UCSim000000000000Team{number:000}", $"@TeamSim{number:000}", 100 + Chance.Below(9000, "youtube", number), 5 + number)),
    ];

    /// <summary>How many subscribe on a London day, before rounding.</summary>
    public int SubscribersOn(DateOnly day) => Start + (PerYear * Math.Max(0, day.DayNumber - First.DayNumber) / 365);

    /// <summary>What is shown: rounded down to three significant figures.</summary>
    public int ShownOn(DateOnly day)
    {
        var (count, unit) = (SubscribersOn(day), 1);
        while (count / unit >= 1000)
        {
            unit *= 10;
        }

        return count / unit * unit;
    }
}
