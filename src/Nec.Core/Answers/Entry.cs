using Nec.Core.Facts;

namespace Nec.Core.Answers;

/// <summary>What somebody wants on record; a text that is blank is none, and space around it is left out.</summary>
public sealed record Entry(Outcome Outcome, DateOnly On)
{
    /// <summary>The most characters of a text that are kept.</summary>
    public const int MostCharacters = 2000;

    /// <summary>In person, by video, by telephone.</summary>
    public string? Means { get; init => field = Said(value); }

    /// <summary>Anything worth keeping.</summary>
    public string? Note { get; init => field = Said(value); }

    /// <summary>What the counterpart said, or "none offered".</summary>
    public string? Feedback { get; init => field = Said(value); }

    /// <summary>Why: it is recorded so late, it does not apply, or what was on record was wrong.</summary>
    public string? Reason { get; init => field = Said(value); }

    /// <summary>The texts that are longer than is kept.</summary>
    internal IEnumerable<EntryFault> TooLong() =>
        from text in new (string Field, string? Words)[] { ("means", Means), ("note", Note), ("feedback", Feedback), ("reason", Reason) }
        where text.Words?.Length > MostCharacters
        select new EntryFault(text.Field, $"Shorten this to {MostCharacters:#,0} characters or fewer");

    private static string? Said(string? words) => string.IsNullOrWhiteSpace(words) ? null : words.Trim();
}

/// <summary>Something wrong with what was given: the field, and a sentence that says what to do.</summary>
public sealed record EntryFault(string Field, string Text);
