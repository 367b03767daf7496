using System.Security.Cryptography;
using System.Text;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.WebPages;
using Nec.Storage;
using Npgsql;

namespace Nec.Worker.Jobs;

/// <summary>One look at one page: fetched once, twice when something seems to have changed, and written down whatever it showed.</summary>
internal sealed partial class PageChecker(PageClient pages, PageTexts texts, PageMarks marks, WebPageOptions options, LondonClock clock, ILogger<PageChecker> logger)
{
    /// <summary>What a row says when a look failed and no rule of ours knows why.</summary>
    internal const string Unforeseen = "the look failed in a way that nobody foresaw; the worker's log says how";

    /// <summary>Looks at a target; whatever goes wrong with it leaves a row that says so, and never stops the next.</summary>
    public async Task<PageOutcome> At(PageTarget target, CancellationToken cancellationToken)
    {
        var at = clock.Now;
        try
        {
            return await (target.Page is { } page ? AtPage(target, page, at, cancellationToken) : AtAddress(target, at, cancellationToken));
        }
        catch (Exception failure) when (IsOfThePage(failure, cancellationToken))
        {
            LogUnforeseen(target.Contract.Id, target.Name, failure);
            return await Unable(target, at, Unforeseen, cancellationToken);
        }
    }

    /// <summary>Whether a failure is one target's own, a page's or another's. A database that does not answer and a worker that stops end the run, which goes on later where it was.</summary>
    internal static bool IsOfThePage(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        PostgresException refused => refused.SqlState.StartsWith("22", StringComparison.Ordinal) || refused.SqlState.StartsWith("54", StringComparison.Ordinal), // data, limits
        NpgsqlException => false,
        _ => true,
    };

    private async Task<PageOutcome> AtPage(PageTarget target, WatchedPage page, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (before, watched) = (await texts.Latest(target.Contract.Id, page.Id, cancellationToken), Watched(target, page));
        var fetch = await pages.Fetch(target.Url, await Since(target, page, watched, before, at, cancellationToken), cancellationToken);
        if (fetch is PageFetch.NotModified)
        {
            return await Unchanged(target, page, at, cancellationToken);
        }

        if (fetch is not PageFetch.Ok sent)
        {
            return await Unable(target, at, ((PageFetch.Unable)fetch).Reason, cancellationToken);
        }

        var first = Sight(page, sent, before);
        if (first is not PageReadResult.Seen seen)
        {
            return await Unable(target, at, ((PageReadResult.Unseen)first).Reason, cancellationToken);
        }

        var looks = seen.Sections.ToDictionary(section => section.Key, section => new SectionComparison(section.Value), StringComparer.Ordinal);
        if (looks.Values.Any(look => look.WantsSecondLook))
        {
            // A change is believed when a second fetch shows it too: glitches of one moment are common (apis.md section 11).
            var second = await pages.Fetch(target.Url, cancellationToken) is PageFetch.Ok again ? Sight(page, again, before) as PageReadResult.Seen : null;
            looks = looks.ToDictionary(look => look.Key, look => look.Value.Confirmed(second?.Sections[look.Key], options.Boilerplate), StringComparer.Ordinal);
        }

        var outcome = await Write(target, page, looks, at, cancellationToken);

        // A page of which something was missing, or doubted, is asked for whole the next time.
        var isWhole = looks.Values.All(look => look.Result.Text is not null && !look.IsDoubted);
        await marks.Keep(target.Contract.Id, page.Id, watched, isWhole && sent.Validators is { } given ? new() { ETag = given.ETag, LastModified = given.LastModified } : null, at, cancellationToken);
        return outcome;
    }

    private async Task<PageValidators?> Since(
        PageTarget target, WatchedPage page, string watched, IReadOnlyDictionary<string, Storage.PageText> before, DateTimeOffset at, CancellationToken cancellationToken) =>
        page.Sections.Keys.All(before.ContainsKey) && await marks.Find(target.Contract.Id, page.Id, watched, at, cancellationToken) is { } mark ? new(mark.ETag, mark.LastModified) : null;

    private string Watched(PageTarget target, WatchedPage page) =>
        Hash($"{target.Url}\n{string.Join('\n', page.Sections.OrderBy(section => section.Key, StringComparer.Ordinal))}\n{string.Join('\n', options.Boilerplate)}");

