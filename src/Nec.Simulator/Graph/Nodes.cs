using System.Text.Json.Nodes;

namespace Nec.Simulator;

/// <summary>What the network's objects show of the fields asked for.</summary>
internal static class Nodes
{
    /// <summary>A page's fields, its id last, asked or not; the name of the field that it has not otherwise.</summary>
    public static JsonObject? Page(SimulatedPage page, string fields, DateTimeOffset now, out string? missing) =>
        Object(page.Id, fields, field => FieldList.Name(field) switch
        {
            "name" => page.Name,
            "username" => page.Username,
            "link" => page.Link,
            "fan_count" => Counts.Likes(page, London.DayOf(now)),
            "followers_count" => Counts.Followers(page, London.DayOf(now)),
            "has_transitioned_to_new_page_experience" => Counts.HasTransitioned(London.DayOf(now)),
            "published_posts" => Posts.Newest(page.Id, "created_time", now),
            _ => null,
        }, out missing);

    /// <summary>The caller's own account, and through it the others'; null for <paramref name="missing"/> or, with neither, for an account that is never shown.</summary>
    public static JsonObject? Instagram(SimulatedInstagram account, string fields, DateTimeOffset now, out string? missing)
    {
        var isHidden = false;
        var node = Object(account.Id, fields, field => FieldList.Name(field) switch
        {
            "username" => account.Username,
            "followers_count" => SimulatedInstagram.FollowersOn(account, London.DayOf(now)),
            "media_count" => 200 + (London.DayOf(now).DayNumber % 1000),
            "media" => Posts.Newest(account.Id, "timestamp", now),
            "business_discovery" => Discovered(field),
            _ => null,
        }, out missing);
        missing = isHidden ? null : missing;
        return node;

        JsonObject? Discovered(string field)
        {
            var found = SimulatedInstagram.All.FirstOrDefault(other => other.Username.Equals(FieldList.Argument(field), StringComparison.OrdinalIgnoreCase));
            isHidden = found is null;
            return found is null ? null : Instagram(found, FieldList.Inner(field), now, out _);
        }
    }

    private static JsonObject? Object(string id, string fields, Func<string, JsonNode?> value, out string? missing)
    {
        var body = new JsonObject();
        missing = null;
        foreach (var field in FieldList.Of(fields).Where(field => field != "id"))
        {
            if (value(field) is not { } known)
            {
                missing = FieldList.Name(field);
                return null;
            }

            body[FieldList.Name(field)] = known;
        }

        body["id"] = id;
        return body;
    }
}
