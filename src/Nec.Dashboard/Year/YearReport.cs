using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Year;
using Nec.Storage;

namespace Nec.Dashboard.Year;

/// <summary>A pack with what people wrote into it, all as it stood when its day ended.</summary>
internal sealed record YearPages(AnnualPack Pack, IReadOnlyDictionary<string, YearText> Texts, IReadOnlyList<PanelRating> Ratings, IReadOnlyCollection<Fact> Facts);

/// <summary>Gathers the annual pack; every export is made of the same one.</summary>
internal sealed class YearReport(ContractRegistry contracts, PackCache packs, YearTexts texts, Retention retention, LondonClock clock)
{
    /// <summary>The pack of a day, today at the latest; null when no such team is known, or when facts of its year are no longer kept: it would call missed what was kept.</summary>
    public async Task<YearPages?> On(string team, DateOnly? asked, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var on = asked is { } day && day < today ? day : today;
        if (contracts.ContractOf(team, on) is not { } contract)
        {
            return null;
        }

        var at = LondonTime.EndOf(on).AddTicks(-1);
        if (await Removed(team, contract, on, cancellationToken))
        {
            return null;
        }

        var (pack, known) = await packs.Of(contract, on, cancellationToken);
        return new(pack, await texts.Read(team, pack.Year.First, at, cancellationToken), await texts.Ratings(team, pack.Year.First, at, cancellationToken), known);
    }

    /// <summary>Why a day that was asked for has no pack, in words for the reader; null when it has one, or when no day is asked for.</summary>
    public string? WhyNot(string team, string? asked) =>
        string.IsNullOrWhiteSpace(asked) || contracts.VersionsOf(team).FirstOrDefault() is not { } first ? null
        : TypedDay.Read(asked) is not { } day ? $"“As known on” must be a real date, such as {Dates.Iso(clock.Today)}"
        : day > clock.Today ? "“As known on” must be today or in the past"
        : day < first.From ? $"“As known on” must not be before {Dates.Long(first.From)}, when the contract began"
        : null;

    /// <summary>Whether facts of the contract year that a day lies in are no longer kept.</summary>
    public async Task<bool> IsRemoved(string team, DateOnly? on, CancellationToken cancellationToken) =>
        contracts.ContractOf(team, on ?? clock.Today) is { } contract
        && await Removed(team, contract, on ?? clock.Today, cancellationToken);

    private async Task<bool> Removed(string team, Contract contract, DateOnly on, CancellationToken cancellationToken) =>
        ContractYear.Holding(contract, on).First < await retention.FactsKeptFrom(team, cancellationToken);

    /// <summary>The engagements of one quarter, as they are known today; null when the team or the quarter is not one.</summary>
    public async Task<(Contract Contract, CalendarPeriod Quarter, AnnualPack Pack, IReadOnlyList<Engagement> Engagements)?> Quarter(string team, string label, CancellationToken cancellationToken)
    {
        if (CalendarPeriod.Parse(PeriodKind.Quarter, label) is not { } quarter || await On(team, quarter.Last, cancellationToken) is not { } pages)
        {
            return null;
        }

        var book = Nec.Core.Compliance.FactIndex.UpTo(pages.Pack.On, pages.Facts);
        return (pages.Pack.Contract, quarter, pages.Pack, Engagement.Of(pages.Pack.Contract, book, quarter.First, quarter.Last));
    }
}
