using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;

namespace Nec.Integrations.FactFiles;

/// <summary>What facts may name: everything that their contract declares.</summary>
internal sealed class FactNames
{
    private readonly Dictionary<string, Dictionary<string, string>> _places;

    /// <param name="versions">Of one contract, by their first days; what several declare is the last one's.</param>
    public FactNames(params IReadOnlyList<Contract> versions)
    {
        var commitments = versions.SelectMany(contract => contract.Commitments).ToList();
        Commitments = ById(commitments, commitment => commitment.Id);
        Pages = ById(versions.SelectMany(contract => contract.Pages), page => page.Id);
        Accounts = ById(versions.SelectMany(contract => contract.Accounts).Select(account => account.Id), id => id);
        Neighbourhoods = ById(versions.SelectMany(contract => contract.Neighbourhoods), id => id);
        var urls = commitments.Select(commitment => commitment.Evidence).OfType<UrlEvidence>().Select(evidence => evidence.Url);
        Targets = ById(Pages.Keys.Concat(Accounts.Keys).Concat(Neighbourhoods.Keys).Concat(urls), id => id);
        _places = commitments.GroupBy(commitment => commitment.Id, StringComparer.Ordinal).ToDictionary(
            same => same.Key, same => ById(same.SelectMany(commitment => commitment.Places), Slug.Of), StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, Commitment> Commitments { get; }

    public IReadOnlyDictionary<string, WatchedPage> Pages { get; }

    public IReadOnlyDictionary<string, string> Accounts { get; }

    public IReadOnlyDictionary<string, string> Neighbourhoods { get; }

    /// <summary>Whatever a check may look at.</summary>
    public IReadOnlyDictionary<string, string> Targets { get; }

    /// <summary>The contract's name of a place that is given by name or slug; null when the commitment has none such.</summary>
    public string? PlaceOf(Commitment commitment, string given) => _places[commitment.Id].GetValueOrDefault(Slug.Of(given));

    /// <summary>What a period of the commitment is called; nothing when it has none, null when the label given is a good one.</summary>
    public static string? PeriodFault(Commitment commitment, string label) => commitment.Rule switch
    {
        Each { Kind: var kind } => FaultOf(kind, label),
        Standing { Review: { } review } => FaultOf(review, label),
        Standing => "",
        OnDates { Dates: var dates } when Moments.Date(label) is { } day && dates.Contains(day) => null,
        OnDates => "one of the dates that the commitment lists",
        TargetBy { By: var by } when Moments.Date(label) == by => null,
        TargetBy { By: var by } => FormattableString.Invariant($"the target's day, {by:yyyy-MM-dd}"),
        _ => Moments.Date(label) is null ? "the date that the interval is due on, such as 2020-02-28" : null,
    };

    private static string? FaultOf(PeriodKind kind, string label) => CalendarPeriod.Parse(kind, label) is not null ? null
        : $"a period such as {CalendarPeriod.Containing(kind, new DateOnly(2026, 2, 10)).Label}";

    private static Dictionary<string, T> ById<T>(IEnumerable<T> declared, Func<T, string> id) =>
        declared.GroupBy(id, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);
}
