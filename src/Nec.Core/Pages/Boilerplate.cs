namespace Nec.Core.Pages;

/// <summary>Lines that stand on every page of a site and say nothing of the team.</summary>
public static class Boilerplate
{
    /// <summary>How such lines begin; capitals and punctuation do not matter.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "Quickly exit this site", "Quick exit", "Leave this site", "Exit this page", "Press the Escape key",
        "We use some essential cookies", "We use cookies", "We'd like to set additional cookies", "This site uses cookies", "This website uses cookies", "Your cookie preferences",
        "You can update your cookie settings", "You can change your cookie settings", "You've accepted additional cookies", "You've rejected additional cookies",
        "Accept additional cookies", "Accept all cookies", "Reject additional cookies", "View cookies", "Manage cookies", "Cookies on", "Cookie settings", "Hide this message",
        "Sorry, there was a technical problem", "There was a technical problem", "Sorry, there is a technical problem", "Please try again",
        "This site is a beta", "This website is a beta", "This is a beta", "Your feedback helps us",
        "Skip to main content", "Skip to content", "Back to top", "Share this page", "Print this page", "Is this page useful", "Was this page helpful",
    ];

    /// <summary>Makes a test of lines, from what we know and what a site adds.</summary>
    internal static Func<string, bool> Test(IReadOnlyList<string> more)
    {
        var keys = Known.Concat(more).Select(HeadingKey.Of).Where(key => key.Length > 0).ToArray();

        // Most lines begin with none of these letters and need no key of their own.
        var firsts = keys.Select(key => key[0]).ToHashSet();

        return line =>
        {
            if (!firsts.Contains(First(line)))
            {
                return false;
            }

            var start = HeadingKey.Of(line.Length > 200 ? line[..200] : line);
            return Array.Exists(keys, key => start.StartsWith(key, StringComparison.Ordinal) && (start.Length == key.Length || start[key.Length] == ' '));
        };
    }

    // The letter that the line's key begins with.
    private static char First(string line)
    {
        foreach (var letter in line)
        {
            if (char.IsLetterOrDigit(letter) || letter == '&')
            {
                return letter == '&' ? 'a' : char.ToLowerInvariant(letter);
            }
        }

        return ' ';
    }
}
