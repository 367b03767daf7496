using System.Text.RegularExpressions;

namespace Nec.Worker.Tests.Wording;

/// <summary>Which literals of the program are text for people: words with a space between or beside them; no SQL, markup or pattern.</summary>
internal static partial class Sentence
{
    public static bool Is(string literal) =>
        literal.Contains(' ', StringComparison.Ordinal) && literal.Any(char.IsLetter) && !literal.AsSpan().ContainsAny('<', '\\')
        && !Sql().IsMatch(literal) && !DateFormat().IsMatch(literal);

    [GeneratedRegex(
        @"^\s*(--|select|insert|update|delete|create|drop|with|notify|listen|set)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sql();

    [GeneratedRegex(@"^[dMyHhmsftz ,:'-]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateFormat();
}
