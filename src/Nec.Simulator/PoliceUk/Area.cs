using System.Text.Json.Serialization;

namespace Nec.Simulator;

/// <summary>One neighbourhood of Dorset; those without a town publish nothing but themselves.</summary>
internal sealed record Area(string Id, string EncodedName, Town? Town)
{
    /// <summary>While inspectors change, nobody is shown for Sherborne.</summary>
    private static readonly (DateTimeOffset From, DateTimeOffset To) Unstaffed = (London.At(new(2020, 2, 3), new(0, 0)), London.At(new(2020, 2, 17), new(0, 0)));

    public static IReadOnlyList<Area> All { get; } =
    [
        .. Town.All.OrderBy(town => town.Slug, StringComparer.Ordinal).Select(town => new Area($"WD-{town.Slug.ToUpperInvariant()}", town.Name, town)),
        new("PB 07.1", "Swan&amp;#39;s Reach &amp;amp; Langton", null), // a space and a dot in the id; a name encoded twice
        new("NX01", "Thornlow", null),
    ];

    /// <summary>Ids are compared with their case.</summary>
    public static Area? Find(string id) => All.FirstOrDefault(area => area.Id == id);

    public DetailJson Detail() => new(
        Id,
        EncodedName,
        Town is null ? "" : $"https://www.dorset.police.uk{Town.Path}",
        new(Town is null ? "50.7" : "50.7150", "-2.4370"),
        "0",
        Town is null ? null : $"<p>{Town.Name} &amp; the villages around it.</p>\n<p>Come and see us at {Town.Square}.</p>",
        Contacts(),
        [new("", "Alerts", null)],
        Town is null ? [] : [new("station", $"{Town.Name} police station", null, $"1 High Street\n, {Town.Name}", "DT1 1AA", null, null)]);

    /// <summary>Who is shown; nobody outside the towns.</summary>
    public IReadOnlyList<PersonJson> People(DateTimeOffset now) => Town is null || (Town.Slug == "sherborne" && now >= Unstaffed.From && now < Unstaffed.To) ? []
        : [.. Town.Officers.Select(officer => new PersonJson(officer[(officer.IndexOf(' ', StringComparison.Ordinal) + 1)..], officer.Split(' ')[0], null, new Dictionary<string, string>(StringComparer.Ordinal)))];

    // Addresses as old as the records are, and keys that no list knows.
    private Dictionary<string, string> Contacts() => Town is null
        ? new(StringComparer.Ordinal) { ["telephone"] = "101" }
        : new(StringComparer.Ordinal)
        {
            ["email"] = $"{Town.Slug}@example.org",
            ["telephone"] = "101",
            ["facebook"] = $"http://www.facebook.com/{Town.Name.Replace(" ", "", StringComparison.Ordinal)}PoliceSim",
            ["twitter"] = $"http://www.twitter.com/{Town.Name.Replace(" ", "", StringComparison.Ordinal)}SNTsim",
            ["myspace"] = $"https://myspace.com/{Town.Slug}",
            ["dorset-alert"] = "https://alert.example.org/",
        };
}

internal sealed record DetailJson(
    string Id,
    string Name,
    [property: JsonPropertyName("url_force")] string UrlForce,
    CentreJson Centre,
    string Population,
    string? Description,
    [property: JsonPropertyName("contact_details")] IReadOnlyDictionary<string, string> ContactDetails,
    IReadOnlyList<LinkJson> Links,
    IReadOnlyList<LocationJson> Locations);

internal sealed record CentreJson(string Latitude, string Longitude);

internal sealed record LinkJson(string Url, string Title, string? Description);

internal sealed record LocationJson(string Type, string Name, string? Description, string Address, string Postcode, string? Latitude, string? Longitude);

internal sealed record PersonJson(string Name, string Rank, string? Bio, [property: JsonPropertyName("contact_details")] IReadOnlyDictionary<string, string> ContactDetails);
