using System.Globalization;
using System.Text;
using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.PoliceUk;

/// <summary>Writes strangers' text into a contract file, where nothing of it may be taken for YAML.</summary>
internal static class YamlText
{
    private const int Longest = 190; // a line of a contract may have 200 characters

    /// <summary>In double quotes, on one line.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in Plain(text, Longest).EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' or '\\' => quoted.Append('\\').Append(rune.ToString()),
                '[' or '{' => quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"), // the loader counts open brackets before it looks at quotes
                _ => quoted.Append(rune.ToString()),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>As it may stand behind a <c>#</c>.</summary>
    public static string Comment(string text) => Plain(text, Longest).Replace('[', '(').Replace('{', '(');

    /// <summary>On one line, without letters that hide themselves or turn the line round; cut between characters.</summary>
    public static string Plain(string text, int longest)
    {
        var plain = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length + rune.Utf16SequenceLength > longest)
            {
                break;
            }

            if (Rune.IsWhiteSpace(rune))
            {
                plain.Append(plain.Length > 0 && plain[^1] != ' ' ? " " : "");
            }
            else if (rune != Rune.ReplacementChar && !rune.ToString().Any(Values.IsUnwanted) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                plain.Append(rune.ToString());
            }
        }

        return plain.ToString().TrimEnd();
    }
}
