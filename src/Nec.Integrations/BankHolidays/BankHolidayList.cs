using System.Text.Json;
using Nec.Core.Calendar;
using Nec.Core.Compliance;

namespace Nec.Integrations.BankHolidays;

/// <summary>One bank holiday as GOV.UK lists it; the day is the substitute one where there is one.</summary>
public sealed record BankHoliday(DateOnly On, string Title);

/// <summary>GOV.UK's list of bank holidays, in the JSON that it is published in.</summary>
public static class BankHolidayList
{
    /// <summary>
    /// Reads the list, each division's days in order. Unknown divisions and keys are skipped (GOV.UK adds some);
    /// a <see cref="FormatException"/> says in one sentence why a text is no such list.
    /// </summary>
    public static IReadOnlyDictionary<Division, IReadOnlyList<BankHoliday>> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException failure)
        {
            throw new FormatException(
                $"The bank holidays are not JSON (line {failure.LineNumber + 1}); save https://www.gov.uk/bank-holidays.json as it is.", failure);
        }
    }

    private static Dictionary<Division, IReadOnlyList<BankHoliday>> Read(JsonElement root)
    {
        var lists = new Dictionary<Division, IReadOnlyList<BankHoliday>>();
        foreach (var member in root.ValueKind == JsonValueKind.Object ? [.. root.EnumerateObject()] : Array.Empty<JsonProperty>())
        {
            if (Kebab.Parse<Division>(member.Name) is { } division)
            {
                lists[division] = Events(member.Name, member.Value);
            }
        }

        return lists.Count > 0 ? lists
            : throw new FormatException("The bank holidays name no division: england-and-wales, scotland or northern-ireland is expected.");
    }

    private static List<BankHoliday> Events(string division, JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Object || !list.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException($"The bank holidays of {division} hold no list of events.");
        }

        return [.. events.EnumerateArray().Select((element, at) => Event(division, at + 1, element)).OrderBy(holiday => holiday.On)];
    }

    private static BankHoliday Event(string division, int number, JsonElement element) =>
        new(
            Dates.Read(Text(element, "date"))
                ?? throw new FormatException($"Event {number} of the bank holidays of {division} has no date such as 2019-08-26."),
            Text(element, "title") ?? "");

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
