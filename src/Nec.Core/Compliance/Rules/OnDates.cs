namespace Nec.Core.Compliance.Rules;

/// <summary>By each of these dates, which the counterpart sets (<c>on: [2019-09-16]</c>), in ascending order.</summary>
public sealed record OnDates(IReadOnlyList<DateOnly> Dates) : Rule;
