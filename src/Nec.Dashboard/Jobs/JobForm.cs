using System.Globalization;
using Microsoft.AspNetCore.Http;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Dashboard.Layout;

namespace Nec.Dashboard.Jobs;

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

    public static JobForm Of(IFormCollection form)
    {
        return new() { Reason = Text("reason"), Day = Text("day"), Month = Text("month"), Year = Text("year"), Time = Text("time") };

        string Text(string name) => form[name].ToString().Trim();
    }

    public string? FaultOf(string field) => Faults.FirstOrDefault(fault => fault.Field == field).Text;

    /// <summary>The reason; null when nobody said why.</summary>
    public string? ReasonGiven => Reason.Length == 0 ? null : Reason;

    /// <summary>The pause's end; null for none.</summary>
    public DateTimeOffset? Until => DayGiven is { } day && TimeGiven is { } time ? LondonTime.InstantOf(day, time) : null;

    private DateOnly? DayGiven => TypedDay.Read(Day, Month, Year) is { Year: >= 2000 and <= 2100 } day ? day : null;

    private TimeOnly? TimeGiven => Time.Length == 0 ? TimeOnly.MinValue
        : TimeOnly.TryParseExact(Time, ["H:mm", "H.mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>The same form with what is wrong with its reason, which may be left out.</summary>
    public JobForm Check() =>
        Reason.Length <= JobActions.LongestReason ? this
            : this with { Faults = [("reason", $"The reason must be {JobActions.LongestReason} characters or fewer")] };

    /// <summary>The same form with what is wrong with a pause's reason or end.</summary>
    public JobForm CheckPause(DateTimeOffset now) =>
        this with { Faults = [.. Reason.Length == 0 ? [("reason", "Enter why the job is paused")] : Check().Faults, .. EndFaults(now)] };

    private IEnumerable<(string, string)> EndFaults(DateTimeOffset now)
    {
        if ((Day + Month + Year + Time).Length == 0)
        {
            yield break;
        }

        if (TimeGiven is null)
        {
            yield return ("time", "The time must be hours and minutes, such as 09:00");
        }

        if (DayGiven is not { } day)
        {
            yield return ("day", $"The day on which the pause ends must be a real date{TypedDay.WhyNot(Day, Month, Year)}");
        }
        else if (LondonTime.InstantOf(day, TimeGiven ?? TimeOnly.MinValue) <= now)
        {
            yield return ("day", "The end of the pause must be in the future");
        }
    }
}
