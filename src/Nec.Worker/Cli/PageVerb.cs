using System.CommandLine;
using Microsoft.Extensions.Options;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Integrations.WebPages;
using Nec.Worker.Hosting;

namespace Nec.Worker.Cli;

/// <summary><c>nec page</c>: what the page check sees, by the same code as the job.</summary>
internal static class PageVerb
{
    public static Command Command()
    {
        var page = new Argument<string>("URL-or-FILE") { Description = "An http(s) address, or the path of a saved page" };
        page.Validators.Add(CommonOptions.NoUrl);
        var section = new Option<string?>("--section") { Description = "The section's heading" };
        var id = new Option<string?>("--id") { Description = "Instead of a heading: the id of the section in the page's mark-up" };
        var css = new Option<string?>("--css") { Description = "Instead of a heading: a CSS selector" };
        var before = CommonOptions.File("--before", "An earlier copy of the page, to compare with");
        var json = CommonOptions.Json();
        var command = new Command("page", "Show what the page check sees: a section's text, its dates, and what changed") { page, section, id, css, before, json };
        command.Validators.Add(result =>
        {
            if (new[] { section, id, css }.Count(option => result.GetResult(option) is { Implicit: false }) != 1)
            {
                result.AddError("Say which section: give one of --section HEADING, --id ID or --css SELECTOR.");
            }
            else if (result.GetValue(css) is { } selector && PageCheck.WhyRefused(selector) is { } wanted)
            {
                result.AddError($"--css must be {wanted}, not '{selector}'.");
            }
        });
        command.SetAction((parsed, cancellationToken) => Look(
            parsed.GetValue(page)!,
            parsed.GetValue(id) is { } wanted ? new SectionSelector.Id(wanted) : parsed.GetValue(css) is { } selector ? new SectionSelector.Css(selector) : new SectionSelector.Heading(parsed.GetValue(section)!),
            parsed.GetValue(before),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> Look(string page, SectionSelector section, string? beforeFile, bool json, CancellationToken cancellationToken)
    {
        await using var services = Sources();
        var options = services.GetRequiredService<IOptions<WebPageOptions>>().Value;
        var bounds = services.GetRequiredService<IOptions<HttpOptions>>().Value;
        string? before = null;
        if (beforeFile is not null)
        {
            var (earlier, why) = SavedPage.Read(beforeFile, bounds);
            if (earlier is null)
            {
                return Output.No(why!); // there is always one of the two
            }

            before = PageCheck.Look(earlier, null, section, null, options.Boilerplate).Text;
        }

        var isAddress = page.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || page.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        var (body, contentType, failure) = isAddress ? await Fetch(services, page, cancellationToken) : Saved(page, bounds);
        if (body is null)
        {
            return isAddress ? Output.Unavailable(failure!) : Output.No(failure!);
        }

        var result = PageCheck.Look(body, contentType, section, before, options.Boilerplate);
        return json
            ? Output.AsJson(AsJson(NameOf(section), result))
            : Print(NameOf(section), result, new LondonClock(TimeProvider.System).Today);
    }

    private static string NameOf(SectionSelector section) => section switch
    {
        SectionSelector.Heading heading => heading.Text,
        SectionSelector.Id id => id.Value,
        SectionSelector.Css css => css.Selector,
        _ => throw new ArgumentOutOfRangeException(nameof(section)),
    };

    private static int Print(string section, SectionResult result, DateOnly today)
    {
        Output.Line($"{section}: {Kebab.Of(result.Verdict.ToString())}, {result.Reason}");
        if (result.StatedOn(today) is { } stated)
        {
            Output.Line($"Its own date: {Dates.Long(stated)} (beside the verdict; it decides nothing)");
        }

        if (result.Dates.Count > 0)
        {
            Output.Line($"Visible dates: {string.Join(", ", result.Dates.Select(Dates.Long))}");
        }

        Output.Line("");
        Output.Line(result.Verdict == Verdict.Missing ? Headings(result) : result.Diff ?? result.Text ?? "(no text)");
        return 0;
    }

    // Only where the section is missing: who reads the others need not know the field.
    private static Dictionary<string, object?> AsJson(string section, SectionResult result)
    {
        var answer = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["section"] = section,
            ["text"] = result.Text,
            ["dates"] = result.Dates.Select(Dates.Iso),
            ["verdict"] = Kebab.Of(result.Verdict.ToString()),
            ["reason"] = result.Reason,
            ["diff"] = result.Diff,
        };
        if (result.Verdict == Verdict.Missing)
        {
            answer["headings"] = result.Headings;
        }

        return answer;
    }

    private static string Headings(SectionResult result) => result.Headings.Count == 0
        ? "The page shows no headings: it may be put together by script, which is not run, or ask for consent first."
        : $"The page's headings:{string.Concat(result.Headings.Select(heading => $"\n  {heading}"))}";

    private static (byte[]? Body, string? ContentType, string? Failure) Saved(string path, HttpOptions bounds)
    {
        var (body, failure) = SavedPage.Read(path, bounds);

        return (body, null, failure);
    }

    private static async Task<(byte[]? Body, string? ContentType, string? Failure)> Fetch(ServiceProvider services, string url, CancellationToken cancellationToken) =>
        await services.GetRequiredService<PageClient>().Fetch(url, cancellationToken) switch
        {
            PageFetch.Ok ok => (ok.Body, ok.ContentType, null),
            PageFetch.Unable unable => (null, null, $"{url} could not be seen: {unable.Reason.TrimEnd('.')}."),
            _ => throw new InvalidOperationException("a fetch is ok or unable"),
        };

    private static ServiceProvider Sources()
    {
        var configuration = Settings.Read();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddSources(configuration).BuildServiceProvider();
    }
}
