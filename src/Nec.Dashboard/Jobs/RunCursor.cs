using System.Globalization;

namespace Nec.Dashboard.Jobs;

/// <summary>
/// Where the next page begins: after this run. Runs that are alike in what the list is sorted by have an order of their own, so none is
/// lost or shown twice.
/// </summary>
/// <param name="Key">What the list goes by, of this run; empty in the usual order.</param>
internal sealed record RunCursor(DateTimeOffset At, long Id, string Key)
{
    public override string ToString() => FormattableString.Invariant($"{At.UtcTicks}{(Key.Length == 0 ? null : $"~{Key}")}-{Id}");

    /// <summary>Null for what is none.</summary>
    public static RunCursor? Of(string? text) =>
        text?.LastIndexOf('-') is > 0 and var end && text[..end].Split('~', 2) is [var ticks, .. var key]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks
        && long.TryParse(text[(end + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var run)
            ? new(new(at, TimeSpan.Zero), run, string.Concat(key))
            : null;
}
