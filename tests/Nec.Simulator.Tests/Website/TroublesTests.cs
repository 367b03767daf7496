using System.Net;

namespace Nec.Simulator.Tests.Website;

public sealed class TroublesTests : Simulated
{
    [Theory]
    [InlineData("2019-11-10 23:59", HttpStatusCode.OK)]
    [InlineData("2019-11-11 00:00", HttpStatusCode.ServiceUnavailable)]
    [InlineData("2019-11-15 11:59", HttpStatusCode.ServiceUnavailable)]
    [InlineData("2019-11-15 12:00", HttpStatusCode.OK)]
    public async Task The_whole_site_is_down_for_four_days_and_a_half(string now, HttpStatusCode expected)
    {
        World.Now = London(now);
        foreach (var town in ForceWebsite.Towns)
        {
            using var reply = await Http.GetAsync(Page(town), Cancelled);
            Assert.Equal(expected, reply.StatusCode);
        }
    }

    [Theory]
    [InlineData("dorchester", "2020-04-05 23:59", HttpStatusCode.OK)]
    [InlineData("dorchester", "2020-04-06 00:00", HttpStatusCode.Forbidden)]
    [InlineData("dorchester", "2020-04-07 03:30", HttpStatusCode.Forbidden)]
    [InlineData("dorchester", "2020-04-08 23:59", HttpStatusCode.Forbidden)]
    [InlineData("dorchester", "2020-04-09 00:00", HttpStatusCode.OK)]
    [InlineData("bridport", "2020-04-07 03:30", HttpStatusCode.OK)]
    public async Task Dorchester_is_refused_for_three_days(string town, string now, HttpStatusCode expected)
    {
        World.Now = London(now);
        using var reply = await Http.GetAsync(Page(town), Cancelled);

        Assert.Equal(expected, reply.StatusCode);
    }

    [Theory]
    [InlineData("sherborne", "2020-01-15 02:59", true)]
    [InlineData("sherborne", "2020-01-15 03:00", false)]
    [InlineData("sherborne", "2020-01-15 04:59", false)]
    [InlineData("sherborne", "2020-01-15 05:00", true)]
    [InlineData("dorchester", "2020-01-15 03:30", true)]
    public async Task For_one_night_Sherborne_is_only_furniture(string town, string now, bool hasSections)
    {
        var html = await PageAt(town, London(now));

        Assert.Equal(hasSections, Seen.Under(Seen.Priorities, html) is not null);
        Assert.Equal(hasSections, Seen.Under(Seen.YouSaidWeDid, html) is not null);
        Assert.Contains("Last updated: 15 January 2020", html, StringComparison.Ordinal);
    }
}
