using Nec.Integrations.ContractFiles;

namespace Nec.Integrations.PoliceUk;

/// <summary>The ids that somebody may have meant.</summary>
public static class Nearest
{
    private const int Most = 5;

    /// <summary>Ids that differ by case, hold what was given or are held by it, by id or name, and the one that a slip of the hand would make of it; best first.</summary>
    public static IReadOnlyList<Named> To(string given, IReadOnlyList<Named> known)
    {
        var slip = ContractFiles.Given.DidYouMean(given, known.Select(named => named.Id));
        return [.. known
            .Select(named => (Named: named, Rank: Rank(given, named, slip)))
            .Where(entry => entry.Rank is not null)
            .OrderBy(entry => entry.Rank)
            .Take(Most)
            .Select(entry => entry.Named)];
    }

    /// <summary>Those as a question in brackets, or nothing.</summary>
    public static string Words(string given, IReadOnlyList<Named> known) =>
        To(given, known) is { Count: > 0 } near ? $" (did you mean {string.Join(" or ", near.Select(named => ContractFiles.Given.Shown($"{named.Id}, {named.Name}")))}?)" : "";

    private static int? Rank(string given, Named named, string slip) =>
        named.Id.Equals(given, StringComparison.OrdinalIgnoreCase) ? 0
        : named.Name.Equals(given, StringComparison.OrdinalIgnoreCase) ? 1
        : slip.Contains(ContractFiles.Given.Shown(named.Id), StringComparison.Ordinal) ? 2
        : given.Length >= 3 && (named.Id.Contains(given, StringComparison.OrdinalIgnoreCase) || named.Name.Contains(given, StringComparison.OrdinalIgnoreCase)) ? 3
        : named.Name.Length >= 3 && given.Contains(named.Name, StringComparison.OrdinalIgnoreCase) ? 4
        : null;
}
