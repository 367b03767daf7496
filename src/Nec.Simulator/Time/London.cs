namespace Nec.Simulator;

/// <summary>London's civil time, in which the scripts of the outside world are written.</summary>
internal static class London
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(WallOf(instant));

    /// <summary>What a clock on a London wall shows.</summary>
    public static DateTime WallOf(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    /// <summary>The instant of a civil time; no script uses the hour that happens twice or never.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var civil = day.ToDateTime(time);
        return new DateTimeOffset(civil, Zone.GetUtcOffset(civil)).ToUniversalTime();
    }
}
