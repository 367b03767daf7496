namespace Nec.Simulator;

/// <summary>A page of the simulated network: its numeric id, user name and name.</summary>
public sealed record SimulatedPage(string Id, string Username, string Name)
{
    public static readonly SimulatedPage Bridport = new("102000000000001", "BridportPoliceSim", "Bridport Police (simulated)");
    public static readonly SimulatedPage Dorchester = new("102000000000002", "DorchesterPoliceSim", "Dorchester Police (simulated)");
    public static readonly SimulatedPage Sherborne = new("102000000000003", "SherbornePoliceSim", "Sherborne Police (simulated)");

    public static IReadOnlyList<SimulatedPage> All { get; } = [Bridport, Dorchester, Sherborne];

    public string Link => $"https://www.facebook.com/{Username}";
}
