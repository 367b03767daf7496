using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;

namespace Nec.Core.Calendars;

/// <summary>Due dates as entries of a calendar: what is promised, where and by when; no notes, no names of people.</summary>
public static class DueEntry
{
    // A later version of a contract may word the same period anew: its first day, counted from here, only grows.
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>The entry of an open due date; null when nothing is due, or when it is kept, missed or soft.</summary>
    public static CalendarEntry? Of(Contract contract, Obligation obligation, Finding finding, DateTimeOffset stampedAt, string? url)
    {
        if (finding.DueOn is not { } dueOn || obligation.Commitment.Soft
            || finding.Status is Status.Met or Status.MetLate or Status.Missed or Status.NotApplicable)
        {
            return null;
        }

        var word = finding.Status == Status.Overdue ? "Overdue" : "Due";
        return new(
            $"{obligation.Id}-{finding.Period ?? Dates.Iso(dueOn)}@{contract.Id}.{contract.Force}.nec",
            dueOn,
            $"{word}: {obligation.Title}",
            Description(contract, obligation, dueOn),
            url,
            Math.Max(0, contract.From.DayNumber - Earliest.DayNumber),
            stampedAt);
    }

    /// <summary>What a person answers for on a day: as holder, as deputy, or because the post below is vacant.</summary>
    public static IEnumerable<Obligation> AnsweredBy(Contract contract, string address, DateOnly today)
    {
        var posts = contract.Posts
            .Where(post => string.Equals(contract.Answering(post.Id, today).Person?.Email, address, StringComparison.OrdinalIgnoreCase))
            .Select(post => post.Id)
            .ToHashSet(StringComparer.Ordinal);
        return contract.Obligations.Where(obligation => posts.Contains(obligation.Commitment.Accountable));
    }

    private static string Description(Contract contract, Obligation obligation, DateOnly dueOn) => string.Join(
        '\n',
        new[]
        {
            $"{Dates.Long(dueOn)} is the last day in time.",
            obligation.Commitment.Promise,
            obligation.Commitment.Counts is { } counts ? $"What counts: {counts}" : null,
            contract.Title,
        }.OfType<string>());
}
