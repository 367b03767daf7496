using System.Diagnostics;
using System.Globalization;
using Nec.Worker.Jobs;

namespace Nec.Bench;

/// <summary>A night over many pages by a worker in a process of its own, beside a loop that only fetches them over as many connections.</summary>
internal static class PageLooking
{
    public const string Name = "page-looking";

    /// <summary>Hosts asked at the same time, as the settings have it by default. All pages go in one run: shards would ask more at once.</summary>
    private const int Connections = 8;

    /// <summary>What a process of its own found.</summary>
    /// <param name="Bare">The loop, after one that only warmed up.</param>
    /// <param name="First">The first night: every text is stored.</param>
    /// <param name="Usual">A night after: nothing has changed.</param>
    public sealed record Found(Spent Bare, Spent First, Spent Usual, int SeenFirst, int SeenUsual);

    /// <summary>Runs here.</summary>
    /// <param name="arguments">The connection string, the contracts' folder, the pages a host, and the hosts' addresses.</param>
    public static async Task<Found> Here(string[] arguments, CancellationToken cancellationToken)
    {
        var (pages, hosts) = (int.Parse(arguments[2], CultureInfo.InvariantCulture), arguments[3..]);
        await Bare(hosts[..Connections], pages, cancellationToken);
        var bare = await Spent.Of(() => Bare(hosts, pages, cancellationToken));
        var settings = hosts.Select((host, at) => ($"Http:AllowedPrivateHosts:{at.ToString(CultureInfo.InvariantCulture)}", new Uri(host).Host))
            .Append(("Http:PerHostPerSecond", "0")).Append(("Jobs:CheckPages:Concurrency", Connections.ToString(CultureInfo.InvariantCulture))).Append(("Jobs:CheckPages:ShardSize", "100000"))
            .ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2, StringComparer.Ordinal);
        await using var worker = await BenchWorker.Start(arguments[0], arguments[1], settings, cancellationToken);
        var (first, seenFirst) = await Night();
        var (usual, seenUsual) = await Night();
        return new(bare, first, usual, seenFirst, seenUsual);

        async Task<(Spent Spent, int Seen)> Night()
        {
            var seen = 0;
            var spent = await Spent.Of(async () => seen = await worker.Run(nameof(CheckPages), "seen", cancellationToken));
            return (spent, seen);
        }
    }

    // Some hosts at a time, the pages of one host one after the other, as the worker asks.
    private static async Task Bare(string[] hosts, int pages, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Parallel.ForEachAsync(hosts, new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = cancellationToken }, async (host, token) =>
        {
            for (var page = 0; page < pages; page++)
            {
                var body = await client.GetByteArrayAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"{host}/page/{page}")), token);
                Debug.Assert(body.Length > 0);
            }
        });
    }
}
