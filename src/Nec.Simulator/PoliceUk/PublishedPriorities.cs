using System.Globalization;
using System.Text.Json.Serialization;

namespace Nec.Simulator;

/// <summary>What each neighbourhood says that it works on: updated in most quarters of the contract year, once late.</summary>
internal static class PublishedPriorities
{
    private static readonly DateOnly BeforeTheYear = new(2019, 6, 11);

    private static readonly string[] Issues =
    [
        "<p>Anti-social behaviour around {0} &amp; the streets behind it.</p>",
        "<p>Speeding on the main road into {1}.</p>\n<p>People told us so at our last surgery.</p>",
        "Theft from vans at {2}<br />and from sheds",
        "<p>Shop theft in the centre of {1}.</p>",
        "<p>Rural crime: quad bikes, fuel &amp; livestock.</p>",
        "<ul><li>Drug use near {3}</li><li>Litter &#8211; needles found</li></ul>",
        "<p>Bicycles stolen from {0}.</p>",
    ];

    private static readonly string[] Actions =
    [
        "<p>Extra patrols in the evenings; {0} people were spoken to.</p>",
        "<p>We marked {0} bicycles &amp; tools for their owners.</p>",
        "<p>Speed checks on {0} mornings; warnings were given.</p>",
        "<p>Young people helped to clear the place on {0} Saturdays.</p>",
    ];

    // Lyme Regis misses January to March by a week.
    private static readonly Dictionary<string, DateOnly[]> Updates = new(StringComparer.Ordinal)
    {
        ["bridport"] = [new(2019, 9, 13), new(2019, 12, 6), new(2020, 3, 4), new(2020, 5, 28)],
        ["dorchester"] = [new(2019, 9, 11), new(2019, 12, 4), new(2020, 2, 12), new(2020, 5, 5)],
        ["lyme-regis"] = [new(2019, 9, 12), new(2019, 12, 5), new(2020, 4, 7), new(2020, 6, 23)],
        ["sherborne"] = [new(2019, 9, 11), new(2019, 12, 5), new(2020, 2, 13), new(2020, 5, 13)],
    };

    public static IEnumerable<PriorityJson> Of(Area area, DateTimeOffset now)
    {
        if (area.Town is not { } town)
        {
            return [];
        }

        var shown = Enumerable.Range(0, 3).Select(at => New(town, at, BeforeTheYear)).ToList();
        foreach (var (update, day) in Updates[town.Slug].Where(day => London.At(day, new(11, 0)) <= now).Index())
        {
            // The oldest has been dealt with and makes room; of the next it is said what was done.
            shown.RemoveAt(0);
            shown[0] = shown[0] with { Action = Done(town, update), ActionDate = Wall(day) };
            shown.Add(New(town, update + 3, day));
        }

        return shown;
    }

    private static PriorityJson New(Town town, int number, DateOnly day) => new(
        string.Format(CultureInfo.InvariantCulture, Issues[(number + Chance.Below(Issues.Length, town.Slug, "issue")) % Issues.Length], town.Square, town.Name, town.Car, town.Hall), Wall(day), null, null);

    private static string Done(Town town, int update) =>
        string.Format(CultureInfo.InvariantCulture, Actions[(update + Chance.Below(Actions.Length, town.Slug, "action")) % Actions.Length], 3 + Chance.Below(20, town.Slug, "done", update));

    private static string Wall(DateOnly day) => day.ToString("yyyy-MM-dd'T00:00:00'", CultureInfo.InvariantCulture);
}

/// <summary>Hyphens in its keys, and no zone in its dates.</summary>
internal sealed record PriorityJson(
    string Issue, [property: JsonPropertyName("issue-date")] string IssueDate, string? Action, [property: JsonPropertyName("action-date")] string? ActionDate);
