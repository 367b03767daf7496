using System.Globalization;
using Microsoft.AspNetCore.Http;
using Nec.Application.Jobs;
using Nec.Core.Calendar;

namespace Nec.Dashboard.Pages.Jobs;

/// <summary>Why a job is run, paused or resumed, and a pause's end, as typed.</summary>
public sealed record JobForm
{
    public static JobForm Empty { get; } = new();

    public string Reason { get; init; } = "";

    public string Day { get; init; } = "";

    public string Month { get; init; } = "";

    public string Year { get; init; } = "";

    public string Time { get; init; } = "";

    /// <summary>What is wrong, by field; empty when it is only looked at.</summary>
    public IReadOnlyList<(string Field, string Text)> Faults { get; init; } = [];

    private static (string, string) TooLong => ("reason", $"The reason must be {JobActions.LongestReason} characters or fewer");

    public static JobForm Of(IFormCollection form) => new()
    {
        Reason = Text(form, "reason"),
        Day = Text(form, "day"),
        Month = Text(form, "month"),
        Year = Text(form, "year"),
        Time = Text(form, "time"),
    };

    public string? FaultOf(string field) => Faults.FirstOrDefault(fault => fault.Field == field).Text;

    /// <summary>The reason; null when nobody said why.</summary>
    public string? ReasonGiven => Reason.Length == 0 ? null : Reason;

    /// <summary>The same form with what is wrong with its reason, which may be left out.</summary>
    public JobForm Check() => Reason.Length <= JobActions.LongestReason ? this : this with { Faults = [TooLong] };

    /// <summary>The pause's end, null for none; or the same form with what is wrong with it.</summary>
    public (JobForm Checked, DateTimeOffset? Until) CheckPause(DateTimeOffset now)
    {
        List<(string, string)> faults = [.. Reason.Length == 0 ? [("reason", "Enter why the job is paused")] : Check().Faults];
        DateTimeOffset? until = null;
        if (Day + Month + Year + Time != "")
        {
            var time = TimeOnly.MinValue;
            if (Time != "" && !TimeOnly.TryParseExact(Time, ["H:mm", "H.mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
            {
                faults.Add(("time", "The time must be hours and minutes, such as 09:00"));
            }

            if (DayOf() is not { } day)
            {
                faults.Add(("day", "The day on which the pause ends must be a real date"));
            }
            else if ((until = LondonTime.InstantOf(day, time)) <= now)
            {
                faults.Add(("day", "The end of the pause must be in the future"));
            }
        }

        return (this with { Faults = faults }, until);
    }

    private DateOnly? DayOf() =>
        int.TryParse(Day, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && int.TryParse(Month, NumberStyles.None, CultureInfo.InvariantCulture, out var month)
        && int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and <= 2100 && month is >= 1 and <= 12
        && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    private static string Text(IFormCollection form, string name) => form[name].ToString().Trim();
}
