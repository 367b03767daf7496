namespace Nec.Integrations.Meta;

/// <summary>The fields of one object. <paramref name="Lighter"/> are those to ask for when the rest is refused; null when there is nothing to leave out.</summary>
internal sealed record MetaQuestion(string Node, string Fields, string? Lighter = null)
{
    /// <summary>The fields as they stand in an address.</summary>
    public string Written => Fields.Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal);

    /// <summary>The same question without what may be refused.</summary>
    public MetaQuestion Lightened => new(Node, Lighter ?? Fields);
}
