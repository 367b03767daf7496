using Ical.Net;
using Ical.Net.CalendarComponents;

namespace Nec.Dashboard.Tests.Calendar;

/// <summary>What a calendar program finds in a text.</summary>
internal static class CalendarReader
{
    /// <summary>The one calendar of a text; a line that is not of the format fails.</summary>
    public static Ical.Net.Calendar Read(string text)
    {
        var calendar = Assert.Single(CalendarCollection.Load(text));
        Assert.All(calendar.Events, IsWhole);
        Assert.Equal(calendar.Events.Count, text.Split("\r\nUID:").Length - 1); // the library makes up those that are missing
        Assert.Equal(calendar.Events.Count, text.Split("\r\nDTSTAMP:").Length - 1);
        return calendar;
    }

    // The library reads a malformed date as none.
    private static void IsWhole(CalendarEvent found)
    {
        Assert.NotNull(found.DtStamp);
        Assert.NotNull(found.Start);
        Assert.NotNull(found.End);
    }

    /// <summary>What a subscribed calendar is called; null when it does not say.</summary>
    public static string? NameOf(Ical.Net.Calendar calendar) => calendar.Properties.Get<string>("X-WR-CALNAME");
}
