using System.Text.RegularExpressions;

namespace Nec.Core.Pages;

/// <summary>The dates that a text gives for itself ("Issued 1 September 2026", "Last updated: 12/03/2024"). People forget to change them: they stand beside a verdict and never decide it.</summary>
public static class StatedDates
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Said = @"\b(?:issued?|updated?|reviewed|modified|published|posted|amended|edited|created|revised|refreshed)(?:\s+date)?(?:\s+(?:on|at|by))?\s*[:\-–|,]?\s*(?:the\s+)?";

    // Long enough for the longest label; what stands further before the date speaks of something else.
    private const int LabelLength = 60;

    private static readonly Regex Before = new(Said + "$", Linear);
    private static readonly Regex Alone = new($"^(?:(?:this\\s+)?(?:page|content|section)\\s+)?(?:was\\s+|date\\s+)?(?:last\\s+|first\\s+)?{Said}$", Linear);

    /// <summary>Each once, oldest first; a label may stand on the line above its date.</summary>
    public static IReadOnlyList<DateOnly> In(IReadOnlyList<string> lines)
    {
        var stated = new SortedSet<DateOnly>();
        for (var at = 0; at < lines.Count && stated.Count < VisibleDates.Most; at++)
        {
            var isUnderLabel = at > 0 && lines[at - 1].Length <= LabelLength && Alone.IsMatch(lines[at - 1]);
            foreach (var (index, date) in VisibleDates.Places(lines[at]))
            {
                var start = Math.Max(0, index - LabelLength);
                if ((index == 0 && isUnderLabel) || Before.IsMatch(lines[at][start..index]))
                {
                    stated.Add(date);
                }
            }
        }

        return [.. stated];
    }
}
