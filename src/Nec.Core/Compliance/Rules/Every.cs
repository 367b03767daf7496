namespace Nec.Core.Compliance.Rules;

/// <summary>Again within so long of the last time (<c>every: 6 months</c>).</summary>
public sealed record Every(Interval Interval) : Rule;
