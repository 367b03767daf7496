using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Storage;
using Nec.Testing;
using Nec.Testing.Core;

namespace Nec.Dashboard.Tests.Evidence;

/// <summary>North with counts, page texts, events and looks, a target among its promises; judged on 10 February 2026.</summary>
internal static class EvidenceSample
{
    public static Contract North { get; } = A.Contract with
    {
        Standards = [.. A.Contract.Standards, new("social-media", "A growing audience")],
        Commitments =
        [
            A.Commitment,
            A.Rolling with { Title = "Meet the {place} clerk", Promise = "The inspector meets each clerk every six months.", Places = ["Sherborne", "Lyme Regis"] },
            A.Likes with { Title = "Have 8,200 likes", Promise = "At least 8,200 likes.", Standard = "social-media", Rule = new TargetBy(["bridport", "dorchester", "sherborne"], 7462, 8200, 10m, A.Day("2026-06-30")) },
        ],
    };

    public static IReadOnlyList<Contract> Contracts { get; } = [North, A.Contract with { Id = "south", Title = "South" }];

    public static async Task Fill(DashboardHost host, CancellationToken cancellationToken)
    {
        var services = host.Services;
        var facts = services.GetRequiredService<Facts>();
        await facts.Record("north", [.. Readings(), .. Looks(), .. Events()], "sources", host.Time.Now, null, cancellationToken);
        await FillTexts(services.GetRequiredService<PageTexts>(), cancellationToken);
        var known = await facts.Read("north", cancellationToken);
        await services.GetRequiredService<Findings>().Save("north", A.Day("2026-02-10"), Judged.All(North, known, A.WorkingDays, A.Day("2026-02-10")), host.Time.Now, cancellationToken);
    }

    private static IEnumerable<Fact> Readings() =>
        from account in (string[])["bridport", "dorchester", "sherborne"]
        from day in Enumerable.Range(0, 12)
        where day is not (4 or 5) || account != "sherborne" // two days of its silence are a gap of the sum
        select new Reading(account, "page-likes", A.Instant("2026-01-25").AddDays(day), 2500 + (10 * day)) { SignificantFigures = account == "dorchester" ? 3 : null };

    private static IEnumerable<Fact> Looks() =>
    [
        new SourceCheck("web-pages", "town", A.Instant("2026-02-08"), CheckOutcome.Ok, null),
        new SourceCheck("web-pages", "town", A.Instant("2026-02-09"), CheckOutcome.Unable, "HTTP 403"),
        new SourceCheck("web-pages", "town", A.Instant("2026-02-10"), CheckOutcome.Unable, $"HTTP 403 {Sample.Hostile}"),
        new SectionCheck("town", "priorities", A.Instant("2026-02-08"), Verdict.Substantive) { Reason = "two of five lines differ" },
        new SourceCheck("facebook", "bridport", A.Instant("2026-02-10"), CheckOutcome.Ok, null),
        new PriorityCheck("N1", A.Instant("2026-02-09"), A.Day("2025-10-01"), null, true),
    ];

    private static IEnumerable<Fact> Events() =>
    [
        A.Event("2026-01-20", "2026-01-18", true, "market") with { Footfall = 12 },
        A.Event("2026-01-21", "2026-01-22", null, "unseen"),
        A.Event("2026-01-30", "2026-01-10", true, "fair") with { Footfall = 30 },
    ];

    private static async Task FillTexts(PageTexts texts, CancellationToken cancellationToken)
    {
        await Keep("h1", "Speeding\nLitter in the park", "2025-11-01");
        await Keep("h2", $"Speeding\nNoise at night {Sample.Hostile}", "2026-02-08");

        Task Keep(string hash, string text, string on) => texts.Record("north", "town", [new("priorities", hash, $"p{hash}", text, null)], [], "web-pages", A.Instant(on), cancellationToken);
    }
}
