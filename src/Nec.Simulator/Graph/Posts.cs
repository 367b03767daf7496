using System.Globalization;
using System.Text.Json.Nodes;

namespace Nec.Simulator;

/// <summary>When an account posted: at half past six in the evening, two or three days a week.</summary>
internal static class Posts
{
    private static readonly TimeOnly Evening = new(18, 30);

    /// <summary>The newest post as a list of one, its instant under <paramref name="name"/>.</summary>
    public static JsonObject Newest(string account, string name, DateTimeOffset now)
    {
        var day = London.DayOf(now);
        while (London.At(day, Evening) > now || Chance.Below(3, account, "post", day.DayNumber) != 0)
        {
            day = day.AddDays(-1);
        }

        var written = London.At(day, Evening).ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture); // no colon in the zone
        return new() { ["data"] = new JsonArray(new JsonObject { [name] = written, ["id"] = $"{account}_{day.DayNumber}" }) };
    }
}
