using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nec.Simulator.Tests.PoliceUk;

public sealed class PoliceUkTests : Simulated
{
    [Fact]
    public async Task Forces_are_44_and_almost_in_order()
    {
        var forces = (await Get("forces")).AsArray();

        Assert.Equal(44, forces.Count);
        Assert.Equal("dorset", (string?)forces[9]!["id"]);
        var names = forces.Select(force => (string?)force!["id"]).ToList();
        Assert.NotEqual(names.Order(StringComparer.Ordinal), names);
    }

    [Theory]
    [InlineData("nowhere/neighbourhoods")]
    [InlineData("dorset/wd-bridport")]
    [InlineData("dorset/WD-BRIDPORT/crimes")]
    [InlineData("forces/btp")]
    public async Task The_unknown_is_404_as_plain_text(string path)
    {
        using var reply = await Http.GetAsync(Api(path), Cancelled);

        Assert.Equal((HttpStatusCode.NotFound, "text/plain"), (reply.StatusCode, reply.Content.Headers.ContentType?.MediaType));
        Assert.Equal("Not Found", await reply.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task Priorities_have_hyphens_in_their_keys_and_no_zone_in_their_dates()
    {
        World.Now = London("2019-09-13 11:00");

        var first = (await Get("dorset/WD-BRIDPORT/priorities"))[0]!.AsObject();

        Assert.Equal(["issue", "issue-date", "action", "action-date"], first.Select(field => field.Key));
        Assert.Equal(("2019-06-11T00:00:00", "2019-09-13T00:00:00"), ((string?)first["issue-date"], (string?)first["action-date"]));
    }

    [Fact]
    public async Task Each_town_updates_its_priorities_every_quarter_but_lyme_regis_once_late()
    {
        var updates = new Dictionary<string, List<DateOnly>>(StringComparer.Ordinal);
        foreach (var id in Nec.Simulator.PoliceUk.Neighbourhoods)
        {
            var (before, found) = ("", updates[id] = []);
            for (var day = Day("2019-08-02"); day <= Day("2020-08-01"); day = day.AddDays(1))
            {
                World.Now = London($"{day:yyyy-MM-dd} 12:00");
                using var reply = await Http.GetAsync(Api($"dorset/{id}/priorities"), Cancelled);
                if (!reply.IsSuccessStatusCode)
                {
                    continue;
                }

                var now = await reply.Content.ReadAsStringAsync(Cancelled);
                if (before.Length > 0 && now != before)
                {
                    found.Add(day);
                }

                before = now;
            }
        }

        Assert.All(updates, town => Assert.Equal(4, town.Value.Count));
        static int Quarter(DateOnly day) => (day.Year * 4) + ((day.Month - 1) / 3);
        Assert.All(updates, town => Assert.Equal(town.Key == "WD-LYME-REGIS" ? 3 : 4, town.Value.Select(Quarter).Distinct().Count()));
    }

    [Fact]
    public async Task Events_lie_ahead_in_order_and_were_advertised_one_to_twenty_days_before()
    {
        var first = new Dictionary<string, (DateOnly Start, DateOnly Seen)>(StringComparer.Ordinal);
        for (var day = Day("2019-09-01"); day <= Day("2020-07-01"); day = day.AddDays(1))
        {
            World.Now = London($"{day:yyyy-MM-dd} 12:00");
            if (day.Year == 2019 && day.Month == 10 && day.Day is 21 or 22)
            {
                continue; // the outage
            }

            foreach (var id in Nec.Simulator.PoliceUk.Neighbourhoods)
            {
                var starts = (await Get($"dorset/{id}/events")).AsArray().Select(ahead => (string)ahead!["start_date"]!).ToList();
                Assert.Equal(starts.Order(StringComparer.Ordinal), starts);
                foreach (var start in starts)
                {
                    first.TryAdd($"{id} {start}", (DateOnly.ParseExact(start.AsSpan(0, 10), "yyyy-MM-dd"), day));
                }
            }
        }

        var leads = first.Values.Where(seen => seen.Seen > Day("2019-09-01")).Select(seen => seen.Start.DayNumber - seen.Seen.DayNumber).ToList();
        Assert.All(leads, lead => Assert.InRange(lead, 1, 20));
        Assert.Contains(leads, lead => lead < 7);
        Assert.Contains(leads, lead => lead >= 14);
        Assert.InRange(first.Count, 20, 60);
    }

    [Theory]
    [InlineData("2020-02-02 23:59", 4)]
    [InlineData("2020-02-03 00:00", 0)]
    [InlineData("2020-02-16 23:59", 0)]
    [InlineData("2020-02-17 00:00", 4)]
    public async Task Nobody_is_shown_for_sherborne_for_two_weeks(string now, int count)
    {
        World.Now = London(now);

        Assert.Equal(count, (await Get("dorset/WD-SHERBORNE/people")).AsArray().Count);
        Assert.Equal(4, (await Get("dorset/WD-BRIDPORT/people")).AsArray().Count);
    }

    [Fact]
    public async Task Two_nights_of_october_have_no_answer_and_no_body()
    {
        World.Now = London("2019-10-22 02:30");
        using var reply = await Http.GetAsync(Api("forces"), Cancelled);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, ""), (reply.StatusCode, await reply.Content.ReadAsStringAsync(Cancelled)));
    }

    private Uri Api(string path) => new($"{World.PoliceUk.BaseAddress}/{path}");

    private async Task<JsonNode> Get(string path) => JsonNode.Parse(await Http.GetStringAsync(Api(path), Cancelled)) ?? throw new JsonException("null");
}
