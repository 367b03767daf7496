using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;

namespace Nec.Integrations.FactFiles;

/// <summary>What facts may name: everything that their contract declares.</summary>
internal sealed class FactNames
{
    private readonly Dictionary<string, Dictionary<string, string>> _places;

    public FactNames(Contract contract)
    {
        Commitments = contract.Commitments.ToDictionary(commitment => commitment.Id, StringComparer.Ordinal);
        Pages = contract.Pages.ToDictionary(page => page.Id, StringComparer.Ordinal);
        Accounts = contract.Accounts.ToDictionary(account => account.Id, account => account.Id, StringComparer.Ordinal);
        Neighbourhoods = contract.Neighbourhoods.ToDictionary(id => id, StringComparer.Ordinal);
        var urls = contract.Commitments.Select(commitment => commitment.Evidence).OfType<UrlEvidence>().Select(evidence => evidence.Url);
        Targets = Pages.Keys.Concat(Accounts.Keys).Concat(Neighbourhoods.Keys).Concat(urls).Distinct(StringComparer.Ordinal).ToDictionary(id => id, StringComparer.Ordinal);
        _places = contract.Commitments.ToDictionary(
            commitment => commitment.Id, commitment => commitment.Places.ToDictionary(Slug.Of, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, Commitment> Commitments { get; }

    public IReadOnlyDictionary<string, WatchedPage> Pages { get; }

    public IReadOnlyDictionary<string, string> Accounts { get; }

    public IReadOnlyDictionary<string, string> Neighbourhoods { get; }

    /// <summary>Whatever a check may look at.</summary>
    public IReadOnlyDictionary<string, string> Targets { get; }

    /// <summary>The contract's name of a place that is given by name or slug; null when the commitment has none such.</summary>
    public string? PlaceOf(Commitment commitment, string given) => _places[commitment.Id].GetValueOrDefault(Slug.Of(given));

    /// <summary>What a period of the commitment is called, as an example; null when the label given is a good one.</summary>
    public static string? PeriodFault(Commitment commitment, string label) => commitment.Rule switch
    {
        Each { Kind: var kind } => FaultOf(kind, label),
        Standing { Review: { } review } => FaultOf(review, label),
        Standing => "no period: the commitment has none",
        OnDates { Dates: var dates } when FactFields.DateOf(label) is { } day && dates.Contains(day) => null,
        OnDates => "one of the dates that the commitment lists",
        TargetBy { By: var by } when FactFields.DateOf(label) == by => null,
        TargetBy { By: var by } => FormattableString.Invariant($"the target's day, {by:yyyy-MM-dd}"),
        _ => FactFields.DateOf(label) is null ? "the date that the interval is due on, such as 2020-02-28" : null,
    };

    private static string? FaultOf(PeriodKind kind, string label) => CalendarPeriod.Parse(kind, label) is not null ? null
        : $"a period such as {CalendarPeriod.Containing(kind, new DateOnly(2026, 2, 10)).Label}";
}
