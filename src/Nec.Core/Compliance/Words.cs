using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Compliance;

/// <summary>The turns of phrase that reasons share.</summary>
internal static class Words
{
    /// <summary>Days between happening and recording from which a record is called late.</summary>
    private const int LateRecordingDays = 2;

    /// <summary><c>held 31 August 2025, recorded 23 days later</c>.</summary>
    public static string Done(Occurrence fact, Commitment commitment)
    {
        var verb = fact.Outcome switch { Outcome.Attended => "attended", Outcome.ReportSent => "report sent", _ => commitment.Evidence is null or RecordOfEvidence ? "held" : "done" };
        return $"{verb} {Dates.Long(fact.OccurredOn)}{Later(fact)}";
    }

    /// <summary>Why a period was closed without having been kept.</summary>
    public static string Closed(Occurrence fact) => fact.Outcome switch
    {
        Outcome.OfferedDeclined => "offered and declined",
        Outcome.NotScheduled => "not scheduled by the counterpart",
        _ => "not applicable, with a reason",
    };

    /// <summary>How much later than it happened a fact was recorded; nothing when within a day.</summary>
    public static string Later(Fact fact)
    {
        var days = fact.RecordedAt is { } at ? LondonTime.DateOf(at).DayNumber - fact.OccurredOn.DayNumber : 0;
        return days >= LateRecordingDays ? $", recorded {Dates.Count(days, "day")} later" : "";
    }

    /// <summary>What is stale by the national test; nothing while nothing is.</summary>
    public static string Stale(IEnumerable<TargetHistory> tracks, DateOnly today)
    {
        var worst = tracks.Where(track => track.StaleFrom <= today).MinBy(track => track.StaleFrom);
        return worst is null ? ""
            : $"; {worst.Name} is stale by the national three months since {Dates.Long(worst.StaleFrom!.Value)} ({worst.FreshBy} {Dates.Long(worst.FreshOn!.Value)})";
    }
}
