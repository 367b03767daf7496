namespace Nec.Integrations.ContractFiles;

/// <summary>One mapping of the format: its keys checked, its values read by name.</summary>
internal sealed class Fields
{
    private const int MostItems = 1_000;

    private readonly Dictionary<string, YamlEntry> _entries;

    private Fields(YamlMap map, ErrorList errors)
    {
        (At, Errors, Values) = (map.At, errors, new Values(errors));
        _entries = map.Entries.ToDictionary(entry => entry.Key.Value, StringComparer.Ordinal);
    }

    /// <summary>Where the mapping begins.</summary>
    public Spot At { get; }

    /// <summary>Where errors go.</summary>
    public ErrorList Errors { get; }

    /// <summary>Readers of single values.</summary>
    public Values Values { get; }

    /// <summary>The mapping's fields, unknown and missing keys noted; null after noting that the node is no mapping.</summary>
    public static Fields? Of(YamlNode node, KeySet keys, ErrorList errors)
    {
        if (node is not YamlMap map)
        {
            errors.Add(node.At, $"{keys.Called} must be a mapping with {Listed(keys.All)}, not {node.Kind}");
            return null;
        }

        foreach (var key in errors.IsFull ? [] : map.Entries.Select(entry => entry.Key).Where(key => !keys.All.Contains(key.Value)))
        {
            errors.Add(key.At, $"{key.Kind} is not a key of {keys.Called}{Given.DidYouMean(key.Value, keys.All, $"; its keys are {string.Join(", ", keys.All)}")}");
        }

        var fields = new Fields(map, errors);
        foreach (var missing in keys.Required.Where(key => !fields.Has(key)))
        {
            errors.Add(map.At, $"“{missing}” is missing from this {keys.Name.Replace('-', ' ')}; add it");
        }

        return fields;
    }

    /// <summary>Whether the key is there.</summary>
    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>The value of a key that is there; null when it is not.</summary>
    public YamlNode? Node(string key) => _entries.TryGetValue(key, out var entry) ? entry.Value : null;

    /// <summary>Where a value stands; where the mapping begins when it is not there.</summary>
    public Spot SpotOf(string key) => Node(key)?.At ?? At;

    /// <summary>Where a key stands.</summary>
    public Spot KeySpot(string key) => _entries.TryGetValue(key, out var entry) ? entry.Key.At : At;

    /// <summary>Reads a text, when it is there.</summary>
    public string? Text(string key, Func<YamlNode, string, string?> read) => Node(key) is { } node ? read(node, key) : null;

    /// <summary>Reads a value, when it is there.</summary>
    public T? Value<T>(string key, Func<YamlNode, string, T?> read)
        where T : struct => Node(key) is { } node ? read(node, key) : null;

    /// <summary>The items of a list; none after noting that it is no list, or that it is empty when it must not be.</summary>
    public IReadOnlyList<YamlNode> Items(string key, bool mayBeEmpty = false)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case YamlList { Items.Count: > MostItems }:
                Errors.Add(SpotOf(key), $"“{key}” lists more than 1,000 items; a team has fewer");
                return [];
            case YamlList { Items.Count: 0 } when !mayBeEmpty:
                Errors.Add(SpotOf(key), $"“{key}” lists nothing; list at least one");
                return [];
            case YamlList list:
                return list.Items;
            case var other:
                Values.Refuse(other, key, "a list");
                return [];
        }
    }

    /// <summary>The entries of a mapping whose keys are ids of the author's own.</summary>
    public IReadOnlyList<YamlEntry> Entries(string key, bool mayBeEmpty = false)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case YamlMap { Entries.Count: > MostItems }:
                Errors.Add(SpotOf(key), $"“{key}” holds more than 1,000 entries; a team has fewer");
                return [];
            case YamlMap { Entries.Count: 0 } when !mayBeEmpty:
                Errors.Add(SpotOf(key), $"“{key}” holds nothing; add at least one");
                return [];
            case YamlMap map:
                return [.. map.Entries.Where(entry => Values.Slug(entry.Key, $"the id in {key}") is not null)];
            case var other:
                Values.Refuse(other, key, "a mapping");
                return [];
        }
    }

    /// <summary>Texts of a list, each read by <paramref name="read"/>; one that stands there twice is noted.</summary>
    public IReadOnlyList<string> Texts(string key, Func<YamlNode, string, string?> read, bool mayBeEmpty = false)
    {
        List<string> texts = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in Items(key, mayBeEmpty))
        {
            if (read(item, key) is { } text)
            {
                texts.Add(text);
                if (!seen.Add(text))
                {
                    Errors.Add(item.At, $"{Given.Shown(text)} stands in “{key}” twice; delete one");
                }
            }
        }

        return texts;
    }

    private static string Listed(IReadOnlyList<string> keys) => string.Join(", ", keys.Take(5)) + (keys.Count > 5 ? ", …" : "");
}
