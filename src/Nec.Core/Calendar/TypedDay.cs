using System.Globalization;
using System.Text.RegularExpressions;

namespace Nec.Core.Calendar;

/// <summary>
/// A day as British people type it: on the command line, in a form, in a cell of a spreadsheet. The day stands before the month, and the year has four digits.
/// </summary>
public static partial class TypedDay
{
    private const string Example = "05/10/2026 or 2026-10-05";

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const int Limit = 1000; // in milliseconds

    // "Wednesday the 30th of September 2026" has 36.
    private const int Longest = 60;

    private static readonly char[] Partings = [' ', '\t', '\u00A0', ',', '.', '-', '/'];

    private static readonly string[] Numbers = ["yyyy-M-d", "yyyy/M/d", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy"];

    private static readonly string[] Words =
    [
        .. from weekday in (string[])["", "dddd ", "ddd "]
           from day in (string[])["d MMMM yyyy", "d MMM yyyy", "MMMM d yyyy", "MMM d yyyy"]
           select weekday + day,
    ];

    /// <summary>
    /// <c>2026-10-05</c>, <c>5/10/2026</c>, <c>05.10.2026</c>, <c>Mon 5th Oct 2026</c>; null for what is no day, or could be another one.
    /// </summary>
    public static DateOnly? Read(string? text)
    {
        var plain = Plain(text);
        var forms = HasLetter(plain) ? Words : Numbers;
        return DateOnly.TryParseExact(plain, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    /// <summary>A day in the three parts of a form; the month as a number or by its name.</summary>
    public static DateOnly? Read(string? day, string? month, string? year) =>
        Read(HasLetter(month) ? $"{day} {month} {year}" : $"{day?.Trim()}/{month?.Trim()}/{year?.Trim()}");

    /// <summary>Why a text is no day, and what to write instead: the end of a sentence, without its full stop.</summary>
    public static string WhyNot(string? text) => Plain(text) switch
    {
        "" => $"give a day, such as {Example}",
        var plain when MonthAlone().IsMatch(plain) => $"this is a month; give its day too, such as 5 {WithYear(plain)}",
        var plain when YearAlone().IsMatch(plain) => $"this is a year; give its day and month too, such as {Example}",
        var plain when Serial().IsMatch(plain) => $"this is a spreadsheet's number for a day; write it as {Example}",
        var plain when Digits().IsMatch(plain) => $"this is only a number; give day, month and year, such as {Example}",
        var plain when WithoutYear().IsMatch(plain) => $"the year is missing; write it in four digits, such as {Example}",
        var plain when YearOfTwo().IsMatch(plain) => $"write the year in four digits, such as {Example}",
        var plain when MonthFirst().IsMatch(plain) => "there is no such month; the day comes before the month, such as 25/12/2026",
        var plain when Whole().IsMatch(plain) => "the calendar has no such day",
        _ => $"write it as {Example}",
    };

    /// <summary>
    /// Which of the three parts of a form is wrong: what ends "must be a real date"; empty when none is by itself, as in 31 2 2026.
    /// </summary>
    public static string WhyNot(string? day, string? month, string? year) => (day?.Trim(), month?.Trim(), year?.Trim()) switch
    {
        (null or "", null or "", null or "") => "",
        (null or "", _, _) => ", with its day",
        (_, null or "", _) => ", with its month",
        (_, _, null or "") => ", with its year",
        (_, var name, _) when !Digits().IsMatch(name) && !MonthAlone().IsMatch(Plain(name)) => ", with its month as a number or a name",
        (_, _, var shown) when !YearAlone().IsMatch(shown) => ", with its year in four digits, such as 2026",
        _ => "",
    };

    private static string WithYear(string month) => month.Contains(' ', StringComparison.Ordinal) ? month : $"{month} 2026";

    // With words, whatever parts them: "5-Oct-2026", "Mon. 5 Oct, 2026". Quotation marks come with what is copied.
    private static string Plain(string? text)
    {
        var bare = (text ?? "").Trim().Trim('"', '“', '”', '\'', '‘', '’').Trim();
        if (bare.Length > Longest || !HasLetter(bare))
        {
            return bare.Length > Longest ? "?" : bare; // no day, and not worth the pains
        }

        var words = string.Join(' ', bare.Split(Partings, StringSplitOptions.RemoveEmptyEntries));
        return Sept().Replace(Ordinal().Replace(words, ""), "Sep");
    }

    private static bool HasLetter(string? text) => text?.Any(char.IsLetter) == true;

    [GeneratedRegex("(?<=[0-9])(st|nd|rd|th)(?= |$)", Options, Limit)]
    private static partial Regex Ordinal();

    [GeneratedRegex("(?<= |^)sept(?= |$)", Options, Limit)]
    private static partial Regex Sept();

    [GeneratedRegex(
        "^(january|february|march|april|may|june|july|august|september|october|november|december"
        + "|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)( [0-9]{4})?$",
        Options,
        Limit)]
    private static partial Regex MonthAlone();

    [GeneratedRegex("^[0-9]+$", Options, Limit)]
    private static partial Regex Digits();

    [GeneratedRegex("^(19|20|21)[0-9]{2}$", Options, Limit)]
    private static partial Regex YearAlone();

    [GeneratedRegex("^[3-6][0-9]{4}(\\.[0-9]+)?$", Options, Limit)]
    private static partial Regex Serial();

    [GeneratedRegex("^[0-9]{1,2}([/.-][0-9]{1,2}| [a-z]+)$", Options, Limit)]
    private static partial Regex WithoutYear();

    [GeneratedRegex("^([0-9]{1,2}[/.-][0-9]{1,2}[/.-]|[0-9]{1,2} [a-z]+ )[0-9]{2}$", Options, Limit)]
    private static partial Regex YearOfTwo();

    [GeneratedRegex("^(0?[1-9]|1[0-2])[/.-](1[3-9]|2[0-9]|3[01])[/.-][0-9]{4}$", Options, Limit)]
    private static partial Regex MonthFirst();

    [GeneratedRegex("^([0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|[0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2})$", Options, Limit)]
    private static partial Regex Whole();
}
