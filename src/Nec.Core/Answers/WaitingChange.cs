using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Answers;

/// <summary>A change of a watched section that the machine could not judge, and that nobody has answered for yet.</summary>
public static class WaitingChange
{
    /// <summary>The newest such look of an obligation in a period; null when none waits. Facts may be a whole team's, superseded ones left out.</summary>
    public static SectionCheck? Of(Obligation obligation, AnswerPeriod period, IReadOnlyCollection<Fact> facts, StandingAnswers answers)
    {
        var looks = LooksOf(obligation, facts);
        return looks
            .Where(look => look.Verdict == Verdict.Unclear && look.OccurredOn >= period.First
                && !looks.Exists(later => later.Page == look.Page && later.Verdict == Verdict.Substantive && later.At > look.At)
                && !answers.DismissedAfter(obligation.Id, period.Label, look.At)
                && !facts.OfType<Occurrence>().Any(fact => IsAnswerTo(look, obligation, fact)))
            .MaxBy(look => look.At);
    }

    /// <summary>The newest look of the period that a person has called a real update; null when nobody has.</summary>
    public static SectionCheck? Accepted(Obligation obligation, AnswerPeriod period, IEnumerable<Fact> facts) =>
        LooksOf(obligation, facts)
            .Where(look => look.Verdict == Verdict.Substantive && look.AcceptedByPerson && look.OccurredOn >= period.First)
            .MaxBy(look => look.At);

    private static List<SectionCheck> LooksOf(Obligation obligation, IEnumerable<Fact> facts) => obligation.Commitment.Evidence is SectionEvidence evidence
        ? [.. facts.OfType<SectionCheck>().Where(look => look.Section == evidence.Section && evidence.Pages.Contains(look.Page, StringComparer.Ordinal))]
        : [];

    private static bool IsAnswerTo(SectionCheck look, Obligation obligation, Occurrence fact) =>
        obligation.IsCalled(fact.Commitment, fact.Place)
        && (History.IsDone(fact) || History.IsClosing(fact)) && fact.KnownFrom > look.At;

    /// <summary>The same look with a person's verdict: it supersedes the machine's.</summary>
    public static AcceptedFact Judge(SectionCheck look, bool isReal) => new(look with
    {
        Id = null,
        RecordedAt = null,
        Verdict = isReal ? Verdict.Substantive : Verdict.Cosmetic,
        AcceptedByPerson = isReal,
        Reason = isReal ? "a real update, on a person's word" : "no real update, on a person's word",
    });
}
