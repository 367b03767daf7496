using Nec.Core.Calendar;
using Nec.Core.Contracts;

namespace Nec.Core.Reminders;

/// <summary>The reminder ladder of one due date (design section 3): which rungs there are, and the working day each goes on.</summary>
public static class Ladder
{
    /// <summary>Days after the end of grace on which the deputy or the next post up is told.</summary>
    private const int NextUpDays = 7;

    /// <summary>Days after the end of grace on which the post at the head of the line is told.</summary>
    private const int TopDays = 14;

    /// <summary>The rung that goes to the post at the head of the line.</summary>
    public static ReminderStep ToTheTop { get; } = ReminderStep.Over(TopDays);

    /// <summary>
    /// The rungs in the order they go. <c>due-*</c> move to the working day before, <c>over-*</c> (from the end of grace) to the one after
    /// (domain.md A2-15); the due date itself never moves.
    /// </summary>
    public static IReadOnlyList<Step> Of(Contract contract, Commitment commitment, IReadOnlyList<int> remindDays, DateOnly dueOn, bool escalates, WorkingDays workingDays)
    {
        var steps = remindDays
            .OrderDescending()
            .Distinct()
            .Select(days => new Step(ReminderStep.Due(days), workingDays.OnOrBefore(dueOn.AddDays(-days)), commitment.Accountable))
            .ToList();
        if (escalates && steps.Count > 0)
        {
            var graceEnds = dueOn.AddDays(commitment.GraceDays);
            foreach (var days in (int[])[NextUpDays, TopDays])
            {
                var sendOn = workingDays.OnOrAfter(graceEnds.AddDays(days));
                var post = days == NextUpDays ? SecondPost(contract, commitment, sendOn) : TopPost(contract, commitment);
                steps.Add(new Step(ReminderStep.Over(days), sendOn, post));
            }
        }

        return steps;
    }

    // A deputy answers for the same post; without one the next post up is told (domain.md C2-7).
    private static string SecondPost(Contract contract, Commitment commitment, DateOnly on)
    {
        var post = contract.FindPost(commitment.Accountable);
        return post is null || post.Deputies.Any(deputy => deputy.Covers(on)) ? commitment.Accountable : post.EscalatesTo ?? post.Id;
    }

    /// <summary>The post at the head of the line, which reads the weekly exceptions.</summary>
    internal static string TopPost(Contract contract, Commitment commitment)
    {
        var id = commitment.Accountable;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Add(id) && contract.FindPost(id)?.EscalatesTo is { } above)
        {
            id = above;
        }

        return id;
    }
}
