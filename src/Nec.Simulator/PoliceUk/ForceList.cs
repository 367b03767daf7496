namespace Nec.Simulator;

/// <summary>The forces, in the order that data.police.uk has them: almost the alphabet's.</summary>
internal static class ForceList
{
    private static readonly string[] Ids =
    [
        "avon-and-somerset", "bedfordshire", "cambridgeshire", "cheshire", "city-of-london", "cleveland", "cumbria", "derbyshire", "devon-and-cornwall", "dorset", "durham", "essex",
        "gloucestershire", "greater-manchester", "gwent", "hampshire", "dyfed-powys", "hertfordshire", "humberside", "kent", "lancashire", "leicestershire", "lincolnshire", "merseyside",
        "metropolitan", "norfolk", "north-wales", "north-yorkshire", "northamptonshire", "northumbria", "nottinghamshire", "northern-ireland", "south-wales", "south-yorkshire", "staffordshire",
        "suffolk", "surrey", "sussex", "thames-valley", "warwickshire", "west-mercia", "west-midlands", "west-yorkshire", "wiltshire",
    ];

    public static IReadOnlyList<NamedJson> All { get; } = [.. Ids.Select(id => new NamedJson(id, NameOf(id)))];

    public static NamedJson? Find(string id) => All.FirstOrDefault(force => force.Id == id);

    private static string NameOf(string id)
    {
        var words = id.Split('-').Select(word => word switch { "and" => "&", "of" => word, _ => $"{char.ToUpperInvariant(word[0])}{word[1..]}" });
        return $"{string.Join(' ', words)} {(id == "metropolitan" ? "Police Service" : "Police")}";
    }
}
