using Nec.Core.Facts;
using Nec.Integrations.WebPages;

namespace Nec.Worker.Jobs;

/// <summary>What one fetch showed of a section, or two when it seemed to have changed.</summary>
internal sealed record SectionComparison(SectionResult Result)
{
    /// <summary>Whether two fetches differed: the look then proves nothing, and counts as one that did not see the section.</summary>
    public bool IsDoubted { get; init; }

    /// <summary>Whether one fetch is not enough to believe it.</summary>
    public bool WantsSecondLook => Result.Verdict is Verdict.Substantive or Verdict.Unclear or Verdict.Missing or Verdict.Empty;

    /// <summary>The same after a second fetch; null when that one did not see the page.</summary>
    public SectionComparison Confirmed(SectionResult? second, IReadOnlyList<string> moreBoilerplate) => second is null
        ? WantsSecondLook ? Doubted("the page did not answer a second time") : this
        : PageCheck.Confirm(Result, second, moreBoilerplate) switch
        {
            Confirmation.Believed believed => new(believed.Result),
            Confirmation.Doubted doubted => Doubted(doubted.Reason),
            _ => throw new InvalidOperationException("a change is believed or doubted"),
        };

    private static SectionComparison Doubted(string reason) => new(new SectionResult(null, [], Verdict.Missing, reason, null)) { IsDoubted = true };
}
