using System.Text.RegularExpressions;

namespace Nec.Worker.Tests.Hosting;

/// <summary>Letters as they can be compared: with line feeds, and their links' tokens hidden as a preview hides them.</summary>
internal static partial class Letters
{
    public static string WithoutTokens(string body) => Tokens().Replace(body.ReplaceLineEndings("\n"), "/r/…");

    [GeneratedRegex("/r/[A-Za-z0-9_-]+", RegexOptions.None, 1000)]
    private static partial Regex Tokens();
}
