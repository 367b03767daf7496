using System.Security.Cryptography;
using System.Text;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Integrations.WebPages;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>One look at one page: fetched once, twice when something seems to have changed, and written down whatever it showed.</summary>
internal sealed class PageLooks(PageClient pages, PageTexts texts, Facts facts, WebPageOptions options, LondonClock clock)
{
    /// <summary>Looks at every section of a page; one page's trouble never stops the next.</summary>
    public async Task At(Contract contract, WatchedPage page, Tally tally, CancellationToken cancellationToken)
    {
        var at = clock.Now;
        var fetch = await pages.Fetch(page.Url, cancellationToken);
        if (fetch is not PageFetch.Ok first)
        {
            var reason = ((PageFetch.Unable)fetch).Reason;
            await Record(contract, [new SourceCheck(Tracks.WebPages, page.Id, at, CheckOutcome.Unable, reason)], at, cancellationToken);
            tally.Add(page.Id, reason);
            return;
        }

        var before = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var section in page.Sections.Keys)
        {
            before[section] = (await texts.Latest(contract.Id, page.Id, section, cancellationToken))?.Text;
        }

        Dictionary<string, SectionResult> results;
        try
        {
            results = page.Sections.ToDictionary(section => section.Key, section => Look(first, section.Value, before[section.Key]), StringComparer.Ordinal);
        }
        catch (IntegrationException tangled)
        {
            await Record(contract, [new SourceCheck(Tracks.WebPages, page.Id, at, CheckOutcome.Unable, tangled.Detail)], at, cancellationToken);
            tally.Add(page.Id, tangled.Detail);
            return;
        }

        if (results.Values.Any(result => result.Verdict is Verdict.Substantive or Verdict.Unclear or Verdict.Missing or Verdict.Empty))
        {
            results = await Confirm(page, results, before, cancellationToken);
        }

        await Write(contract, page, results, at, cancellationToken);
        tally.Add(page.Id, null);
        foreach (var verdict in results.Values.OfType<SectionResult>().Select(result => result.Verdict).Where(verdict => verdict is not (Verdict.Unchanged or Verdict.First)))
        {
            tally.Found(Kebab.Of(verdict.ToString()));
        }
    }

    /// <summary>Looks whether an address answers at all: is the document published?</summary>
    public async Task AtAddress(Contract contract, string url, Tally tally, CancellationToken cancellationToken)
    {
        var at = clock.Now;
        var unable = await pages.FetchAny(url, cancellationToken) as PageFetch.Unable;
        var outcome = unable is null ? CheckOutcome.Ok : unable.IsAbsent ? CheckOutcome.Absent : CheckOutcome.Unable;
        await Record(contract, [new SourceCheck(Tracks.WebPages, url, at, outcome, unable?.Reason)], at, cancellationToken);
        tally.Add(url, outcome == CheckOutcome.Unable ? unable?.Reason : null);
    }

    private SectionResult Look(PageFetch.Ok fetch, string heading, string? before) => PageCheck.Look(fetch.Body, fetch.ContentType, heading, before, options.Boilerplate);

    // A change is believed when a second fetch shows it too: glitches of one moment are common (apis.md section 11).
    private async Task<Dictionary<string, SectionResult>> Confirm(
        WatchedPage page, Dictionary<string, SectionResult> results, Dictionary<string, string?> before, CancellationToken cancellationToken)
    {
        if (await pages.Fetch(page.Url, cancellationToken) is not PageFetch.Ok second)
        {
            return results.ToDictionary(entry => entry.Key, entry => entry.Value.Verdict is Verdict.Unchanged or Verdict.First or Verdict.Cosmetic ? entry.Value : Doubted("the page did not answer a second time"), StringComparer.Ordinal);
        }

        return results.ToDictionary(
            entry => entry.Key,
            entry => PageCheck.Confirm(entry.Value, Look(second, page.Sections[entry.Key], before[entry.Key]), options.Boilerplate) switch
            {
                Confirmation.Believed believed => believed.Result,
                Confirmation.Doubted doubted => Doubted(doubted.Reason),
                _ => throw new InvalidOperationException("a change is believed or doubted"),
            },
            StringComparer.Ordinal);
    }

    private static SectionResult Doubted(string reason) => new(null, [], Verdict.Missing, reason, null);

    private async Task Write(Contract contract, WatchedPage page, Dictionary<string, SectionResult> results, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var (section, result) in results)
        {
            if (result is { Text: { } text, Verdict: not (Verdict.Missing or Verdict.Empty) })
            {
                await texts.Seen(contract.Id, page.Id, section, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), text, at, cancellationToken);
            }
        }

        IEnumerable<Fact> looked = results.Select(entry => new SectionCheck(page.Id, entry.Key, at, entry.Value.Verdict) { Reason = entry.Value.Reason });
        await Record(contract, [.. looked, new SourceCheck(Tracks.WebPages, page.Id, at, CheckOutcome.Ok, null)], at, cancellationToken);
    }

    private Task<int> Record(Contract contract, IReadOnlyCollection<Fact> seen, DateTimeOffset at, CancellationToken cancellationToken) =>
        facts.Record(contract.Id, seen, nameof(CheckPages), at, batch: null, cancellationToken);
}
