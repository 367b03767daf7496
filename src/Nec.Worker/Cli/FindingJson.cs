using Nec.Core.Calendar;
using Nec.Core.Compliance;

namespace Nec.Worker.Cli;

/// <summary>Findings as <c>--json</c> prints them: the shape is a promise to users (design section 4).</summary>
internal static class FindingJson
{
    /// <summary>One finding; a target's, a page's and an event's add their own figures.</summary>
    public static IDictionary<string, object?> Of(Finding finding)
    {
        var json = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["obligation"] = finding.Obligation,
            ["status"] = StatusWord.Of(finding.Status),
            ["dueOn"] = Day(finding.DueOn),
            ["lastOn"] = Day(finding.LastOn),
            ["reason"] = finding.Reason,
            ["periods"] = finding.Periods.Select(period => new { period = period.Period, status = StatusWord.Of(period.Status), reason = period.Reason }),
            ["steps"] = finding.Steps.Select(step => new { step = step.Name.ToString(), sendOn = Day(step.SendOn), post = step.Post }),
        };
        if (finding.Target is { } target)
        {
            json["total"] = target.Total;
            json["target"] = target.Target;
            json["short"] = target.Short;
            json["percentTarget"] = target.PercentTarget;
            json["percentShort"] = target.PercentShort;
        }

        if (finding.StaleFrom is { } stale)
        {
            json["staleFrom"] = Day(stale);
        }

        if (finding.ConcernsEvents)
        {
            json["leadDays"] = finding.LeadDays;
        }

        if (finding.AdminNote is { } note)
        {
            json["adminNote"] = note;
        }

        return json;
    }

    private static string? Day(DateOnly? day) => day is { } date ? Dates.Iso(date) : null;
}
