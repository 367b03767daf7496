using Nec.Core.Calendar;
using Nec.Core.Facts;
using Nec.Core.Reminders;

namespace Nec.Core.Compliance;

/// <summary>What the machine has seen of one target (a page's section, a neighbourhood's priorities) up to the day judged.</summary>
public sealed record TargetHistory(string Target)
{
    /// <summary>A good look this long before a period's end still proves that nothing changed in it (design section 3).</summary>
    private static readonly TimeSpan ProofWindow = TimeSpan.FromHours(48);

    /// <summary>Nights without a good look after which the admin is told (domain.md A2-20).</summary>
    private const int SilentNights = 3;

    /// <summary>What the target is called.</summary>
    public required TargetName Name { get; init; }

    /// <summary>Where a person can look at it; null when it is no page.</summary>
    public string? Address { get; init; }

    /// <summary>Whether the source is set up at all.</summary>
    public bool Connected { get; init; } = true;

    /// <summary>How many changes a period needs.</summary>
    public int Needed { get; init; } = 1;

    /// <summary>The real changes, in the order seen.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>The instants at which the target was seen, ascending.</summary>
    public IReadOnlyList<DateTimeOffset> GoodLooks { get; init; } = [];

    /// <summary>The good looks that can prove that nothing changed: a page's first one has nothing to compare with.</summary>
    public IReadOnlyList<DateTimeOffset> Proofs { get => field ?? GoodLooks; init; }

    /// <summary>The looks that saw nothing, ascending.</summary>
    public IReadOnlyList<FailedLook> FailedLooks { get; init; } = [];

    /// <summary>The last day with a known update, by which the national three months are counted; null when none is known.</summary>
    public DateOnly? FreshOn { get; init; }

    /// <summary>The field or observation that <see cref="FreshOn"/> was read from, for the reason.</summary>
    public string? FreshBy { get; init; }

    /// <summary>The first day on which the national test (updated in the last three months) fails; null when no update is known.</summary>
    public DateOnly? StaleFrom => FreshOn?.AddMonths(3).AddDays(1);

    /// <summary>Whether a period's end has been looked at closely enough for "no change" to be proved.</summary>
    public bool Proves(DateOnly periodLast)
    {
        var from = LondonTime.EndOf(periodLast) - ProofWindow;
        return Proofs.Count > 0 && Proofs[^1] >= from;
    }

    /// <summary>Whether looks failed since a day began and none succeeded.</summary>
    public bool IsBlindSince(DateOnly first)
    {
        var start = LondonTime.StartOf(first);
        return !(GoodLooks.Count > 0 && GoodLooks[^1] >= start) && FailedLooks.Count > 0 && FailedLooks[^1].At >= start;
    }

    /// <summary>What an admin should be told of a silence of three nights or 48 hours; null while there is none.</summary>
    public Trouble? Trouble
    {
        get
        {
            DateTimeOffset? lastGood = GoodLooks.Count > 0 ? GoodLooks[^1] : null;
            var silence = FailedLooks.SkipWhile(look => lastGood is { } good && look.At <= good).ToList();
            var nights = silence.Select(look => LondonTime.DateOf(look.At)).Distinct().Count();
            if (silence.Count == 0 || (nights < SilentNights && silence[^1].At - silence[0].At < ProofWindow))
            {
                return null;
            }

            var since = lastGood is { } seen ? $"since {Dates.Long(LondonTime.DateOf(seen))}" : "yet";
            return new(
                TroubleKind.Silent, TroubleKey.Target(Target), LondonTime.DateOf(silence[0].At),
                $"{Name} has not been seen {since} ({Dates.Count(nights, "night")} without an answer): {silence[^1].Reason}")
            {
                LastOn = lastGood is { } last ? LondonTime.DateOf(last) : null,
                Name = Name,
                Address = Address,
                Nights = nights,
                Why = silence[^1].Reason,
            };
        }
    }
}

/// <summary>A real change: it happened on a day from the first to the second, both inclusive; the same day when the source dates it.</summary>
public sealed record Change(DateOnly NotBefore, DateOnly SeenOn, Fact Fact);

/// <summary>A look that did not see its target, and why.</summary>
public sealed record FailedLook(DateTimeOffset At, string Reason);
