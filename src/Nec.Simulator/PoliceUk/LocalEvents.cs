using System.Globalization;
using System.Text.Json.Serialization;

namespace Nec.Simulator;

/// <summary>An event, and from when until when it is advertised.</summary>
internal sealed record LocalEvent(Area Area, string Title, string Type, DateTimeOffset StartsAt, DateTimeOffset ShownFrom, DateTimeOffset ShownUntil, string Address)
{
    public EventJson ToJson() => new(Title, Type, Wall(StartsAt), Wall(StartsAt.AddHours(1)), "<p>All welcome.</p>", Address, new Dictionary<string, string>(StringComparer.Ordinal));

    private static string Wall(DateTimeOffset at) => London.WallOf(at).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}

/// <summary>What the towns' teams hold: most months one event each, advertised 1 to 20 days ahead; one in ten is called off two days before.</summary>
internal static class LocalEvents
{
    private static readonly (string Title, string Type)[] Kinds =
    [
        ("Street surgery", "surgery"), ("Coffee &amp; a chat with your team", "meeting"), ("Bike marking", "event"), ("Speed watch: come and see", "event"), ("Shed and van security", "event"),
    ];

    private static readonly TimeOnly[] Starts = [new(10, 0), new(14, 0), new(18, 30)];

    /// <summary>What is advertised at an instant, by start.</summary>
    public static IEnumerable<LocalEvent> Ahead(Area area, DateTimeOffset now)
    {
        var month = new DateOnly(London.DayOf(now).Year, London.DayOf(now).Month, 1);
        return Enumerable.Range(0, 2)
            .Select(later => In(area, month.AddMonths(later)))
            .OfType<LocalEvent>()
            .Where(local => local.ShownFrom <= now && now < local.ShownUntil)
            .OrderBy(local => local.StartsAt);
    }

    /// <summary>A town's event of a month; null in one month of five, and outside the towns.</summary>
    public static LocalEvent? In(Area area, DateOnly month)
    {
        int Below(int limit, string what) => Chance.Below(limit, area.Id, what, month.Year, month.Month);
        if (area.Town is not { } town || Below(5, "held") == 0)
        {
            return null;
        }

        var startsAt = London.At(month.AddDays(3 + Below(24, "day")), Starts[Below(Starts.Length, "time")]);
        var shownFrom = London.At(London.DayOf(startsAt).AddDays(-1 - Below(20, "lead")), new(9, 0));
        var (title, type) = Kinds[Below(Kinds.Length, "kind")];
        var calledOff = startsAt.AddDays(-2);
        return new(area, title, type, startsAt, shownFrom, Below(10, "called off") == 0 && calledOff > shownFrom ? calledOff : startsAt, type == "surgery" ? town.Square : town.Hall);
    }
}

internal sealed record EventJson(
    string Title,
    string Type,
    [property: JsonPropertyName("start_date")] string StartDate,
    [property: JsonPropertyName("end_date")] string EndDate,
    string? Description,
    string Address,
    [property: JsonPropertyName("contact_details")] IReadOnlyDictionary<string, string> ContactDetails);
