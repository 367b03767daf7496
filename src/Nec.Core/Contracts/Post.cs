namespace Nec.Core.Contracts;

/// <summary>What commitments belong to; people hold it, or cover for it, between dates.</summary>
public sealed record Post
{
    /// <summary>The post's id: <c>inspector</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>Who holds it, when. None on a day: vacant.</summary>
    public IReadOnlyList<Tenure> Holders { get; init; } = [];

    /// <summary>Who covers for the holder, when.</summary>
    public IReadOnlyList<Tenure> Deputies { get; init; } = [];

    /// <summary>The next post up; null at the top.</summary>
    public string? EscalatesTo { get; init; }

    /// <summary>Who answers for the post on a day: a deputy who covers that day, else the holder; null when vacant.</summary>
    public Tenure? AnsweredBy(DateOnly day) =>
        Deputies.LastOrDefault(deputy => deputy.Covers(day)) ?? Holders.LastOrDefault(holder => holder.Covers(day));
}

/// <summary>One person's time in a post; both dates are inside it, a null end means "until further notice".</summary>
public sealed record Tenure(string Name, string Email, DateOnly From, DateOnly? To = null)
{
    /// <summary>The language in which this person reads mail.</summary>
    public Language Language { get; init; }

    /// <summary>Whether the person has the post on a day.</summary>
    public bool Covers(DateOnly day) => From <= day && (To is not { } to || day <= to);
}
