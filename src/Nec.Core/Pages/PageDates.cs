using System.Text.RegularExpressions;

namespace Nec.Core.Pages;

/// <summary>The forms that dates, times and counters take on web pages. No pattern backtracks: a hostile page costs no more than a long one.</summary>
internal static class PageDates
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Month = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private const string Weekday = @"(?:(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b,?\s+(?:the\s+)?)?";
    private const string Day = "(?<day>[0-9]{1,2})(?:st|nd|rd|th)?";

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    // The alternatives reuse the group names; "12.3.24" needs its boundaries so that 1.12.3.24 stays a version number.
    /// <summary>Day, month and year.</summary>
    public static Regex Full { get; } = new(
        $@"\b{Weekday}{Day}(?:\s+of)?[\s\-/.]*(?<name>{Month})\b\.?,?[\s\-/]*(?<year>[0-9]{{4}}|[0-9]{{2}})\b"
        + $@"|\b(?<name>{Month})\.?\s+{Day},?\s+(?<year>[0-9]{{4}})\b"
        + @"|\b(?<year>[0-9]{4})[\-/](?<month>[0-9]{1,2})[\-/](?<day>[0-9]{1,2})(?:\b|T)"
        + $@"|\b{Weekday}(?<day>[0-9]{{1,2}})[/.\-](?<month>[0-9]{{1,2}})[/.\-](?<year>[0-9]{{4}}|[0-9]{{2}})\b",
        Linear);

    /// <summary>Month and year, or day and month; or the year that a copyright is claimed for.</summary>
    public static Regex Part { get; } = new($@"\b{Weekday}[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{Month}\b|\b{Month}\s+[0-9]{{1,2}}(?:st|nd|rd|th)\b|\b{Month},?\s+(?:19|20)[0-9]{{2}}\b"
        + @"|(?:©|\(c\)|\bcopyright)\s*(?:19|20)[0-9]{2}(?:\s*[-–]\s*(?:(?:19|20)[0-9]{2}))?\b", Linear);

    /// <summary>6:00PM, 09:30, 6.30 pm, 1800 hrs.</summary>
    public static Regex Time { get; } = new(@"\b[0-9]{1,2}(?:[:.][0-9]{2}){0,2}\s*[ap]\.?m\b\.?|\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:\s*(?:gmt|bst|utc|z))?\b|\b[0-9]{1,2}[:.]?[0-9]{2}\s?hrs\b", Linear);

    /// <summary>2 hours ago, yesterday.</summary>
    public static Regex Relative { get; } = new(
        @"\b(?:about\s+|over\s+|almost\s+)?(?:[0-9]+|an?|one|two|three|four|five|six|seven|eight|nine|ten|a\s+few|several)\s*(?:seconds?|secs?|moments?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago\b|\b[0-9]+\s?[smhdwy]\s+ago\b|\bmoments\s+ago\b"
        + @"|\bjust\s+now\b|\byesterday\b|\btoday\b|\blast\s+(?:week|month|year)\b", Linear);

    /// <summary>Visitors: 12345, viewed 12 times, 1,234 views. "The team visits 12 schools" is none.</summary>
    public static Regex Counter { get; } = new(
        @"\b(?:page\s+)?(?:visitors?|visits|hits|views?|reads|likes|shares|comments|downloads|followers)(?:\s+to\s+this\s+(?:page|site|website))?(?:\s+(?:today|online|so\s+far|count|number))?\s*[:=(]\s*[0-9][0-9,.]*[km]?\b"
        + @"|\bviewed\s*:?\s*[0-9][0-9,.]*[km]?(?:\s+times?)?\b"
        + @"|\b[0-9][0-9,.]*[km]?\s+(?:page\s+)?(?:visitors?|hits|views?|likes|shares|comments|followers|downloads|people\s+online)\b", Linear);

    /// <summary>The number of a month's English name, long or short.</summary>
    public static int MonthOf(string name) => Array.FindIndex(Months, month => name.StartsWith(month, StringComparison.OrdinalIgnoreCase)) + 1;
}
