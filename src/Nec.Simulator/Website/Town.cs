namespace Nec.Simulator;

/// <summary>A town with a page, and the places that its officers speak of.</summary>
internal sealed record Town(string Slug, string Name, string Square, string Car, string Hall, IReadOnlyList<string> Officers)
{
    public static IReadOnlyList<Town> All { get; } =
    [
        new("dorchester", "Dorchester", "the Corn Exchange steps", "Acland Road car park", "Thornlow community hall", ["Inspector Rowan Ashgrove", "Sergeant Petra Lindquill", "PC Owain Harthill", "PCSO Dilys Merrow"]),
        new("sherborne", "Sherborne", "the Conduit", "Culverhay car park", "Digby church room", ["Inspector Rowan Ashgrove", "Sergeant Petra Lindquill", "PC Tamsin Orchard", "PCSO Felix Wainbury"]),
        new("bridport", "Bridport", "Bucky Doo Square", "Rope Walks car park", "Asker Meadow hall", ["Inspector Rowan Ashgrove", "Sergeant Joss Peverell", "PC Maud Kestrelle", "PCSO Idris Fenn"]),
        new("lyme-regis", "Lyme Regis", "the Marine Parade shelters", "Holmbush car park", "Woodmead hall", ["Inspector Rowan Ashgrove", "Sergeant Joss Peverell", "PC Callum Brightsea", "PCSO Nerys Tolland"]),
    ];

    public string Path => $"/area/your-area/dorset/west-dorset/{Slug}/on-the-team/our-priorities";
}
