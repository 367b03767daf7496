using System.Globalization;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.BankHolidays;
using Nec.Integrations.Facebook;
using Nec.Integrations.Http;
using Nec.Integrations.Tests.Http;
using Nec.Integrations.WebPages;
using Nec.Simulator;

namespace Nec.Integrations.Tests.WebPages;

/// <summary>The real clients against the simulated outside, night by night over the contract year: what its editors did is found, and nothing else.</summary>
public sealed class ContractYearTests
{
    private const string FirstNight = "2019-08-03";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lyme-regis", "Our priorities", "2019-09-13 Substantive, 2019-12-06 Substantive, 2020-03-11 Cosmetic, 2020-05-19 Substantive")] // 10 March: a new date over the old text
    [InlineData("bridport", "You said, we did", "2019-09-18 Substantive, 2019-11-07 Substantive, 2020-02-18 Missing, 2020-03-10 Substantive, 2020-07-04 Substantive")]
    [InlineData("sherborne", "You said – we did", "2019-09-18 Substantive, 2020-01-01 Substantive, 2020-01-15 Missing, 2020-01-22 Substantive, 2020-06-25 Substantive")] // 15 January: one broken night
    [InlineData("dorchester", "Our Priorities:", "2019-09-11 Substantive, 2019-12-04 Substantive, 2020-02-12 Substantive, 2020-04-06 HTTP 403, 2020-05-05 Substantive")]
    public async Task The_pages_changes_are_found_night_by_night(string town, string heading, string expected)
    {
        await using var world = await OutsideWorld.Start(Cancel);
        using var rest = new OutboundHttp(TestOutside.Options, TimeProvider.System).Client(null, followRedirects: true);
        var pages = new PageClient(rest, new WebPageOptions { Hosts = new Dictionary<string, string> { ["www.dorset.police.uk"] = world.ForceWebsiteAddress.AbsoluteUri } });
        var (seen, text, last) = (new List<string>(), (string?)null, "");
        for (var night = DateOnly.Parse(FirstNight, CultureInfo.InvariantCulture); night <= new DateOnly(2020, 8, 1); night = night.AddDays(1))
        {
            world.Now = new DateTimeOffset(night, new TimeOnly(3, 30), TimeSpan.Zero);
            var (word, now) = await Look(pages, $"https://www.dorset.police.uk{ForceWebsite.PathOf(town)}", heading, text);
            text = now ?? text;
            if (word != last && word is not ("First" or "Unchanged" or "HTTP 503"))
            {
                seen.Add($"{night:yyyy-MM-dd} {word}");
            }

            last = word;
        }

        Assert.Equal(expected, string.Join(", ", seen));
    }

    [Fact]
    public async Task The_likes_and_the_holidays_are_read_as_the_outside_has_them()
    {
        await using var world = await OutsideWorld.Start(Cancel);
        world.Graph.AppSecret = "secret";
        world.Graph.RequireProof = true;
        using var graph = new OutboundHttp(TestOutside.Options, TimeProvider.System).Client(world.GraphAddress, followRedirects: false);
        using var govUk = new OutboundHttp(TestOutside.Options, TimeProvider.System).Client(world.GovUkAddress, followRedirects: true);
        var facebook = new FacebookClient(graph, new FacebookOptions { Token = "t", AppSecret = "secret" });
        var likes = 0L;
        foreach (var page in SimulatedPage.All)
        {
            var look = await facebook.Count(new Account(page.Username, "facebook", page.Id, "page-likes"), world.Now, Cancel);
            likes += Assert.IsType<Seen>(look).Reading.Count;
        }

        Assert.Equal(GraphApi.TotalLikesOn(new DateOnly(2019, 8, 2)), likes);
        Assert.Contains((await new BankHolidayClient(govUk).Fetch(Cancel))[Nec.Core.Calendar.Division.EnglandAndWales], holiday => holiday.On == new DateOnly(2019, 12, 25));
    }

    private static async Task<(string Word, string? Text)> Look(PageClient pages, string url, string heading, string? before)
    {
        if (await pages.Fetch(url, Cancel) is not PageFetch.Ok page)
        {
            return (((PageFetch.Unable)await pages.Fetch(url, Cancel)).Reason, null);
        }

        var result = PageCheck.Look(page.Body, page.ContentType, new SectionSelector.Heading(heading), before, []);

        return (result.Verdict.ToString(), result.Text);
    }
}
