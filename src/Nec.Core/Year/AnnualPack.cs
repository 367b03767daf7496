using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Year;

/// <summary>One promise in the pack: how it stands, and every time it fell due.</summary>
public sealed record PromiseYear(Obligation Obligation, Finding Finding, OccurrencePlan Plan);

/// <summary>One standard in the pack: its promises, and the sums of their plans.</summary>
public sealed record StandardYear(Standard Standard, IReadOnlyList<PromiseYear> Promises)
{
    /// <summary>How many times were owed up to the day of the pack, soft promises left out.</summary>
    public int Fallen => Hard.Count(time => time.IsOwed && time.Status is Status.Met or Status.MetLate or Status.Missed or Status.Overdue);

    /// <summary>How many were kept in time.</summary>
    public int InTime => Hard.Count(time => time.Status == Status.Met);

    /// <summary>How many were kept late.</summary>
    public int Late => Hard.Count(time => time.Status == Status.MetLate);

    /// <summary>How many were missed, or are overdue.</summary>
    public int Missed => Hard.Count(time => time.Status is Status.Missed or Status.Overdue);

    /// <summary>How many could not be checked: they prove nothing.</summary>
    public int Unseen => Hard.Count(time => time.Status == Status.UnableToCheck);

    private IEnumerable<PlannedTime> Hard => Promises.Where(promise => !promise.Obligation.Commitment.Soft).SelectMany(promise => promise.Plan.Times);
}

/// <summary>The figures of one year of a contract, as they were known at the end of a day: the same day and facts give the same pack.</summary>
public sealed record AnnualPack
{
    /// <summary>The contract judged.</summary>
    public required Contract Contract { get; init; }

    /// <summary>The day that it speaks of.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The contract's year.</summary>
    public required ContractYear Year { get; init; }

    /// <summary>Its standards, in the contract's order; those without a promise too.</summary>
    public required IReadOnlyList<StandardYear> Standards { get; init; }

    /// <summary>Its engagements by kind, up to the day.</summary>
    public required IReadOnlyList<Engagement> Engagements { get; init; }

    /// <summary>Judges a contract by the facts that were known when a day ended, and by no later ones.</summary>
    public static AnnualPack Of(AssessmentInput input, DateOnly on)
    {
        var contract = input.Contract;
        var then = input with { KnownAt = LondonTime.EndOf(on).AddTicks(-1) };
        var year = ContractYear.Holding(contract, on);
        var findings = then.Assess(on).ToDictionary(finding => finding.Obligation, StringComparer.Ordinal);
        var promises = contract.Obligations
            .Select(obligation => new PromiseYear(
                obligation,
                findings[obligation.Id],
                OccurrencePlan.Of(contract, obligation, findings[obligation.Id], year, input.WorkingDays)))
            .ToLookup(promise => promise.Obligation.Commitment.Standard, StringComparer.Ordinal);
        return new()
        {
            Contract = contract,
            On = on,
            Year = year,
            Standards = [.. contract.Standards.Select(standard => new StandardYear(standard, [.. promises[standard.Id]]))],
            Engagements = Engagement.Of(contract, then.BookUpTo(on), year.First, on < year.Last ? on : year.Last),
        };
    }
}
