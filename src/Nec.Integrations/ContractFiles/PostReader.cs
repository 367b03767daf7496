using Nec.Core.Contracts;
using Nec.Core.Notices;

namespace Nec.Integrations.ContractFiles;

/// <summary>Reads posts: who holds each, who covers, and who is next up.</summary>
internal static class PostReader
{
    public static IReadOnlyList<Post> Read(Fields contract, Frame frame)
    {
        var entries = contract.Entries("posts");
        foreach (var entry in entries)
        {
            frame.Posts.Declare(entry.Key.Value, entry.Key.At);
        }

        List<Post> posts = [];
        var spots = new Dictionary<string, Spot>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (Fields.Of(entry.Value, ContractKeys.Post, contract.Errors) is { } fields)
            {
                posts.Add(Of(entry.Key.Value, fields, frame));
                spots[entry.Key.Value] = fields.SpotOf("escalates-to");
            }
        }

        RefuseCircles(posts, spots, contract.Errors);
        return posts;
    }

    private static Post Of(string id, Fields fields, Frame frame)
    {
        var holders = Tenures(fields, "holders");
        RefuseOverlaps(holders, fields.Errors);
        return new Post
        {
            Id = id,
            Title = fields.Text("title", fields.Values.Line) ?? "",
            Holders = [.. holders.Select(pair => pair.Tenure)],
            Deputies = [.. Tenures(fields, "deputies").Select(pair => pair.Tenure)],
            EscalatesTo = fields.Text("escalates-to", frame.Posts.Refer),
        };
    }

    private static List<(Tenure Tenure, Spot At)> Tenures(Fields post, string key)
    {
        List<(Tenure Tenure, Spot At)> tenures = [];
        foreach (var item in post.Items(key, mayBeEmpty: true))
        {
            if (Fields.Of(item, ContractKeys.Tenure, post.Errors) is not { } fields)
            {
                continue;
            }

            var values = fields.Values;
            var (from, to) = (fields.Value("from", values.Date), fields.Value("to", values.Date));
            if (to < from)
            {
                fields.Errors.Add(fields.SpotOf("to"), $"“to” ({to:yyyy-MM-dd}) lies before “from” ({from:yyyy-MM-dd})");
            }

            var (name, email) = (fields.Text("name", values.Line), fields.Text("email", values.Email));
            if (from is { } first)
            {
                tenures.Add((new(name ?? "", email ?? "", first, to) { Language = LanguageOf(fields) }, fields.SpotOf("from")));
            }
        }

        return tenures;
    }

    private static Language LanguageOf(Fields fields)
    {
        var tag = fields.Text("language", fields.Values.Word);
        if (tag is not null && !ContractKeys.Languages.Contains(tag, StringComparer.Ordinal))
        {
            fields.Errors.Add(fields.SpotOf("language"), $"“language” must be one of {string.Join(", ", ContractKeys.Languages)}; {Given.Shown(tag)} was given");
        }

        return tag == "cy-GB" ? Language.Welsh : Language.English;
    }

    private static void RefuseOverlaps(List<(Tenure Tenure, Spot At)> tenures, ErrorList errors)
    {
        var ordered = tenures.OrderBy(pair => pair.Tenure.From).ToList();
        foreach (var (earlier, later) in ordered.Zip(ordered.Skip(1)))
        {
            if (earlier.Tenure.Covers(later.Tenure.From))
            {
                errors.Add(later.At, $"two people hold the post on {later.Tenure.From:yyyy-MM-dd}; end the earlier with a “to” before that day");
            }
        }
    }

    private static void RefuseCircles(List<Post> posts, Dictionary<string, Spot> spots, ErrorList errors)
    {
        var next = posts.ToDictionary(post => post.Id, post => post.EscalatesTo, StringComparer.Ordinal);
        var settled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in posts)
        {
            var path = new HashSet<string>(StringComparer.Ordinal);
            string? at = start.Id;
            while (at is not null && !settled.Contains(at) && path.Add(at))
            {
                at = next.GetValueOrDefault(at);
            }

            if (at is not null && path.Contains(at))
            {
                errors.Add(spots[at], $"the posts escalate in a circle through {Given.Shown(at)}; leave “escalates-to” out at the top");
            }

            settled.UnionWith(path);
        }
    }
}
