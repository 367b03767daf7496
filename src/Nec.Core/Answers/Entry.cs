using Nec.Core.Facts;

namespace Nec.Core.Answers;

/// <summary>What somebody wants on record, as given; texts are null when left empty.</summary>
public sealed record Entry(Outcome Outcome, DateOnly On)
{
    /// <summary>In person, by video, by telephone.</summary>
    public string? Means { get; init; }

    /// <summary>Anything worth keeping.</summary>
    public string? Note { get; init; }

    /// <summary>What the counterpart said, or "none offered".</summary>
    public string? Feedback { get; init; }

    /// <summary>Why: it is recorded so late, it does not apply, or what was on record was wrong.</summary>
    public string? Reason { get; init; }
}

/// <summary>Something wrong with what was given: the field, and a sentence that says what to do.</summary>
public sealed record EntryFault(string Field, string Text);
