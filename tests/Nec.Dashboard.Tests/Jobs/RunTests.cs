using System.Net;
using System.Text.RegularExpressions;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>Tests of pages that show the runs of a real database; runs go by letters here.</summary>
public abstract partial class RunTests : DashboardTests
{
    private readonly Dictionary<long, string> _names = [];

    /// <summary>Who sees the targets of North alone.</summary>
    protected static Scope NorthAlone { get; } = new([], ["north"]);

    private protected SampleRun Run(string job, DateTimeOffset? at = null) => new(job, at ?? Host.Time.Now);

    private protected async Task<long> Add(string name, SampleRun run)
    {
        var id = await run.Add(Host, CancellationToken);
        _names[id] = name;
        return id;
    }

    /// <summary>The runs that a list links to, page by page.</summary>
    protected async Task<List<string>> Follow(string address, Scope? scope = null)
    {
        using var client = await Host.SignedIn(Roles.Viewer, scope ?? Scope.Everything, CancellationToken);
        List<string> found = [];
        for (string? next = address; next is not null;)
        {
            var html = await client.GetStringAsync(next, CancellationToken);
            found.AddRange(RunLinks().Matches(html).Select(match => _names[long.Parse(match.Groups["run"].Value, System.Globalization.CultureInfo.InvariantCulture)]));
            next = Next().Match(html) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups["address"].Value) : null;
        }

        return found;
    }

    /// <summary>A page for somebody who sees North alone.</summary>
    protected async Task<string> ScopedPage(string address, string role = Roles.Viewer)
    {
        using var client = await Host.SignedIn(role, NorthAlone, CancellationToken);
        return WebUtility.HtmlDecode(await client.GetStringAsync(address, CancellationToken));
    }

    [GeneratedRegex(@"<th scope=""row""[^>]*><a class=""govuk-link"" href=""/runs/(?<run>[0-9]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RunLinks();

    [GeneratedRegex(@"href=""(?<address>[^""]+)"" rel=""next""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Next();
}
