namespace Nec.Bench;

/// <summary>The rows of something measured at one size and at ten times it: in proportion is 11 times at most (design section 10).</summary>
internal static class Tenfold
{
    private const double Most = 11;

    public static Row Row(string what, TimeSpan tenth, TimeSpan whole, string tenthSize)
    {
        var ratio = whole / tenth;
        return new(what, $"≤ {Most}× the time for 10×", $"{tenth.TotalMilliseconds:0.0} ms for {tenthSize}", $"{ratio:0.0}×", ratio <= Most);
    }
}
