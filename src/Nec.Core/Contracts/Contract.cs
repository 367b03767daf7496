using Nec.Core.Calendar;

namespace Nec.Core.Contracts;

/// <summary>One team's published promises, in one version, between the dates that it is in force.</summary>
public sealed record Contract
{
    /// <summary>The team's slug: <c>west-dorset</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What people call the team's contract.</summary>
    public required string Title { get; init; }

    /// <summary>The force's id at data.police.uk.</summary>
    public required string Force { get; init; }

    /// <summary>The version's name, as published.</summary>
    public required string Version { get; init; }

    /// <summary>First day in force.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day in force, inclusive; null while no end is set.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whose bank holidays the team keeps.</summary>
    public Division BankHolidays { get; init; }

    /// <summary>The data.police.uk neighbourhoods that the team covers; opaque and case-sensitive.</summary>
    public IReadOnlyList<string> Neighbourhoods { get; init; } = [];

    /// <summary>What people call a neighbourhood, by its id; one that is not here goes by its id.</summary>
    public IReadOnlyDictionary<string, string> NeighbourhoodTitles { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The headings that commitments are filed under.</summary>
    public required IReadOnlyList<Standard> Standards { get; init; }

    /// <summary>The posts that commitments belong to.</summary>
    public required IReadOnlyList<Post> Posts { get; init; }

    /// <summary>The web pages watched.</summary>
    public IReadOnlyList<WatchedPage> Pages { get; init; } = [];

    /// <summary>The social accounts counted.</summary>
    public IReadOnlyList<Account> Accounts { get; init; } = [];

    /// <summary>The promises.</summary>
    public required IReadOnlyList<Commitment> Commitments { get; init; }

    /// <summary>Every commitment for every place.</summary>
    public IEnumerable<Obligation> Obligations =>
        from commitment in Commitments
        from place in commitment.Places.Count == 0 ? [null] : commitment.Places.Cast<string?>()
        select new Obligation(commitment, place);

    /// <summary>Whether the contract is in force on a day.</summary>
    public bool IsInForceOn(DateOnly day) => From <= day && (To is not { } to || day <= to);

    /// <summary>What people call a neighbourhood; anything else comes back as it is.</summary>
    public string NeighbourhoodName(string id) => NeighbourhoodTitles.GetValueOrDefault(id, id);

    /// <summary>The post of an id; null when there is none.</summary>
    public Post? FindPost(string? id) => Posts.FirstOrDefault(post => post.Id == id);

    /// <summary>Who answers for a post on a day; while it is vacant, who answers for the next post up; null when nobody does.</summary>
    public (Tenure? Person, Post? Post) Answering(string? post, DateOnly day)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (FindPost(post) is { } found && seen.Add(found.Id))
        {
            if (found.AnsweredBy(day) is { } person)
            {
                return (person, found);
            }

            post = found.EscalatesTo;
        }

        return (null, null);
    }
}

/// <summary>A heading that commitments are filed under; data, never code.</summary>
public sealed record Standard(string Id, string Title);

/// <summary>A web page and its sections: from the section's id to how it is found.</summary>
public sealed record WatchedPage(string Id, string Url, IReadOnlyDictionary<string, SectionSelector> Sections);

/// <summary>A social account and the one metric that is counted of it (<c>page-likes</c>, <c>followers</c>).</summary>
public sealed record Account(string Id, string Network, string Handle, string Metric);
