using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Testing.Core;

/// <summary>Commitments judged alone, through the one entry that everything uses.</summary>
public static class Judged
{
    /// <summary>The finding of one commitment, in a contract that holds nothing else.</summary>
    public static Finding On(string day, Commitment commitment, params IEnumerable<Fact> facts) => On(day, A.Contract, commitment, facts);

    /// <summary>The same, under another contract's dates, pages and accounts.</summary>
    public static Finding On(string day, Contract contract, Commitment commitment, params IEnumerable<Fact> facts) =>
        All(contract with { Commitments = [commitment] }, facts, A.WorkingDays, A.Day(day)).Single();

    /// <summary>The findings of a contract; every source is set up unless <paramref name="connected"/> names those that are.</summary>
    public static IReadOnlyList<Finding> All(
        Contract contract,
        IEnumerable<Fact> facts,
        WorkingDays workingDays,
        DateOnly day,
        DateTimeOffset? knownAt = null,
        IReadOnlySet<string>? connected = null) =>
        Input(contract, facts, workingDays, connected, knownAt).Assess(day);

    /// <summary>What a contract is judged from.</summary>
    public static AssessmentInput Input(
        Contract contract, IEnumerable<Fact> facts, WorkingDays workingDays, IReadOnlySet<string>? connected = null, DateTimeOffset? knownAt = null) => new()
        {
            Contract = contract,
            Facts = [.. facts],
            WorkingDays = workingDays,
            Connected = connected ?? EvidenceSources.AllSources,
            KnownAt = knownAt,
        };

    /// <summary>The status of the period of a label.</summary>
    public static Status Of(this Finding finding, string period) => finding.Periods.Single(entry => entry.Period == period).Status;

    /// <summary>The status of each period, one after another: <c>2025-Q1 met, 2025-Q2 on-track</c>.</summary>
    public static string PeriodText(this Finding finding) => string.Join(", ", finding.Periods.Select(entry => $"{entry.Period} {StatusWord.Of(entry.Status)}"));

    /// <summary>The ladder, one rung after another: <c>due-7 2026-02-20</c>.</summary>
    public static string StepWords(this Finding finding) => string.Join(", ", finding.Steps.Select(step => FormattableString.Invariant($"{step.Name} {step.SendOn:yyyy-MM-dd}")));
}
