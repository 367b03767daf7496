using System.Globalization;
using System.Text.RegularExpressions;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;

namespace Nec.Integrations.ContractFiles;

/// <summary>Reads lengths of time as contracts write them; each answers null after noting what is wrong.</summary>
internal static partial class Lengths
{
    // Long enough for any promise, and short enough for date arithmetic never to leave the calendar.
    private const int MostDays = 3660;

    /// <summary><c>6 months</c>, <c>1 week</c>.</summary>
    public static Interval? Interval(this Values values, YamlNode node, string name)
    {
        var match = Match(node, Intervals());
        if (match is not null && new Interval(Count(match), Kebab.Parse<IntervalUnit>(match.Groups["unit"].Value)!.Value) is { NominalDays: > 0 and <= MostDays } interval)
        {
            return interval;
        }

        values.Refuse(node, name, "a length of at most ten years such as 6 months, 6 weeks or 1 year");
        return null;
    }

    /// <summary>Days or weeks, as days; none is a length too.</summary>
    public static int? Days(this Values values, YamlNode node, string name)
    {
        var match = Match(node, Intervals());
        var unit = match?.Groups["unit"].Value switch { "day" => 1, "week" => 7, _ => 0 };
        if (match is not null && unit > 0 && unit * Count(match) is <= 366 and var days)
        {
            return days;
        }

        values.Refuse(node, name, "days or weeks, of at most a year, such as 7 days or 4 weeks");
        return null;
    }

    /// <summary><c>3 working days</c>.</summary>
    public static int? WorkingDays(this Values values, YamlNode node, string name)
    {
        if (Match(node, Workings()) is { } match && Count(match) is <= 100 and var days)
        {
            return days;
        }

        values.Refuse(node, name, "working days, at most 100, such as 3 working days");
        return null;
    }

    private static Match? Match(YamlNode node, Regex form) => node is YamlText text && form.Match(text.Value) is { Success: true } match ? match : null;

    private static int Count(Match match) => int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        "^(?<count>[0-9]{1,4}) (?<unit>day|week|month|year)s?\\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Intervals();

    [GeneratedRegex("^(?<count>[0-9]{1,4}) working days?\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Workings();
}