    // The server itself says so: a good look, and proof that nothing changed.
    private async Task<PageOutcome> Unchanged(PageTarget target, WatchedPage page, DateTimeOffset at, CancellationToken cancellationToken)
    {
        IEnumerable<Observation> facts = page.Sections.Keys.Select(section => new SectionCheck(page.Id, section, at, Verdict.Unchanged) { Reason = "the site says that the page has not changed (HTTP 304)" });
        var check = new SourceCheck(EvidenceSources.WebPages, page.Id, at, CheckOutcome.Ok, null);
        await texts.Record(target.Contract.Id, page.Id, [.. facts, check], nameof(CheckPages), at, cancellationToken);
        return new(target, null, [], check);
    }

    // Is the document published at all?
    private async Task<PageOutcome> AtAddress(PageTarget target, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await pages.FetchAny(target.Url, cancellationToken) is not PageFetch.Unable unable)
        {
            return await Record(target, at, CheckOutcome.Ok, null, cancellationToken);
        }

        return await Record(target, at, unable.IsAbsent ? CheckOutcome.Absent : CheckOutcome.Unable, unable.Reason, cancellationToken);
    }

    private PageReadResult Sight(WatchedPage page, PageFetch.Ok fetch, IReadOnlyDictionary<string, Storage.PageText> before) =>
        PageCheck.Look(fetch.Body, fetch.ContentType, page.Sections, section => before.GetValueOrDefault(section)?.Text, options.Boilerplate);

    private async Task<PageOutcome> Write(PageTarget target, WatchedPage page, Dictionary<string, SectionComparison> looks, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (team, kept, facts, found) = (target.Contract.Id, new List<SeenText>(), new List<Observation>(), new List<string>());
        foreach (var (section, look) in looks)
        {
            var result = look.Result;
            if (result.Text is { } text && PageCheck.Plain(result, options.Boilerplate) is { } plain)
            {
                var plainHash = Hash(plain);
                result = result.Verdict == Verdict.Substantive && await texts.LastSeen(team, page.Id, section, plainHash, cancellationToken) is { } last
                    ? PageCheck.Returned(result, LondonTime.DateOf(last))
                    : result;
                kept.Add(new(section, Hash(text), plainHash, text, result.StatedOn(LondonTime.DateOf(at))));
            }

            facts.Add(new SectionCheck(page.Id, section, at, result.Verdict) { Reason = result.Reason });
            found.AddRange(result.Verdict is Verdict.Unchanged or Verdict.First ? [] : [look.IsDoubted ? "doubted" : WordOf(result.Verdict)]);
        }

        var check = new SourceCheck(EvidenceSources.WebPages, page.Id, at, CheckOutcome.Ok, null);
        facts.Add(check);
        await texts.Record(team, page.Id, kept, facts, nameof(CheckPages), at, cancellationToken);
        return new(target, null, found, check);
    }

    // As people read it in what the run achieved; the facts keep the verdict's own name.
    private static string WordOf(Verdict verdict) => verdict switch
    {
        Verdict.Substantive => "changed",
        Verdict.Cosmetic => "changed in dates or looks only",
        Verdict.Missing => "without its section",
        Verdict.Empty => "with an empty section",
        _ => Kebab.Of(verdict.ToString()),
    };

    private Task<PageOutcome> Unable(PageTarget target, DateTimeOffset at, string reason, CancellationToken cancellationToken) =>
        Record(target, at, CheckOutcome.Unable, reason, cancellationToken);

    private async Task<PageOutcome> Record(PageTarget target, DateTimeOffset at, CheckOutcome outcome, string? reason, CancellationToken cancellationToken)
    {
        var check = new SourceCheck(EvidenceSources.WebPages, target.Name, at, outcome, reason);
        await texts.Record(target.Contract.Id, target.Name, [], [check], nameof(CheckPages), at, cancellationToken);
        return new(target, outcome == CheckOutcome.Unable ? reason : null, [], check);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [LoggerMessage(LogLevel.Error, "The look at {Target} of {Team} failed in a way that nobody foresaw")]
    private partial void LogUnforeseen(string team, string target, Exception failure);
}
