using System.CommandLine;
using Microsoft.Extensions.Options;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Integrations.WebPages;
using Nec.Worker.Hosting;

namespace Nec.Worker.Cli;

/// <summary><c>nec page</c>: what the page check sees, by the same code as the job.</summary>
internal static class PageVerb
{
    public static Command Command()
    {
        var page = new Argument<string>("URL-or-FILE") { Description = "An http(s) address, or the path of a saved page" };
        page.Validators.Add(Given.NoUrl);
        var section = new Option<string?>("--section") { Description = "The section's heading" };
        var id = new Option<string?>("--id") { Description = "Instead of a heading: the id of the section in the page's mark-up" };
        var css = new Option<string?>("--css") { Description = "Instead of a heading: a CSS selector" };
        var before = Given.File("--before", "An earlier copy of the page, to compare with");
        var json = Given.Json();
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
        string? before = null;
        if (beforeFile is not null)
        {
            if (ReadFile(beforeFile) is not { } earlier)
            {
                return Say.No($"{beforeFile}: the file cannot be opened; check that it is a file and that you may read it.");
            }

            before = PageCheck.Look(earlier, null, section, null, options.Boilerplate).Text;
        }

        var isAddress = page.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || page.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        var (body, contentType, failure) = isAddress ? await Fetch(services, page, cancellationToken) : (ReadFile(page), null, $"{page}: the file cannot be opened; check that it is a file and that you may read it.");
        if (body is null)
        {
            return isAddress ? Say.Unavailable(failure!) : Say.No(failure!);
        }

        var result = PageCheck.Look(body, contentType, section, before, options.Boilerplate);
        return json
            ? Say.AsJson(new { section = NameOf(section), text = result.Text, dates = result.Dates.Select(Dates.Iso), verdict = Kebab.Of(result.Verdict.ToString()), reason = result.Reason, diff = result.Diff })
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
        Say.Line($"{section}: {Kebab.Of(result.Verdict.ToString())}, {result.Reason}");
        if (result.StatedOn(today) is { } stated)
        {
            Say.Line($"Its own date: {Dates.Long(stated)} (beside the verdict; it decides nothing)");
        }

        if (result.Dates.Count > 0)
        {
            Say.Line($"Visible dates: {string.Join(", ", result.Dates.Select(Dates.Long))}");
        }

        Say.Line("");
        Say.Line(result.Diff ?? result.Text ?? "(no text)");
        return 0;
    }

    private static byte[]? ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
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
