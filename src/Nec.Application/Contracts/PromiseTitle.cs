namespace Nec.Application.Contracts;

/// <summary>An obligation in its contract's words.</summary>
/// <param name="Team">The id of the team's contract.</param>
/// <param name="Obligation">The id of the obligation.</param>
/// <param name="Title">The obligation's title.</param>
/// <param name="Standard">The title of the standard that it is filed under.</param>
public sealed record PromiseTitle(string Team, string Obligation, string Title, string Standard)
{
    /// <summary>The promise as it was published.</summary>
    public required string Promise { get; init; }

    /// <summary>The id of the standard.</summary>
    public required string StandardId { get; init; }

    /// <summary>The title of the post that answers for it.</summary>
    public required string Accountable { get; init; }
}

/// <summary>A team as the board lists it.</summary>
public sealed record TeamTitle(string Force, string Team, string Title);
