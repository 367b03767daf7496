namespace Nec.Core.Calendar;

/// <summary>Business dates are London's (domain.md A2-14): maps instants to London days and back. Reads no clock.</summary>
public static class LondonTime
{
    /// <summary>The zone of every business date.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>London's date at an instant; for an hour of every summer night it is one day ahead of UTC's.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => instant.UtcDateTime is { Hour: < 22, Year: >= 1848 } early
        ? DateOnly.FromDateTime(early) // London is ahead by two hours at most, and has been behind only before Greenwich time: no need to ask the zone's rules
        : DateOnly.FromDateTime(WallOf(instant));

    /// <summary>The time that a clock on a London wall shows at an instant.</summary>
    public static TimeOnly TimeOf(DateTimeOffset instant) => TimeOnly.FromDateTime(WallOf(instant));

    /// <summary>The instant at which a London day begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => InstantOf(day, TimeOnly.MinValue);

    /// <summary>The instant at which a London day has ended: the first one of the next day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));

    /// <summary>
    /// The instant (offset zero) of a London wall time. An hour that happens twice is taken the first time (summer time);
    /// one that the spring change skips is read as if the clocks had not yet moved.
    /// </summary>
    public static DateTimeOffset InstantOf(DateOnly day, TimeOnly time)
    {
        var wall = day.ToDateTime(time);
        var offset = Zone.IsAmbiguousTime(wall) ? Zone.GetAmbiguousTimeOffsets(wall).Max() : Zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    private static DateTime WallOf(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;
}
