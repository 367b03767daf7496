using System.Globalization;
using System.Text;
using Nec.Testing;

namespace Nec.Bench;

/// <summary>Pages of 60 kB from 200 local hosts, fetched, judged and stored, beside a bare loop that fetches them: from hosts that answer at once, and from hosts that think as real ones do.</summary>
internal static class PagesFromHosts
{
    private const int Hosts = 200;
    private const int Pages = 5_000;
    private const int ThinkingPages = 1_000;
    private const double Least = 0.6;

    private static readonly TimeSpan Thinks = TimeSpan.FromMilliseconds(100);

    public static async Task<IReadOnlyList<Row>> Measure(CancellationToken cancellationToken)
    {
        await using var site = await PageHosts.Start(Hosts, cancellationToken);
        List<Row> rows = [.. Rows($"{Pages:#,0} pages from {Hosts} hosts that answer at once", Pages, await At(site, Pages, cancellationToken))];
        site.Thinks = Thinks;
        return [.. rows, .. Rows($"{ThinkingPages:#,0} pages from {Hosts} hosts that take {Thinks.TotalMilliseconds:0} ms", ThinkingPages, await At(site, ThinkingPages, cancellationToken))];
    }

    private static async Task<PageLooking.Found> At(PageHosts site, int pages, CancellationToken cancellationToken)
    {
        await using var database = await TestDatabase.Create(cancellationToken);
        var folder = Directory.CreateTempSubdirectory("nec-bench-").FullName;
        try
        {
            foreach (var (address, number) in site.Addresses.Select((address, number) => (address, number)))
            {
                await File.WriteAllTextAsync(Path.Combine(folder, $"{Nation.IdOf(number)}.yaml"), Contract(number, address, pages / Hosts), cancellationToken);
            }

            return await Part.Run<PageLooking.Found>(
                PageLooking.Name, [database.ConnectionString, folder, (pages / Hosts).ToString(CultureInfo.InvariantCulture), .. site.Addresses], cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Row> Rows(string what, int pages, PageLooking.Found found)
    {
        yield return new($"{what}: a bare loop", "", Words(found.Bare, pages), "", null);
        yield return Night("the first night", found.First, found.SeenFirst);
        yield return Night("a night on which nothing has changed", found.Usual, found.SeenUsual);

        Row Night(string night, Spent spent, int seen)
        {
            var ratio = found.Bare.Seconds / spent.Seconds;
            return new($"{what}: {night}, {seen:#,0} seen", FormattableString.Invariant($"≥ {Least:0%} of the bare rate"), Words(spent, pages), FormattableString.Invariant($"{ratio:0%}"), ratio >= Least && seen == pages);
        }
    }

    private static string Words(Spent spent, int pages) =>
        FormattableString.Invariant($"{pages / spent.Seconds:#,0} pages/s, {spent.ProcessorSeconds * 1000 / pages:0.0} ms of CPU here a page, {spent.Megabytes:0} MB at most");

    private static string Contract(int number, string address, int pages)
    {
        var text = new StringBuilder(FormattableString.Invariant(
            $"""
            contract: {Nation.IdOf(number)}
            title: Team {number}
            force: invented
            version: "1"
            from: 2025-01-01
            standards: [{"{"} id: councillors, title: Councillors {"}"}]
            posts: {"{"} inspector: {"{"} title: Inspector {"}"} {"}"}
            commitments:
              - {"{"} id: contact, standard: councillors, title: Be in contact, promise: The team is in contact., accountable: inspector, each: week, soft: true {"}"}
            pages:

            """));
        for (var page = 0; page < pages; page++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  - {{ id: page-{page}, url: \"{address}/page/{page}\", sections: {{ priorities: Our priorities }} }}");
        }

        return text.ToString();
    }
}
