using Nec.Core.Calendar;
using Nec.Core.Facts;

namespace Nec.Core.Compliance;

/// <summary>How long before its start an event was advertised: the one criticism that the panel published (domain.md B5).</summary>
public static class LeadTime
{
    /// <summary>Fewer days than this is flagged.</summary>
    public const int EnoughDays = 7;

    /// <summary>Whether it was seen before it started.</summary>
    public static bool IsAdvertised(EventSeen seen) => seen.FirstSeenAt < LondonTime.InstantOf(seen.StartsOn, seen.StartsAtTime);

    /// <summary>Whole London days from first seen to start; null when it was not seen before it started.</summary>
    public static int? DaysOf(EventSeen seen) => IsAdvertised(seen) ? seen.StartsOn.DayNumber - LondonTime.DateOf(seen.FirstSeenAt).DayNumber : null;

    /// <summary><c>advertised 2 days ahead, fewer than 7</c>, or <c>not seen advertised</c>.</summary>
    public static string Words(EventSeen seen) => DaysOf(seen) switch
    {
        null => "not seen advertised",
        < EnoughDays and var days => $"advertised {Dates.Count(days, "day")} ahead, fewer than {EnoughDays}",
        { } days => $"advertised {Dates.Count(days, "day")} ahead",
    };
}
