using System.Net;
using System.Net.Http.Headers;

namespace Nec.Simulator.Tests.Website;

public sealed class ForceWebsiteTests : Simulated
{
    [Theory]
    [InlineData("dorchester", "Dorchester")]
    [InlineData("sherborne", "Sherborne")]
    [InlineData("bridport", "Bridport")]
    [InlineData("lyme-regis", "Lyme Regis")]
    public async Task A_towns_page_is_as_large_as_real_ones_and_has_its_headings(string town, string name)
    {
        using var reply = await Http.GetAsync(Page(town), Cancelled);
        var html = await reply.Content.ReadAsStringAsync(Cancelled);

        Assert.Equal($"/area/your-area/dorset/west-dorset/{town}/on-the-team/our-priorities", Page(town).AbsolutePath);
        Assert.Equal("text/html; charset=utf-8", reply.Content.Headers.ContentType?.ToString());
        Assert.InRange(html.Length, 30_000, 60_000);
        Assert.Contains($"<h1>{name}</h1>", html, StringComparison.Ordinal);
        Assert.All(
            [Seen.Priorities, Seen.YouSaidWeDid, "Top reported crimes in this area", "Meetings and events", "On the team"],
            heading => Assert.NotNull(Seen.Under(heading, html)));
        Assert.Equal(3, Seen.Under(Seen.Priorities, html)!.Split("<h3").Length - 1);
    }

    [Fact]
    public async Task The_footer_changes_every_day_and_the_sections_do_not()
    {
        var monday = await PageAt("bridport", London("2019-10-07 09:00"));
        var tuesday = await PageAt("bridport", London("2019-10-08 09:00"));

        Assert.Contains("Last updated: 7 October 2019", monday, StringComparison.Ordinal);
        Assert.Contains("Last updated: 8 October 2019", tuesday, StringComparison.Ordinal);
        Assert.Equal(Seen.Under(Seen.Priorities, monday), Seen.Under(Seen.Priorities, tuesday));
        Assert.Equal(Seen.Under(Seen.YouSaidWeDid, monday), Seen.Under(Seen.YouSaidWeDid, tuesday));
    }

    [Fact]
    public async Task Crime_figures_change_with_the_month()
    {
        const string heading = "Top reported crimes in this area";
        var october = Seen.Under(heading, await PageAt("bridport", London("2019-10-31 09:00")));
        var november = Seen.Under(heading, await PageAt("bridport", London("2019-11-01 09:00")));

        Assert.Contains("August 2019", october, StringComparison.Ordinal);
        Assert.Contains("September 2019", november, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2019-10-08 10:00", "2019-10-08 23:00", HttpStatusCode.NotModified)] // the same London day, no edit
    [InlineData("2019-10-08 10:00", "2019-10-09 00:00", HttpStatusCode.OK)] // the footer
    [InlineData("2019-11-06 10:00", "2019-11-06 11:00", HttpStatusCode.OK)] // an edit
    public async Task A_known_tag_saves_the_body_only_while_nothing_changed(string first, string second, HttpStatusCode expected)
    {
        World.Now = London(first);
        using var known = await Http.GetAsync(Page("bridport"), Cancelled);
        World.Now = London(second);
        using var request = new HttpRequestMessage(HttpMethod.Get, Page("bridport"));
        request.Headers.IfNoneMatch.Add(Assert.IsType<EntityTagHeaderValue>(known.Headers.ETag));
        using var again = await Http.SendAsync(request, Cancelled);

        Assert.Equal(expected, again.StatusCode);
    }

    [Fact]
    public async Task Robots_are_welcome_and_unknown_paths_are_plain_text()
    {
        var robots = await Http.GetStringAsync(new Uri(World.ForceWebsiteAddress, "robots.txt"), Cancelled);
        using var unknown = await Http.GetAsync(new Uri(World.ForceWebsiteAddress, "area/nowhere"), Cancelled);

        Assert.Contains("Allow: /", robots, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("text/plain", unknown.Content.Headers.ContentType?.MediaType);
    }
}
