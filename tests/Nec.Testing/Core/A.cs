using System.Globalization;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Testing.Core;

/// <summary>Valid defaults for tests: take one, and change with <c>with</c> the one thing that matters.</summary>
public static class A
{
    /// <summary>One team's contract, in force from 1 January 2025 with no end, and no commitments yet.</summary>
    public static Contract Contract { get; } = new()
    {
        Id = "north",
        Title = "North",
        Force = "invented",
        Version = "1",
        From = Day("2025-01-01"),
        Neighbourhoods = ["N1"],
        Standards = [new("councillors", "Councillors are recognised as key community leaders")],
        Posts = [Inspector, new() { Id = "chief-inspector", Title = "Chief Inspector", Holders = [new("Sam Chief", "chief@example.org", Day("2019-01-01"))] }],
        Pages = [Page("town"), Page("village")],
        Accounts = [Account("bridport"), Account("dorchester"), Account("sherborne")],
        Commitments = [],
    };

    /// <summary>The accountable post, held by one person throughout, with no deputy.</summary>
    public static Post Inspector => new()
    {
        Id = "inspector",
        Title = "Neighbourhood Inspector",
        Holders = [new("Alex North", "inspector@example.org", Day("2019-01-01"))],
        EscalatesTo = "chief-inspector",
    };

    /// <summary>A hard promise, once a quarter, that a person records.</summary>
    public static Commitment Commitment { get; } = new()
    {
        Id = "newsletter",
        Standard = "councillors",
        Title = "Circulate the newsletter",
        Promise = "A newsletter is circulated every quarter.",
        Accountable = "inspector",
        Rule = new Each(PeriodKind.Quarter),
    };

    /// <summary>Again within six months of the last time.</summary>
    public static Commitment Rolling { get; } = Commitment with { Id = "clerk-meeting", Title = "Meet the clerk", Rule = new Every(new(6, IntervalUnit.Month)) };

    /// <summary>A quarter's update of the section <c>priorities</c> on the page <c>town</c>.</summary>
    public static Commitment Section { get; } = Commitment with { Id = "section", Evidence = new SectionEvidence("priorities", ["town"]) };

    /// <summary>The three accounts' target of West Dorset's published plan.</summary>
    public static Commitment Likes { get; } = Commitment with
    {
        Id = "likes",
        Rule = new TargetBy(["bridport", "dorchester", "sherborne"], 7462, 8200, 10m, Day("2019-12-31")),
    };

    /// <summary>The working days of England and Wales.</summary>
    public static WorkingDays WorkingDays { get; } = new(BundledBankHolidays.Of(Division.EnglandAndWales));

    /// <summary>A page with the sections <c>priorities</c> and <c>you-said-we-did</c>.</summary>
    public static WatchedPage Page(string id) =>
        new(id, $"https://force.example.org/{id}", new Dictionary<string, SectionSelector>(StringComparer.Ordinal)
        {
            ["priorities"] = new SectionSelector.Heading("Our priorities"),
            ["you-said-we-did"] = new SectionSelector.Heading("You said, we did"),
        });

    /// <summary>An account counted by its page likes.</summary>
    public static Account Account(string id) => new(id, "facebook", $"{id}-police", "page-likes");

    /// <summary>A day from <c>2026-04-01</c>.</summary>
    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An instant from <c>2026-04-01T03:30Z</c>; a bare day is 03:30 UTC, when pages are looked at.</summary>
    public static DateTimeOffset Instant(string iso) =>
        DateTimeOffset.Parse(iso.Contains('T', StringComparison.Ordinal) ? iso : $"{iso}T03:30Z", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>An occurrence of the newsletter, held on a day.</summary>
    public static Occurrence Held(string day, Commitment? commitment = null, Outcome outcome = Outcome.Held) => new((commitment ?? Commitment).Id, null, Day(day), outcome);

    /// <summary>A look at the section <c>priorities</c> of a page.</summary>
    public static SectionCheck Look(string at, Verdict verdict = Verdict.Unchanged, string page = "town") => new(page, "priorities", Instant(at), verdict);

    /// <summary>A look that saw nothing.</summary>
    public static SourceCheck Unable(string at, string target = "town") => new("web-pages", target, Instant(at), CheckOutcome.Unable, "HTTP 403");

    /// <summary>A count of page likes.</summary>
    public static Reading Reading(string account, string at, long count) => new(account, "page-likes", Instant(at), count);

    /// <summary>An event of the neighbourhood <c>N1</c> on a day at 18:00.</summary>
    public static EventSeen Event(string startsOn, string firstSeenAt, bool? attended = null, string id = "1") =>
        new("N1", id, Day(startsOn), new TimeOnly(18, 0), Instant(firstSeenAt)) { Attended = attended };
}
