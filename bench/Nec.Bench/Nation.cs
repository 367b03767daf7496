using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Bench;

/// <summary>As many invented teams as are wanted, each with 20 obligations, 200 facts of half a year, an inspector of its own and a chief of twenty teams.</summary>
internal static class Nation
{
    public const int ObligationsPerTeam = 20;

    public const int FactsPerTeam = 200;

    /// <summary>A Monday, when everything open is told.</summary>
    public static readonly DateOnly Monday = A.Day("2025-07-07");

    /// <summary>The day after, when only what presses is.</summary>
    public static readonly DateOnly Tuesday = A.Day("2025-07-08");

    public const int TeamsPerChief = 20;

    private const int Nights = 160;

    private static readonly string[] Places = ["Sherborne", "Dorchester", "Bridport", "Lyme Regis", "Beaminster"];

    public static string IdOf(int number) => FormattableString.Invariant($"team-{number:00000}");

    public static IReadOnlyList<Team> Teams(int count) => [.. Enumerable.Range(0, count).Select(number => new Team(ContractOf(number), [.. FactsOf(number)]))];

    public static IReadOnlyList<Finding> Judge(Team team, DateOnly day) => Judged.All(team.Contract, team.Facts, A.WorkingDays, day);

    private static Contract ContractOf(int number) => A.Contract with
    {
        Id = IdOf(number),
        Title = $"Team {number}",
        Posts =
        [
            A.Inspector with { Holders = [new($"Officer {number}", $"officer-{number}@example.org", A.Day("2019-01-01"))] },
            new() { Id = "chief-inspector", Title = "Chief Inspector", Holders = [new($"Chief {number / TeamsPerChief}", $"chief-{number / TeamsPerChief}@example.org", A.Day("2019-01-01"))] },
        ],
        Commitments =
        [
            A.Rolling with { Title = "Meet the {place} clerk", Places = Places },
            A.Commitment with { Title = "Circulate the {place} newsletter", Places = Places },
            A.Commitment with { Id = "briefing", Title = "Brief {place}", Places = Places, Rule = new Each(PeriodKind.Month) },
            A.Rolling with { Id = "walk", Title = "Walk through {place}", Places = Places[..3], Rule = new Every(new(6, IntervalUnit.Week)) },
            A.Section,
            A.Commitment with { Id = "contact", Title = "Be in contact", Rule = new Each(PeriodKind.Week), Soft = true },
        ],
    };

    // Every third team leaves off in spring, so that there is something to tell.
    private static IEnumerable<Fact> FactsOf(int number)
    {
        var lag = number % 3 == 0 ? -90 : -number % 20;
        foreach (var place in Places)
        {
            yield return new Occurrence("clerk-meeting", place, Monday.AddDays(lag - 10), Outcome.Held);
            yield return new Occurrence("newsletter", place, Monday.AddDays(lag - 30), Outcome.Held);
            foreach (var month in Enumerable.Range(1, 6))
            {
                yield return new Occurrence("briefing", place, Monday.AddMonths(-month).AddDays(lag), Outcome.Held);
            }
        }

        foreach (var night in Enumerable.Range(0, Nights))
        {
            yield return new SectionCheck("town", "priorities", LondonTime.StartOf(Tuesday.AddDays(night - Nights)).AddHours(3), night % 70 == 1 ? Verdict.Substantive : Verdict.Unchanged);
        }
    }
}
