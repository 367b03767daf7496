namespace Nec.Core.Answers;

/// <summary>What somebody answered about one period of an obligation that is no fact about the promise itself.</summary>
public abstract record Answer(string Obligation, string Period)
{
    /// <summary>The id under which it is stored; null before it is.</summary>
    public long? Id { get; init; }

    /// <summary>When it was given; null before it is stored.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>Not to be told again before a day.</summary>
public sealed record Snooze(string Obligation, string Period, DateOnly UntilOn) : Answer(Obligation, Period);

/// <summary>Another post sees to it, for this period.</summary>
public sealed record HandOver(string Obligation, string Period, string ToPost) : Answer(Obligation, Period);

/// <summary>The change that the machine could not judge was no real update.</summary>
public sealed record NoUpdate(string Obligation, string Period) : Answer(Obligation, Period);
