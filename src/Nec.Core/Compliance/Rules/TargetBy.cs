namespace Nec.Core.Compliance.Rules;

/// <summary>The sum of some accounts' counts reaches a number by the end of a day.</summary>
public sealed record TargetBy(IReadOnlyList<string> Accounts, long Baseline, long? AtLeast, decimal? Percent, DateOnly By) : Rule;
