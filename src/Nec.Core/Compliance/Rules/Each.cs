using Nec.Core.Calendar;

namespace Nec.Core.Compliance.Rules;

/// <summary>Once in every calendar period (<c>each: quarter</c>).</summary>
public sealed record Each(PeriodKind Kind) : Rule;
