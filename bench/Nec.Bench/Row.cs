namespace Nec.Bench;

/// <summary>One line of a benchmark's table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Target">What is asked of it; empty when the line is only there to compare with.</param>
/// <param name="Measured">What came out, with its unit.</param>
/// <param name="Ratio">To something measured in the same run, said in full (<c>9.8× the time for 10× the teams</c>); empty when there is none.</param>
/// <param name="IsMet">Whether the target is met; null when the line has none.</param>
public sealed record Row(string What, string Target, string Measured, string Ratio, bool? IsMet);
