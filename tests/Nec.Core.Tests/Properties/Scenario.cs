using FsCheck;
using FsCheck.Fluent;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Properties;

/// <summary>A contract of one commitment, facts about it, and a day to judge it on.</summary>
internal sealed record Scenario(Contract Contract, IReadOnlyList<Fact> Facts, DateOnly Day)
{
    /// <summary>The first day of every generated contract.</summary>
    private static readonly DateOnly From = A.Day("2025-01-01");

    /// <summary>Scenarios over every rule and kind of evidence.</summary>
    public static Gen<Scenario> Any => Of(Commitments.Any);

    /// <summary>Scenarios over some commitments.</summary>
    public static Gen<Scenario> Of(Gen<Commitment> commitments) =>
        from commitment in commitments
        from contract in ContractOf(commitment)
        from facts in Gen.ListOf(FactsOf.Any(commitment, From), 25)
        from day in Gen.Choose(-5, 500)
        select new Scenario(contract, [.. facts], From.AddDays(day));

    /// <summary>The findings of these facts, or of others.</summary>
    public IReadOnlyList<Finding> Assess(IEnumerable<Fact>? facts = null) => Judged.All(Contract, facts ?? Facts, A.WorkingDays, Day);

    /// <summary>All that findings say, as one text, so that two can be compared in every field.</summary>
    public static string Written(IEnumerable<Finding> findings) => string.Join('\n', findings.Select(finding =>
        $"{finding with { Periods = [], Steps = [], Facts = [] }}|{string.Join(';', finding.Periods)}|{string.Join(';', finding.Steps)}|{string.Join(';', finding.Facts)}"));

    private static Gen<Contract> ContractOf(Commitment commitment) =>
        from lastsDays in Gen.Elements<int?>(null, null, 200, 364, 400)
        from startsOn in Gen.Choose(0, 40)
        select A.Contract with
        {
            From = From.AddDays(startsOn),
            To = lastsDays is { } days ? From.AddDays(days) : null,
            Neighbourhoods = ["N1", "N2"],
            Commitments = [commitment],
        };
}
