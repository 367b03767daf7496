using System.Net.Sockets;

namespace Nec.Simulator.Tests;

public sealed class OutsideWorldTests : Simulated
{
    [Fact]
    public void It_begins_at_midnight_in_London_on_the_contracts_first_day() => Assert.Equal(London("2019-08-02 00:00"), World.Now);

    [Fact]
    public async Task Two_worlds_give_identical_bodies()
    {
        await using var other = await OutsideWorld.Start(Cancelled);
        foreach (var day in new[] { "2019-08-02 06:15", "2019-10-15 06:15", "2020-02-20 03:30", "2020-07-31 23:59" })
        {
            (World.Now, other.Now) = (London(day), London(day));

            Assert.Equal(await Everything(World), await Everything(other));
        }
    }

    [Fact]
    public async Task It_ends_quickly_with_connections_open()
    {
        var world = await OutsideWorld.Start(Cancelled);
        world.Website.Fail(HttpFault.Slow(TimeSpan.FromHours(1)));
        using var silent = new TcpClient("127.0.0.1", world.GraphAddress.Port);
        using var sender = new TcpClient(world.Mail.Host, world.Mail.Port);
        var waiting = Http.GetAsync(new Uri(world.ForceWebsiteAddress, ForceWebsite.PathOf("bridport")), Cancelled);
        while (world.Website.Requests == 0)
        {
            Cancelled.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await world.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5), Cancelled); // takes 0.2 s; five leave room for a busy machine

        await Assert.ThrowsAsync<HttpRequestException>(() => waiting);
    }

    private async Task<string> Everything(OutsideWorld world)
    {
        List<Uri> addresses =
        [
            .. SimulatedPage.All.Select(page => new Uri(world.GraphAddress, $"v26.0/{page.Id}?fields=id,name,username,link,fan_count,followers_count&access_token=t")),
            .. ForceWebsite.Towns.Select(town => new Uri(world.ForceWebsiteAddress, ForceWebsite.PathOf(town))),
            new(world.GovUkAddress, "bank-holidays.json"),
        ];
        var bodies = new List<string>();
        foreach (var address in addresses)
        {
            using var reply = await Http.GetAsync(address, Cancelled);
            bodies.Add($"{(int)reply.StatusCode} {reply.Headers.ETag} {await reply.Content.ReadAsStringAsync(Cancelled)}");
        }

        return string.Join('\n', bodies);
    }
}
