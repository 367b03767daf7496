using Nec.Core.Calendar;

namespace Nec.Core.Notices;

/// <summary>When notices may be written: quiet hours and days that are not worked hold delivery, never evaluation (domain.md C2-5).</summary>
public static class NoticeHours
{
    private static readonly TimeOnly Opens = new(8, 0);
    private static readonly TimeOnly Closes = new(18, 0);

    /// <summary>Why no notice may be written at a London day and time; null when one may. From 08:00 inclusive to 18:00 exclusive.</summary>
    public static string? WhyNot(IReadOnlyCollection<WorkingDays> calendars, DateOnly day, TimeOnly time) =>
        calendars.Count > 0 && !calendars.Any(calendar => calendar.Includes(day)) ? $"{Dates.Long(day)} is not a working day"
        : time < Opens || time >= Closes ? $"{time:HH:mm} is outside {Opens:HH:mm} to {Closes:HH:mm}"
        : null;
}
