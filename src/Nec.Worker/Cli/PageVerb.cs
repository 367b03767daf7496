using System.CommandLine;
using Microsoft.Extensions.Options;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
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
        var section = new Option<string>("--section") { Description = "The section's heading", Required = true };
        var before = Given.File("--before", "An earlier copy of the page, to compare with");
        var json = Given.Json();
        var command = new Command("page", "Show what the page check sees: a section's text, its dates, and what changed") { page, section, before, json };
        command.SetAction((parsed, cancellationToken) => Look(parsed.GetValue(page)!, parsed.GetValue(section)!, parsed.GetValue(before), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> Look(string page, string heading, string? beforeFile, bool json, CancellationToken cancellationToken)
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

            before = PageCheck.Look(earlier, null, heading, null, options.Boilerplate).Text;
        }

        var isAddress = page.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || page.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        var (body, contentType, failure) = isAddress ? await Fetch(services, page, cancellationToken) : (ReadFile(page), null, $"{page}: the file cannot be opened; check that it is a file and that you may read it.");
        if (body is null)
        {
            return isAddress ? Say.Unavailable(failure!) : Say.No(failure!);
        }

        var result = PageCheck.Look(body, contentType, heading, before, options.Boilerplate);
        return json
            ? Say.AsJson(new { section = heading, text = result.Text, dates = result.Dates.Select(Dates.Iso), verdict = Kebab.Of(result.Verdict.ToString()), reason = result.Reason, diff = result.Diff })
            : Print(heading, result);
    }

    private static int Print(string heading, SectionResult result)
    {
        Say.Line($"{heading}: {Kebab.Of(result.Verdict.ToString())}, {result.Reason}");
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
