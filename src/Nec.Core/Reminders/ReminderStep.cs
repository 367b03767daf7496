using System.Globalization;
using Nec.Core.Calendar;

namespace Nec.Core.Reminders;

/// <summary>
/// A step that a person can be told of: a rung of the ladder, or one of the things told beside it. Its text (<c>due-28</c>, <c>over-7</c>)
/// is what the database and <c>nec evaluate --json</c> hold; only this type writes and reads it.
/// </summary>
public sealed record ReminderStep
{
    private const string Month = "yyyy-MM";

    private static readonly Dictionary<ReminderKind, string> Words = new()
    {
        [ReminderKind.Due] = "due",
        [ReminderKind.Over] = "over",
        [ReminderKind.Behind] = "behind",
        [ReminderKind.Unclear] = "unclear",
        [ReminderKind.Stale] = "stale",
        [ReminderKind.StaleSoon] = "stale-soon",
        [ReminderKind.Missed] = "missed",
        [ReminderKind.Cleared] = "cleared",
        [ReminderKind.Silent] = "silent",
        [ReminderKind.Handover] = "handover",
        [ReminderKind.Trouble] = "trouble",
        [ReminderKind.Recovered] = "recovered",
    };

    private static readonly Dictionary<string, ReminderKind> Kinds =
        Words.ToDictionary(word => word.Value, word => word.Key, StringComparer.Ordinal);

    private ReminderStep(ReminderKind kind, int days, DateOnly? on) => (Kind, Days, On) = (kind, days, on);

    /// <summary>Which step it is.</summary>
    public ReminderKind Kind { get; }

    /// <summary>How many days before the due date, or after the end of grace; zero for every other kind.</summary>
    public int Days { get; }

    /// <summary>
    /// The first of the month that <see cref="ReminderKind.Behind"/> tells of, or the day of the check that is <see cref="ReminderKind.Unclear"/>;
    /// null for every other kind.
    /// </summary>
    public DateOnly? On { get; }

    /// <summary>Whether it comes after the due date.</summary>
    public bool IsOver => Kind == ReminderKind.Over;

    /// <summary>So many days before the due date.</summary>
    public static ReminderStep Due(int days) => new(ReminderKind.Due, days, on: null);

    /// <summary>So many days after the end of grace.</summary>
    public static ReminderStep Over(int days) => new(ReminderKind.Over, days, on: null);

    /// <summary>At risk, told once in the month that holds a day.</summary>
    public static ReminderStep Behind(DateOnly day) => new(ReminderKind.Behind, 0, new(day.Year, day.Month, 1));

    /// <summary>A change that was seen on a day and waits for a person.</summary>
    public static ReminderStep Unclear(DateOnly seenOn) => new(ReminderKind.Unclear, 0, seenOn);

    /// <summary>A step that has neither days nor a date.</summary>
    public static ReminderStep Of(ReminderKind kind) => NeedsMore(kind)
        ? throw new ArgumentOutOfRangeException(nameof(kind), kind, "This step needs its days or its date.")
        : new(kind, 0, on: null);

    /// <summary>Reads what <see cref="ToString"/> wrote; null for any other text.</summary>
    public static ReminderStep? Read(string text)
    {
        if (Kinds.TryGetValue(text, out var plain))
        {
            return NeedsMore(plain) ? null : Of(plain);
        }

        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var rest = dash < 0 ? "" : text[(dash + 1)..];
        return dash < 0 || !Kinds.TryGetValue(text[..dash], out var kind) ? null : kind switch
        {
            ReminderKind.Due or ReminderKind.Over when int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
                => new(kind, days, on: null),
            ReminderKind.Behind when DateOnly.TryParseExact(rest, Month, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
                => Behind(month),
            ReminderKind.Unclear when Dates.Given(rest) is { } on => Unclear(on),
            _ => null,
        };
    }

    private static bool NeedsMore(ReminderKind kind) =>
        kind is ReminderKind.Due or ReminderKind.Over or ReminderKind.Behind or ReminderKind.Unclear;

    /// <summary>The text that is stored: <c>due-28</c>, <c>behind-2019-12</c>, <c>unclear-2020-01-31</c>, <c>missed</c>.</summary>
    public override string ToString() => (Kind, On) switch
    {
        (ReminderKind.Due or ReminderKind.Over, _) => string.Create(CultureInfo.InvariantCulture, $"{Words[Kind]}-{Days}"),
        (ReminderKind.Behind, { } month) => $"{Words[Kind]}-{month.ToString(Month, CultureInfo.InvariantCulture)}",
        (_, { } on) => $"{Words[Kind]}-{Dates.Iso(on)}",
        _ => Words[Kind],
    };
}

/// <summary>The steps that a person can be told of; their words are stored.</summary>
public enum ReminderKind
{
    /// <summary>So many days before the due date.</summary>
    Due,

    /// <summary>So many days after the end of grace.</summary>
    Over,

    /// <summary>At risk: once in a month.</summary>
    Behind,

    /// <summary>A change that waits for a person.</summary>
    Unclear,

    /// <summary>A page fails the national three months.</summary>
    Stale,

    /// <summary>A page soon fails the national three months.</summary>
    StaleSoon,

    /// <summary>A period was not kept.</summary>
    Missed,

    /// <summary>What a post above was told of is kept or closed.</summary>
    Cleared,

    /// <summary>A soft promise that nobody has recorded for some time.</summary>
    Silent,

    /// <summary>A post has a new holder.</summary>
    Handover,

    /// <summary>To an admin: something is not as it should be.</summary>
    Trouble,

    /// <summary>To an admin: it is right again.</summary>
    Recovered,
}
