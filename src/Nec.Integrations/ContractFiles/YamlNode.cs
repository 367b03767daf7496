namespace Nec.Integrations.ContractFiles;

/// <summary>A piece of a YAML file that remembers where it stood.</summary>
internal abstract record YamlNode(Spot At)
{
    /// <summary>What a person would call it.</summary>
    public abstract string Kind { get; }
}

/// <summary>A word, number, date or text, as written.</summary>
internal sealed record YamlText(Spot At, string Value, bool IsPlain) : YamlNode(At)
{
    /// <inheritdoc/>
    public override string Kind => IsNothing ? "nothing" : Given.Shown(Value);

    /// <summary>Whether YAML reads it as no value at all.</summary>
    public bool IsNothing => IsPlain && (Value is "" or "~" or "null" or "Null" or "NULL");
}

/// <summary>A list.</summary>
internal sealed record YamlList(Spot At, IReadOnlyList<YamlNode> Items) : YamlNode(At)
{
    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>A mapping from keys to values; no key stands in it twice.</summary>
internal sealed record YamlMap(Spot At, IReadOnlyList<YamlEntry> Entries) : YamlNode(At)
{
    /// <inheritdoc/>
    public override string Kind => "a mapping";
}

/// <summary>One key of a mapping with its value.</summary>
internal sealed record YamlEntry(YamlText Key, YamlNode Value);
