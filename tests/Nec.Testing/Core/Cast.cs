using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Testing.Core;

/// <summary>An invented team: its contract of 2025 and what is known of that year.</summary>
public sealed record Team(Contract Contract, IReadOnlyList<Fact> Facts);

/// <summary>The invented teams that tests speak of. They made the same promises for 2025 and differ in how they keep them.</summary>
public static class Cast
{
    private static readonly DateOnly FirstDay = A.Day("2025-01-01");
    private static readonly DateOnly LastDay = A.Day("2025-12-31");

    /// <summary>Keeps every promise, and its page is looked at every night.</summary>
    public static Team North { get; } = new(ContractOf("north"), [.. Kept(), .. Looks(isUpdated: true), .. Likes(perDay: 3)]);

    /// <summary>Keeps none, though its page is looked at every night.</summary>
    public static Team South { get; } = new(ContractOf("south"), [.. Looks(isUpdated: false), .. Likes(perDay: 0)]);

    /// <summary>Nobody records anything and its sources never answer.</summary>
    public static Team Quiet { get; } = new(ContractOf("quiet"), [.. Nights().Select(night => new SourceCheck("web-pages", "town", night, CheckOutcome.Unable, "HTTP 403"))]);

    private static Contract ContractOf(string id) => A.Contract with
    {
        Id = id,
        Title = $"{char.ToUpperInvariant(id[0])}{id[1..]}",
        To = LastDay,
        Commitments =
        [
            A.Rolling with { Title = "Meet the {place} clerk", Places = ["Sherborne", "Lyme Regis"] },
            A.Commitment,
            A.Section,
            A.Likes with { Rule = new TargetBy(["bridport"], 1000, 1730, null, LastDay) },
            A.Commitment with { Id = "contact", Title = "Be in contact with the clerk", Rule = new Each(PeriodKind.Week), Soft = true },
        ],
    };

    private static IEnumerable<Fact> Kept()
    {
        foreach (var month in Enumerable.Range(0, 12))
        {
            var day = FirstDay.AddMonths(month).AddDays(14);
            if (month % 3 == 1)
            {
                yield return new Occurrence("newsletter", null, day, Outcome.Held);
            }

            if (month % 4 == 0)
            {
                yield return new Occurrence("clerk-meeting", "Sherborne", day, Outcome.Held);
                yield return new Occurrence("clerk-meeting", "Lyme Regis", day.AddDays(1), Outcome.Attended);
            }
        }

        for (var day = FirstDay; day <= LastDay; day = day.AddDays(7))
        {
            yield return new Occurrence("contact", null, day, Outcome.Held);
        }
    }

    private static IEnumerable<Fact> Looks(bool isUpdated) => Nights().Select((night, at) =>
        new SectionCheck("town", "priorities", night, at == 0 ? Verdict.First : isUpdated && at % 60 == 0 ? Verdict.Substantive : Verdict.Unchanged));

    private static IEnumerable<Fact> Likes(int perDay) => Nights().Select((night, at) => new Reading("bridport", "page-likes", night.AddHours(3), 1000 + (perDay * (at + 1))));

    // Half past three in London, when pages are looked at: in UTC an hour earlier in summer.
    private static IEnumerable<DateTimeOffset> Nights() =>
        Enumerable.Range(0, LastDay.DayNumber - FirstDay.DayNumber + 1).Select(day => LondonTime.InstantOf(FirstDay.AddDays(day), new TimeOnly(3, 30)));
}
