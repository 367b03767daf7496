using System.Globalization;

namespace Nec.Core.Calendar;

/// <summary>
/// A day with a time of London's clock as people type them: <c>5/10/2026 9:30</c>, <c>2026-10-05T09:30</c>, <c>5 Oct 2026, 9.30am</c>.
/// </summary>
public static class TypedMoment
{
    private const int Longest = 80;

    private static readonly string[] Times = ["H:mm", "H:mm:ss", "H.mm", "h:mmtt", "h.mmtt", "htt"];

    /// <summary>The day and the time; the time is null where only a day was typed. Null for what is neither, or names a zone.</summary>
    public static (DateOnly Day, TimeOnly? Time)? Read(string? text)
    {
        var whole = text?.Trim() is { Length: <= Longest } typed ? typed : "";
        if (TypedDay.Read(whole) is { } alone)
        {
            return (alone, null);
        }

        for (var at = 1; at < whole.Length - 1; at++)
        {
            if ((char.IsWhiteSpace(whole[at]) || whole[at] == 'T')
                && Time(whole[(at + 1)..]) is { } time
                && TypedDay.Read(whole[..at].TrimEnd(',')) is { } day)
            {
                return (day, time);
            }
        }

        return null;
    }

    private static TimeOnly? Time(string text)
    {
        var bare = text.Replace(" ", "", StringComparison.Ordinal);
        return TimeOnly.TryParseExact(bare, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }
}
