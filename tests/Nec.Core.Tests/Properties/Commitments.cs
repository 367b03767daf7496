using FsCheck;
using FsCheck.Fluent;
using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Properties;

/// <summary>Commitments of every rule, hard and soft, with and without grace, seen by people and by machines.</summary>
internal static class Commitments
{
    public static Gen<Commitment> Any => Gen.OneOf(Rolling, Periodic, Dated, Targets, States, Events);

    /// <summary><c>every</c>, also over pages.</summary>
    public static Gen<Commitment> Rolling => Vary(
        from count in Gen.Choose(1, 8)
        from unit in Gen.Elements(IntervalUnit.Month, IntervalUnit.Month, IntervalUnit.Week)
        select (Rule)new Every(new(count, unit)));

    /// <summary><c>each</c>.</summary>
    public static Gen<Commitment> Periodic => Vary(from kind in Gen.Elements(Enum.GetValues<PeriodKind>()) select (Rule)new Each(kind));

    private static Gen<Commitment> Dated => Vary(
        from gaps in Gen.ListOf(Gen.Choose(5, 120), 4)
        select (Rule)new OnDates([.. gaps.Select((_, at) => A.Day("2024-12-20").AddDays(gaps.Take(at + 1).Sum()))]));

    private static Gen<Commitment> Targets =>
        from soft in Gen.Elements(true, false)
        from days in Gen.Choose(60, 400)
        select A.Commitment with { Soft = soft, Rule = new TargetBy(["bridport", "dorchester"], 1000, 1100, 10m, A.Day("2025-01-01").AddDays(days)) };

    private static Gen<Commitment> States =>
        from review in Gen.Elements<PeriodKind?>(null, PeriodKind.Month, PeriodKind.Quarter)
        from evidence in Gen.Elements<Evidence?>(null, new UpcomingEventsEvidence(), new PrioritiesEvidence(), new SectionEvidence("priorities", ["town"]))
        select A.Commitment with { Rule = new Standing(review), Evidence = evidence };

    private static Gen<Commitment> Events =>
        from soft in Gen.Elements(true, false)
        from evidence in Gen.Elements<Evidence>(new EventsEvidence(1), new EventsEvidence(2), new PerEventEvidence(3, EventNeed.Footfall), new PerEventEvidence(3, EventNeed.Reference))
        select A.Commitment with { Soft = soft, Rule = new Each(PeriodKind.Month), Evidence = evidence };

    private static Gen<Commitment> Vary(Gen<Rule> rules) =>
        from rule in rules
        from grace in Gen.Elements(0, 0, 3, 7)
        from soft in Gen.Elements(true, false, false)
        from places in Gen.Elements<string[]>([], ["Sherborne", "Lyme Regis"])
        from evidence in Gen.Elements<Evidence?>(null, null, new SectionEvidence("priorities", ["town"]), new SectionEvidence("priorities", ["town", "village"]), new PrioritiesEvidence())
        from remind in Gen.Elements<int[]?>(null, null, [10, 3])
        select A.Commitment with { Rule = rule, GraceDays = grace, Soft = soft, Places = places, Evidence = evidence, RemindDays = remind };
}
