using System.Globalization;

namespace Nec.Dashboard.Jobs;

/// <summary>
/// Where the next page begins: after this run. Runs that are alike in what the list is sorted by have an order of their own, so none is lost or shown twice.
/// </summary>
internal sealed record RunCursor(DateTimeOffset At, string Id)
{
    /// <summary>What the list is sorted by, of this run: a number of ticks, a job or an outcome; empty when that is its instant.</summary>
    public string Key { get; init; } = "";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{At.UtcTicks}{(Key.Length == 0 ? null : $"~{Uri.EscapeDataString(Key).Replace("-", "%2D", StringComparison.Ordinal)}")}-{Id}");

    internal static RunCursor? Of(string? text) =>
        text?.Split('-', 2) is [var head, { Length: > 0 } id] && head.Split('~', 2) is [var ticks, .. var key]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks
            ? new(new(at, TimeSpan.Zero), Clean(id)) { Key = key is [var given] ? Clean(Uri.UnescapeDataString(given)) : "" }
            : null;

    /// <summary>The cursor of a run in a list of an order.</summary>
    internal static RunCursor Of(string? sort, long at, string id, long took, string job, string outcome) => new(new(at, TimeSpan.Zero), id)
    {
        Key = sort switch
        {
            "took" or "-took" => took.ToString(CultureInfo.InvariantCulture),
            "job" or "-job" => job,
            "outcome" or "-outcome" => outcome,
            _ => "",
        },
    };

    /// <summary>The number that a list of an order grows by; the same for every run when words or the usual order decide.</summary>
    internal long NumberIn(string? sort) => sort switch
    {
        "started" => At.UtcTicks,
        "took" => Took,
        "-took" => -Took,
        _ => 0,
    };

    /// <summary>The word that a list of an order goes by; empty when numbers or the usual order decide.</summary>
    internal string WordIn(string? sort) => sort is "job" or "-job" or "outcome" or "-outcome" ? Key : "";

    private long Took => long.TryParse(Key, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? ticks : 0;

    private static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal); // the database takes no NUL
}
