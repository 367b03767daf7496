namespace Nec.Dashboard.Year;

/// <summary>The annual pack's settings, under <c>Year</c>.</summary>
public sealed class YearOptions
{
    /// <summary>The words that a panel may choose from, best first; what it chose is kept word for word. Empty: any word.</summary>
    public IReadOnlyList<string> RatingScale { get; init; } = [];
}
