namespace Nec.Core.Contracts;

/// <summary>How a watched section is found on its page.</summary>
public abstract record SectionSelector
{
    /// <summary>By the words of its heading; capitals, spacing, quotes and "&amp;" for "and" are forgiven.</summary>
    public sealed record Heading(string Text) : SectionSelector;

    /// <summary>By the id that the page's mark-up gives it, letter by letter.</summary>
    public sealed record Id(string Value) : SectionSelector;

    /// <summary>By a CSS selector: everything that it matches, in the order of the page.</summary>
    public sealed record Css(string Selector) : SectionSelector;
}
