using System.Globalization;
using System.Text;

namespace Nec.Core.Calendars;

/// <summary>Calendars in the format iCalendar (RFC 5545), as Outlook and telephones subscribe to them or open them.</summary>
public static class IcsWriter
{
    /// <summary>What such a text is called in a reply's headers.</summary>
    public const string ContentType = "text/calendar; charset=utf-8";

    /// <summary>Bytes of UTF-8 in a line, without its end.</summary>
    private const int LongestLine = 75;

    /// <summary>Writes entries in the order given; the name is what a subscribed calendar is called, null for a single entry.</summary>
    public static string Write(string? name, IEnumerable<CalendarEntry> entries)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Nec//Neighbourhood Engagement Contracts//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH"); // a request would ask for answers that nobody reads
        if (name is not null)
        {
            Line(text, $"X-WR-CALNAME:{Escaped(name)}");
        }

        foreach (var entry in entries)
        {
            Write(text, entry);
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void Write(StringBuilder text, CalendarEntry entry)
    {
        Line(text, "BEGIN:VEVENT");
        Line(text, $"UID:{Escaped(entry.Uid)}");
        Line(text, $"DTSTAMP:{entry.StampedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}");
        Line(text, $"DTSTART;VALUE=DATE:{Day(entry.Day)}");
        Line(text, $"DTEND;VALUE=DATE:{Day(entry.Day.AddDays(1))}"); // the first day that is no longer part of it
        Line(text, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{entry.Sequence}"));
        Line(text, $"SUMMARY:{Escaped(entry.Title)}");
        if (entry.Description is not null)
        {
            Line(text, $"DESCRIPTION:{Escaped(entry.Description)}");
        }

        if (entry.Url is not null)
        {
            Line(text, $"URL:{entry.Url}");
        }

        Line(text, "TRANSP:TRANSPARENT"); // a day with a due date is not a day that is taken
        Line(text, "END:VEVENT");
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text
        .ReplaceLineEndings("\n")
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    // A line goes on after a break and a space, which are not part of it; no character is parted. Control characters have no place in a calendar.
    private static void Line(StringBuilder text, string line)
    {
        var length = 0;
        foreach (var letter in line.EnumerateRunes())
        {
            if (Rune.IsControl(letter) && letter.Value != '\t')
            {
                continue;
            }

            if (length + letter.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                length = 1;
            }

            text.Append(letter.ToString());
            length += letter.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
