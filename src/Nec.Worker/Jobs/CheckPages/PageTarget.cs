using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.WebPages;

namespace Nec.Worker.Jobs;

/// <summary>One thing to look at: a watched page, or (with no page) an address that should be published.</summary>
internal sealed record PageTarget(Contract Contract, WatchedPage? Page, string Url)
{
    /// <summary>Its name in facts: the page's id, else the address.</summary>
    public string Name => Page?.Id ?? Url;

    /// <summary>Everything to look at in these contracts, in their order.</summary>
    public static IEnumerable<PageTarget> Of(IEnumerable<Contract> contracts) => contracts.SelectMany(contract => contract.Pages
        .Select(page => new PageTarget(contract, page, page.Url))
        .Concat(contract.Commitments
            .Select(commitment => commitment.Evidence)
            .OfType<UrlEvidence>()
            .Select(evidence => evidence.Url)
            .Distinct(StringComparer.Ordinal)
            .Select(url => new PageTarget(contract, null, url))));

    /// <summary>The host that will be asked, with its port: what one pace is kept for.</summary>
    public string HostBy(WebPageOptions options)
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var address))
        {
            return "";
        }

        var elsewhere = options.Hosts.FirstOrDefault(host => string.Equals(host.Key, address.Host, StringComparison.OrdinalIgnoreCase)).Value;

        return Uri.TryCreate(elsewhere, UriKind.Absolute, out var served) ? served.Authority : address.Authority;
    }
}

/// <summary>What a look at a target came to.</summary>
/// <param name="WhyUnable">Null when it was seen.</param>
/// <param name="Found">A word for each section that is not as it was.</param>
/// <param name="Check">The check that was recorded.</param>
internal sealed record PageOutcome(PageTarget Target, string? WhyUnable, IReadOnlyList<string> Found, SourceCheck Check);
