using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Nec.Dashboard.Tests;

/// <summary>A new page that nobody walks in a browser fails here.</summary>
public sealed class WalkedRoutesTests : DashboardTests
{
    // Walked by AnswerBrowserTests, behind links that it makes.
    private static readonly string[] BehindLinks = ["/r/some-token", "/r/some-token/on-record", "/r/some-token/correct/1"];

    [Fact]
    public void Every_page_is_walked_in_a_browser()
    {
        PathString[] walked = [.. BrowserTests.Pages.Concat(BehindLinks).Select(address => new PathString(address.Split('?', '#')[0]))];
        var pages = Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!); // ours all have a text

        // "/jobs/{Name}" matches "/jobs/CheckPages" and must not be taken for walked because "/jobs" is.
        string[] missing = [.. pages.Where(page => !Array.Exists(walked, address => new TemplateMatcher(TemplateParser.Parse(page.TrimStart('/')), []).TryMatch(address, [])))];
        Assert.Empty(missing);
    }
}
