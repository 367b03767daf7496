using System.Globalization;
using System.Text;

namespace Nec.Core.Contracts;

/// <summary>One promise in a contract.</summary>
public sealed record Commitment
{
    /// <summary>The promise's id: <c>clerk-meeting</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the standard that it is filed under.</summary>
    public required string Standard { get; init; }

    /// <summary>The action, as a subject line; <c>{place}</c> stands for the place.</summary>
    public required string Title { get; init; }

    /// <summary>The promise in the contract's words.</summary>
    public required string Promise { get; init; }

    /// <summary>The id of the post that answers for it.</summary>
    public required string Accountable { get; init; }

    /// <summary>How it falls due.</summary>
    public required Rule Rule { get; init; }

    /// <summary>Who does it, when that is somebody else; never mailed (domain.md A2-11).</summary>
    public string? Doer { get; init; }

    /// <summary>Where it comes from, such as <c>C1</c> of the published table.</summary>
    public string? Ref { get; init; }

    /// <summary>What counts as done, in words for the reminder; null when the title says enough.</summary>
    public string? Counts { get; init; }

    /// <summary>The places it is owed for, one obligation each; none: one obligation.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>What shows that it was done; null: a person records it.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>Days after the due date before it is overdue.</summary>
    public int GraceDays { get; init; }

    /// <summary>Days before the due date on which to remind; null: the default ladder of the rule.</summary>
    public IReadOnlyList<int>? RemindDays { get; init; }

    /// <summary>Days after a change of the accountable post's holder in which a state is to be attested anew; null: the change asks for nothing.</summary>
    public int? IntroduceDays { get; init; }

    /// <summary>Reported as a percentage, never a breach.</summary>
    public bool Soft { get; init; }
}

/// <summary>A commitment for one place, or for the team as a whole.</summary>
public sealed record Obligation(Commitment Commitment, string? Place)
{
    /// <summary><c>clerk-meeting/sherborne</c>, or the commitment's id where there is no place.</summary>
    public string Id => Place is null ? Commitment.Id : $"{Commitment.Id}/{Slug.Of(Place)}";

    /// <summary>The action with its place in it; behind it, where the contract's words leave no room for one, so that two places can be told apart.</summary>
    public string Title => Place is null ? Commitment.Title
        : Commitment.Title.Contains("{place}", StringComparison.Ordinal) ? Commitment.Title.Replace("{place}", Place, StringComparison.Ordinal)
        : $"{Commitment.Title} ({Place})";

    /// <summary>Whether a commitment's id and a place, by name or slug, mean this one.</summary>
    public bool IsCalled(string commitment, string? place) =>
        Commitment.Id == commitment
        && (Place is null ? place is null : place is not null && Slug.Of(Place) == Slug.Of(place));
}

/// <summary>Places as they stand in ids: <c>Lyme Regis</c> becomes <c>lyme-regis</c>.</summary>
public static class Slug
{
    /// <summary>Lower-case letters and digits, with one hyphen for every run of anything else.</summary>
    public static string Of(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var letter in text.ToLower(CultureInfo.InvariantCulture))
        {
            if (char.IsLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-' && letter is not ('\'' or '’'))
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }
}
