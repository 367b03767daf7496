namespace Nec.Simulator;

/// <summary>A business account of the simulated picture network: its number and user name. Everybody else is a personal account, which is never shown.</summary>
public sealed record SimulatedInstagram(string Id, string Username)
{
    /// <summary>The caller's own, through which the others are looked up.</summary>
    public static readonly SimulatedInstagram Own = new("17841400000000001", "west_dorset_police_sim");
    public static readonly SimulatedInstagram Bridport = new("17841400000000002", "bridport.police_sim");
    public static readonly SimulatedInstagram Sherborne = new("17841400000000003", "sherborne.police_sim");

    public static IReadOnlyList<SimulatedInstagram> All { get; } = [Own, Bridport, Sherborne];

    /// <summary>The followers it shows on a London day: a slow climb.</summary>
    public static int FollowersOn(SimulatedInstagram account, DateOnly day)
        => 640 + Chance.Below(900, account.Id) + ((day.DayNumber - new DateOnly(2019, 8, 2).DayNumber) / 4) + Chance.Below(3, account.Id, day.DayNumber);
}
