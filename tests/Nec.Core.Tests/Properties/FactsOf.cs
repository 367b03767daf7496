using FsCheck;
using FsCheck.Fluent;
using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Outcome = Nec.Core.Facts.Outcome;

namespace Nec.Core.Tests.Properties;

/// <summary>Facts of every kind, crowded enough for some to fall on the same day and instant.</summary>
internal static class FactsOf
{
    private const int FirstDay = -40;
    private const int LastDay = 520;

    public static Gen<Fact> Any(Commitment commitment, DateOnly start) => Gen.OneOf(
        Occurrences(commitment, start), Occurrences(commitment, start), Looks(start), Looks(start), Priorities(start), Events(start), Readings(start), Checks(start));

    private static Gen<Fact> Occurrences(Commitment commitment, DateOnly start) =>
        from week in Gen.Choose(FirstDay / 7, LastDay / 7)
        from place in Gen.Elements(commitment.Places.Count == 0 ? [null] : commitment.Places.Cast<string?>().ToArray())
        from outcome in Gen.Elements(Enum.GetValues<Outcome>())
        from period in Gen.Elements(null, null, null, "2025-Q1", "2025-03", "2025-H1", "2025-W09")
        from note in Gen.Elements(null, "brief given", "feedback noted")
        from late in Gen.Elements<int?>(null, 0, 1, 30)
        select (Fact)new Occurrence(commitment.Id, place, start.AddDays(week * 7), outcome)
        {
            Period = period,
            Note = note,
            Feedback = note,
            RecordedAt = late is { } days ? LondonTime.StartOf(start.AddDays((week * 7) + days)).AddHours(9) : null,
        };

    private static Gen<Fact> Looks(DateOnly start) =>
        from at in Instants(start)
        from page in Gen.Elements("town", "village")
        from verdict in Gen.Elements(Enum.GetValues<Verdict>())
        from reason in Gen.Elements(null, "words differ")
        select (Fact)new SectionCheck(page, "priorities", at, verdict) { Reason = reason };

    private static Gen<Fact> Priorities(DateOnly start) =>
        from at in Instants(start)
        from neighbourhood in Gen.Elements("N1", "N2")
        from issued in Gen.Elements<int?>(null, 1, 20, 100)
        from acted in Gen.Elements<int?>(null, 1, 50)
        from changed in Gen.Elements(true, false)
        select (Fact)new PriorityCheck(neighbourhood, at, Before(at, issued), Before(at, acted), changed);

    private static Gen<Fact> Events(DateOnly start) =>
        from seen in Instants(start)
        from ahead in Gen.Choose(-3, 30)
        from id in Gen.Elements("1", "2", "3")
        from attended in Gen.Elements<bool?>(null, true, false)
        from footfall in Gen.Elements<int?>(null, 0, 12)
        select (Fact)new EventSeen("N1", id, LondonTime.DateOf(seen).AddDays(ahead), new TimeOnly(18, 0), seen) { Attended = attended, Footfall = footfall, Reference = footfall?.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    private static Gen<Fact> Readings(DateOnly start) =>
        from at in Instants(start)
        from account in Gen.Elements("bridport", "dorchester")
        from metric in Gen.Elements("page-likes", "page-likes", "followers")
        from count in Gen.Choose(300, 700)
        select (Fact)new Reading(account, metric, at, count);

    private static Gen<Fact> Checks(DateOnly start) =>
        from at in Instants(start)
        from target in Gen.Elements("town", "village", "N1", "N2")
        from outcome in Gen.Elements(CheckOutcome.Ok, CheckOutcome.Unable, CheckOutcome.Unable)
        from reason in Gen.Elements("HTTP 403", "HTTP 500")
        select (Fact)new SourceCheck("web-pages", target, at, outcome, reason);

    private static Gen<DateTimeOffset> Instants(DateOnly start) =>
        from day in Gen.Choose(FirstDay / 2, LastDay / 2)
        from hour in Gen.Elements(0, 3, 22, 23)
        select new DateTimeOffset(start.AddDays(2 * day), new TimeOnly(hour, 30), TimeSpan.Zero);

    private static DateOnly? Before(DateTimeOffset at, int? days) => days is { } count ? LondonTime.DateOf(at).AddDays(-count) : null;
}
