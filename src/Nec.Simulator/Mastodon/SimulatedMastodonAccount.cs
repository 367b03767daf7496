namespace Nec.Simulator;

/// <summary>An account of one instance of the simulated federation: its id there, its name, and how its followers grow.</summary>
public sealed record SimulatedMastodonAccount(string Instance, string Id, string Name, int Start, int PerYear)
{
    public static readonly SimulatedMastodonAccount North = new("social.example.org", "109000000000000001", "north", 180, 90);
    public static readonly SimulatedMastodonAccount South = new("social.example.org", "109000000000000002", "south", 64, 12);

    /// <summary>It has never posted.</summary>
    public static readonly SimulatedMastodonAccount Silent = new("social.example.org", "109000000000000003", "silent", 2, 0);

    /// <summary>It lives elsewhere now, as <c>north@other.example.org</c>.</summary>
    public static readonly SimulatedMastodonAccount Moved = new("social.example.org", "109000000000000004", "moved", 41, 0);

    /// <summary>Suspended by its instance: an empty shell with zero everywhere.</summary>
    public static readonly SimulatedMastodonAccount Suspended = new("social.example.org", "109000000000000005", "suspended", 0, 0);

    /// <summary>The same name at another instance is another account.</summary>
    public static readonly SimulatedMastodonAccount Elsewhere = new("other.example.org", "7", "north", 33, 400);

    private static readonly DateOnly First = new(2019, 8, 2);

    public static IReadOnlyList<SimulatedMastodonAccount> All { get; } = [North, South, Silent, Moved, Suspended, Elsewhere];

    /// <summary>How many follow it on a London day.</summary>
    public int FollowersOn(DateOnly day) => Start + (PerYear * Math.Max(0, day.DayNumber - First.DayNumber) / 365);

    /// <summary>The day of its last post: every fifth day; null for the one that never has.</summary>
    public DateOnly? LastPostOn(DateOnly day) => this == Silent || this == Suspended ? null : day.AddDays(-(day.DayNumber % 5));
}
