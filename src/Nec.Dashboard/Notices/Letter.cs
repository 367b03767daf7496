using System.Security.Claims;
using System.Text.RegularExpressions;

namespace Nec.Dashboard.Notices;

/// <summary>What of a letter a reader may see. Whoever reads it here is not whom it was written to: its links must not work for them.</summary>
internal static partial class Letter
{
    /// <summary>Why the letter is not shown; null when it may be.</summary>
    public static string? Withheld(NoticeDetail notice, ClaimsPrincipal reader) =>
        notice.Kind == "sign-in" ? "The letter holds a sign-in link and is shown to nobody but its recipient."
        : notice.State != "sent" && !Roles.SeesUnsentLetters(reader) ? "You can read the letter when it has been sent."
        : notice.TextBody is null || notice.HtmlBody is null ? "The words of the letter have been kept for their time and are removed. To whom it went, when, and what it told of stays longer."
        : null;

    /// <summary>A text or HTML with the token of every link as <c>…</c>, as in a preview.</summary>
    public static string WithoutTokens(string? body) => Tokens().Replace(body ?? "", "…");

    // A part of an address that is long and holds a capital or a digit is a token; our ids are words.
    [GeneratedRegex("(?<=https?://[^\\s\"'<>]*[/=])(?=[a-z_%.-]*[A-Z0-9])[A-Za-z0-9_%.-]{32,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tokens();
}
