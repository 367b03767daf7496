namespace Nec.Core.Answers;

/// <summary>A team's answers as they stand: of each kind the last one for an obligation and period counts.</summary>
public sealed class StandingAnswers
{
    private readonly Dictionary<(string Obligation, string Period), Entry> _entries = [];

    /// <summary>Takes a team's answers in the order in which they were given.</summary>
    public StandingAnswers(IEnumerable<Answer> answers)
    {
        foreach (var answer in answers)
        {
            var key = (answer.Obligation, answer.Period);
            var entry = _entries.GetValueOrDefault(key, new(null, null, null));
            _entries[key] = answer switch
            {
                Snooze snooze => entry with { Snooze = snooze },
                HandOver handOver => entry with { HandOver = handOver, Snooze = null }, // whoever takes it over has not put it off
                NoUpdate noUpdate => entry with { NoUpdate = noUpdate },
                _ => entry,
            };
        }
    }

    private sealed record Entry(Snooze? Snooze, HandOver? HandOver, NoUpdate? NoUpdate);

    /// <summary>No answers.</summary>
    public static StandingAnswers None { get; } = new([]);

    /// <summary>Whether it is not to be told on a day; on the day that it was put off to, it is told again.</summary>
    public bool IsSnoozed(string obligation, string period, DateOnly today) => SnoozedUntil(obligation, period) > today;

    /// <summary>The day that it was put off to, which may have passed; null when it was not.</summary>
    public DateOnly? SnoozedUntil(string obligation, string period) => Of(obligation, period)?.Snooze?.UntilOn;

    /// <summary>The id of the post that sees to it for this period; null when it was not handed over.</summary>
    public string? HandedTo(string obligation, string period) => Of(obligation, period)?.HandOver?.ToPost;

    /// <summary>Whether somebody said after an instant that a change in this period was no real update: a change seen later is asked about again.</summary>
    public bool DismissedAfter(string obligation, string period, DateTimeOffset instant) => Of(obligation, period)?.NoUpdate?.AnsweredAt > instant;

    private Entry? Of(string obligation, string period) => _entries.GetValueOrDefault((obligation, period));
}
