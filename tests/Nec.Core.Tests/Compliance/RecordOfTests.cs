using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Compliance;

/// <summary>A promise that is met by another's record, when that holds what is needed (domain.md A2-21).</summary>
public sealed class RecordOfTests
{
    private static readonly Commitment Feedback = A.Rolling with { Id = "clerk-feedback", Evidence = new RecordOfEvidence(A.Rolling.Id, RecordNeed.Feedback) };

    [Fact]
    public void A_meeting_without_feedback_does_not_count_and_the_reason_says_that_it_was_held()
    {
        var finding = Judge(A.Held("2025-03-03", A.Rolling));

        Assert.Null(finding.LastOn);
        Assert.Equal(A.Day("2025-03-03"), finding.IncompleteOn);
        Assert.StartsWith("nothing with feedback is on record since the contract began; ", finding.Reason, StringComparison.Ordinal);
        Assert.EndsWith("; held 3 March 2025, but with no feedback on record", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_meeting_with_feedback_counts_and_the_earlier_one_is_not_spoken_of()
    {
        var finding = Judge(A.Held("2025-03-03", A.Rolling), A.Held("2025-04-04", A.Rolling) with { Feedback = "None offered." });

        Assert.Equal(A.Day("2025-04-04"), finding.LastOn);
        Assert.Null(finding.IncompleteOn);
        Assert.DoesNotContain("no feedback", finding.Reason, StringComparison.Ordinal);
    }

    private static Finding Judge(params Fact[] facts) => Judged
        .All(A.Contract with { Commitments = [A.Rolling, Feedback] }, facts, A.WorkingDays, A.Day("2025-05-05"))
        .Single(finding => finding.Obligation.StartsWith("clerk-feedback", StringComparison.Ordinal));
}
