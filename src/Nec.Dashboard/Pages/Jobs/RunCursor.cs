using System.Globalization;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>
/// Where the next page begins: after this run. Runs that are alike in what the list is sorted by have an order of their own, so none is lost or shown twice.
/// </summary>
internal sealed record RunCursor(DateTimeOffset At, long Id)
{
    /// <summary>What the list is sorted by, of this run: a number of microseconds, a job or an outcome; empty when that is its start.</summary>
    public string Key { get; init; } = "";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{At.UtcTicks}{(Key.Length == 0 ? null : $"~{Uri.EscapeDataString(Key).Replace("-", "%2D", StringComparison.Ordinal)}")}-{Id}");

    /// <summary>Null for what is none.</summary>
    public static RunCursor? Of(string? text) =>
        text?.Split('-', 2) is [var head, var id] && head.Split('~', 2) is [var ticks, .. var key]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var run)
            ? new(new(at, TimeSpan.Zero), run) { Key = key is [var given] ? Uri.UnescapeDataString(given).Replace("\0", "", StringComparison.Ordinal) : "" } // the database takes no NUL
            : null;

    /// <summary>The number that a list of an order grows by; the same for every run when words or the usual order decide.</summary>
    public long NumberIn(string? sort) => sort switch
    {
        "started" => Microseconds(At),
        "took" or "-took" => long.TryParse(Key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0,
        _ => 0,
    };

    /// <summary>The word that a list of an order goes by; empty when numbers or the usual order decide.</summary>
    public string WordIn(string? sort) => sort is "job" or "-job" or "outcome" or "-outcome" ? Key : "";

    private static long Microseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
