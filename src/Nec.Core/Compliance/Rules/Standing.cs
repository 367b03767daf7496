using Nec.Core.Calendar;

namespace Nec.Core.Compliance.Rules;

/// <summary>A state that must hold at all times, re-attested once in every review period (<c>always: true</c>).</summary>
public sealed record Standing(PeriodKind? Review) : Rule;
