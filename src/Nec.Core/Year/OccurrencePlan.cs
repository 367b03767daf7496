using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;

namespace Nec.Core.Year;

/// <summary>One time that a promise falls due in the year: its label, its last day, and how it stands; null while it is still to come.</summary>
public sealed record PlannedTime(string Period, DateOnly? EndsOn, Status? Status, string? Reason)
{
    /// <summary>Whether it was kept, in time or late.</summary>
    public bool IsKept => Status is Compliance.Status.Met or Compliance.Status.MetLate;

    /// <summary>Whether it counts among those owed.</summary>
    public bool IsOwed => Status is not Compliance.Status.NotApplicable;

    /// <summary>Whether the panel should read why: late, missed, or still overdue.</summary>
    public bool NeedsWords => Status is Compliance.Status.MetLate or Compliance.Status.Missed or Compliance.Status.Overdue;
}

/// <summary>Every time that one promise falls due in a contract's year: "3 of 4".</summary>
public sealed record OccurrencePlan(IReadOnlyList<PlannedTime> Times)
{
    /// <summary>How many were kept.</summary>
    public int Kept => Times.Count(time => time.IsKept);

    /// <summary>How many are owed in the year, those to come included.</summary>
    public int Owed => Times.Count(time => time.IsOwed);

    /// <summary><c>3 of 4</c>; <c>nothing dated</c> for a state without a review.</summary>
    public string Words => Times.Count == 0 ? "nothing dated" : Owed == 0 ? "none owed" : $"{Kept} of {Owed}";

    /// <summary>The plan of a year, from a finding of a day in it. What lies ahead is taken from the rule alone.</summary>
    public static OccurrencePlan Of(Contract contract, Obligation obligation, Finding finding, ContractYear year, WorkingDays workingDays)
    {
        var known = finding.Periods.Select(period => new PlannedTime(period.Period, period.EndsOn, period.Status, period.Reason)).ToList();
        if (obligation.Commitment is { Rule: Every, Evidence: not PerEventEvidence } && finding is { Period: { } open, DueOn: not null } && known.TrueForAll(time => time.Period != open))
        {
            known.Add(new(open, finding.DueOn, finding.Status, finding.Reason));
        }

        var labels = known.Select(time => time.Period).ToHashSet(StringComparer.Ordinal);
        var ahead = Ahead(contract, obligation, finding, year, workingDays).Where(time => !labels.Contains(time.Period));
        return new([.. known.Concat(ahead).Where(time => Belongs(contract, year, time)).OrderBy(time => time.EndsOn ?? DateOnly.MaxValue).ThenBy(time => time.Period, StringComparer.Ordinal)]);
    }

    // The last year of a contract also shows the period that its end cuts off: nothing is owed in it.
    private static bool Belongs(Contract contract, ContractYear year, PlannedTime time) =>
        time.EndsOn is not { } ends || (ends >= year.First && (ends <= year.Last || (year.Last == contract.To && time.Status == Status.NotApplicable)));

    private static IEnumerable<PlannedTime> Ahead(Contract contract, Obligation obligation, Finding finding, ContractYear year, WorkingDays workingDays)
    {
        if (obligation.Commitment.Evidence is PerEventEvidence)
        {
            return []; // nobody knows which events are still to come
        }

        return obligation.Commitment.Rule is Every every
            ? Projected(every, finding.DueOn ?? every.Interval.After(contract.From), year.Last)
            : new History { Contract = contract, Obligation = obligation, WorkingDays = workingDays }.Assess(year.Last).Periods
                .Select(period => new PlannedTime(period.Period, period.EndsOn, period.Status == Status.NotApplicable ? Status.NotApplicable : null, period.Status == Status.NotApplicable ? period.Reason : null));
    }

    // As if each time were held on its last day: later than that is fewer.
    private static IEnumerable<PlannedTime> Projected(Every every, DateOnly dueOn, DateOnly last)
    {
        for (; dueOn <= last; dueOn = every.Interval.After(dueOn))
        {
            yield return new(Dates.Iso(dueOn), dueOn, null, null);
        }
    }
}
