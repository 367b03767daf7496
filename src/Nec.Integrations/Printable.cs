using System.Globalization;

namespace Nec.Integrations;

/// <summary>Which letters of outside text may be shown.</summary>
internal static class Printable
{
    /// <summary>Whether a letter would move the cursor, hide itself or turn the line round; halves of pairs count too, as a cut may part them.</summary>
    public static bool IsNot(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
