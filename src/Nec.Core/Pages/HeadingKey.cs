using System.Text;

namespace Nec.Core.Pages;

/// <summary>A heading as people mean it: capitals, spacing, quotes, punctuation and "&amp;" for "and" are forgiven.</summary>
public static class HeadingKey
{
    public static string Of(string heading)
    {
        var key = new StringBuilder(heading.Length);
        foreach (var letter in heading)
        {
            if (char.IsLetterOrDigit(letter))
            {
                key.Append(char.ToLowerInvariant(letter));
            }
            else if (letter == '&')
            {
                Space(key).Append("and ");
            }
            else if (letter is not ('\'' or '‘' or '’' or '\u00AD' or '\u200B' or '\uFEFF'))
            {
                Space(key);
            }
        }

        return key.ToString().Trim();
    }

    private static StringBuilder Space(StringBuilder key) => key.Length > 0 && key[^1] != ' ' ? key.Append(' ') : key;
}
