using Nec.Core.Calendar;
using Nec.Core.Facts;

namespace Nec.Core.Compliance;

/// <summary>What a good look says of the events that were advertised before it.</summary>
public static class Advertised
{
    /// <summary>
    /// A fact for each event that is gone before its day, and for each that is back. On its own day the source may have dropped it because it has begun:
    /// that says nothing. That it shows it says that it takes place.
    /// </summary>
    public static IEnumerable<EventSeen> Changes(IEnumerable<EventSeen> told, IReadOnlySet<string> shown, DateTimeOffset at)
    {
        var today = LondonTime.DateOf(at);
        return
            from known in FactIndex.UpTo(today, told).Events
            where known.IsGone ? known.StartsOn >= today && shown.Contains(known.EventId) : known.StartsOn > today && !shown.Contains(known.EventId)
            select new EventSeen(known.Neighbourhood, known.EventId, known.StartsOn, known.StartsAtTime, known.FirstSeenAt)
            {
                GoneAt = known.IsGone ? null : at,
                BackAt = known.IsGone ? at : null,
            };
    }
}
