namespace Nec.Core.Compliance;

/// <summary>Where an obligation, or one period of it, stands. A status is a word before it is a colour, and always has a reason.</summary>
public enum Status
{
    /// <summary>The contract is not yet in force.</summary>
    NotStarted,

    /// <summary>Nothing is on record, and nothing is late for it.</summary>
    NoRecord,

    /// <summary>Nothing needs doing yet.</summary>
    OnTrack,

    /// <summary>The first reminder's day has come and the due date, with its grace, has not passed.</summary>
    DueSoon,

    /// <summary>The due date and its grace have passed; it can still be done or recorded.</summary>
    Overdue,

    /// <summary>Kept in time.</summary>
    Met,

    /// <summary>Kept after its time.</summary>
    MetLate,

    /// <summary>Not kept, and the days for late recording are over.</summary>
    Missed,

    /// <summary>A target behind its pace, or a state that no longer holds.</summary>
    AtRisk,

    /// <summary>A total that lacks a number or holds one that is too old: no verdict.</summary>
    Incomplete,

    /// <summary>Nothing is owed.</summary>
    NotApplicable,

    /// <summary>The source did not answer: proves nothing, and is told to an admin.</summary>
    UnableToCheck,
}

/// <summary>The statuses as they stand in files, JSON and columns.</summary>
public static class StatusWord
{
    /// <summary>Every status with its word, in the order of the glossary.</summary>
    public static IReadOnlyDictionary<Status, string> All { get; } =
        Enum.GetValues<Status>().ToDictionary(status => status, status => Kebab.Of(status.ToString()));

    /// <summary><c>due-soon</c> and so on.</summary>
    public static string Of(Status status) => All[status];
}

/// <summary>Names of enumerations as kebab-case words: <c>ReportSent</c> is <c>report-sent</c>.</summary>
public static class Kebab
{
    /// <summary>The word of a name.</summary>
    public static string Of(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    /// <summary>The value of an enumeration that a word names; null when none does.</summary>
    public static T? Parse<T>(string word)
        where T : struct, Enum => Words<T>.Values.TryGetValue(word, out var value) ? value : null;

    // Once for each enumeration: a page reads hundreds of words.
    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<string, T> Values = Enum.GetValues<T>().ToDictionary(value => Of(value.ToString()), StringComparer.Ordinal);
    }
}
