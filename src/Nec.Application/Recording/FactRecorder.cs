using System.Globalization;
using Nec.Application.Assessment;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Storage;

namespace Nec.Application.Recording;

/// <summary>Who puts something on record, of what, and why.</summary>
/// <param name="Target">The obligation's id, or the import's name.</param>
/// <param name="Who">As the audit log names them.</param>
/// <param name="RecordedBy">As the record itself names them: a post or a way in. A person's name stands in the audit log alone.</param>
/// <param name="Reason">Null when none was given.</param>
public sealed record Deed(string Team, string Target, string Who, string RecordedBy, string? Reason);

/// <summary>
/// The one way by which people's words come on record, are corrected or withdrawn: pages, links, the API, the command line and
/// imports all come here. Each deed and its line in the audit log are written together or not at all, and the deed's own team is
/// assessed before it returns.
/// </summary>
public sealed class FactRecorder(Facts facts, Storage.Answers answers, FactBatches batches, AssessTeam assess, LondonClock clock)
{
    private const string NotSaid = "not said";

    /// <summary>Records one occurrence.</summary>
    /// <returns>False when the very same was on record already, or has been corrected since.</returns>
    public async Task<bool> Record(Deed deed, AcceptedFact fact, CancellationToken cancellationToken)
    {
        var audited = Audited(deed, "record-occurrence", null, Said(fact.Fact));
        var added = await facts.Record(deed.Team, [fact], deed.RecordedBy, clock.Now, batch: null, _ => audited, cancellationToken);
        await Assess(deed.Team);
        return added > 0;
    }

    /// <summary>Puts a record in the place of an earlier one; both are kept, and the earlier no longer counts.</summary>
    /// <returns>False when somebody corrected it already.</returns>
    public Task<bool> Correct(Deed deed, Occurrence earlier, AcceptedFact fact, CancellationToken cancellationToken) =>
        Supersede(deed, "correct-occurrence", earlier, fact, Said(earlier), Said(fact.Fact), cancellationToken);

    /// <summary>Takes a person's word that a change of a page was a real update.</summary>
    /// <returns>False when somebody judged it already.</returns>
    public Task<bool> AcceptChange(Deed deed, SectionCheck look, CancellationToken cancellationToken) =>
        Supersede(deed, "accept-change", look, WaitingChange.Judge(look, isReal: true), null, "a real update", cancellationToken);

    /// <summary>Takes that word back.</summary>
    /// <returns>False when somebody did already.</returns>
    public Task<bool> WithdrawChange(Deed deed, SectionCheck look, CancellationToken cancellationToken) =>
        Supersede(deed, "withdraw-change", look, WaitingChange.Judge(look, isReal: false), "a real update", "no update", cancellationToken);

    /// <summary>Records what somebody said of an event: what is told beside what is known, or in its place.</summary>
    /// <param name="period">The label of the period that the event is.</param>
    public async Task RecordEvent(Deed deed, string period, EventSeen known, AcceptedFact told, CancellationToken cancellationToken)
    {
        if (told.Fact is EventSeen seen && Said(seen) != Said(known))
        {
            var audited = Audited(deed, "record-event", $"{period}: {Said(known)}", $"{period}: {Said(seen)}");
            await RecordChanged(deed, audited, known, told, cancellationToken);
        }

        await Assess(deed.Team);
    }

    /// <summary>Records an answer that is no fact about the promise: put off, handed over, no update.</summary>
    /// <param name="after">The newest answer of the team that the person had seen; zero for none.</param>
    public async Task Answer(Deed deed, Answer answer, long after, CancellationToken cancellationToken)
    {
        var (action, said) = answer switch
        {
            Snooze snooze => ("snooze", $"until {Dates.Iso(snooze.UntilOn)}"),
            HandOver handOver => ("hand-over", $"to {handOver.ToPost}"),
            _ => ("dismiss-change", "no update"),
        };
        var audited = Audited(deed, action, null, said);
        await answers.Record(deed.Team, answer, deed.Reason, deed.RecordedBy, after, clock.Now, audited, cancellationToken);
    }

    /// <summary>Takes facts in, all or none, under the import's name, which the deed is about. What is known already is passed over.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> Import(Deed deed, IReadOnlyCollection<AcceptedFact> given, CancellationToken cancellationToken)
    {
        var added = await facts.Record(
            deed.Team,
            given,
            deed.RecordedBy,
            clock.Now,
            deed.Target,
            count => Audited(deed, "import-facts", null, Dates.Count(count, "fact")),
            cancellationToken);
        await Assess(deed.Team);
        return added;
    }

    /// <summary>Takes an import back; what a person has corrected since stands.</summary>
    public async Task<Withdrawal> UndoImport(Deed deed, string reason, CancellationToken cancellationToken)
    {
        var withdrawal = await batches.Withdraw(
            deed.Team,
            deed.Target,
            reason,
            deed.RecordedBy,
            clock.Now,
            count => Audited(deed, "undo-import", null, $"{Dates.Count(count, "fact")} withdrawn"),
            cancellationToken);
        await Assess(deed.Team);
        return withdrawal;
    }

    private async Task<bool> Supersede(
        Deed deed, string action, Fact earlier, AcceptedFact fact, string? before, string after, CancellationToken cancellationToken)
    {
        var id = earlier.Id ?? throw new ArgumentException("only a fact that is stored can be superseded", nameof(earlier));
        var audited = Audited(deed, action, before, after);
        var isDone = await facts.Correct(deed.Team, id, fact, deed.RecordedBy, clock.Now, audited, cancellationToken);
        await Assess(deed.Team);
        return isDone;
    }

    private async Task RecordChanged(Deed deed, AuditEntry audited, EventSeen known, AcceptedFact told, CancellationToken cancellationToken)
    {
        var (seen, now) = ((EventSeen)told.Fact, clock.Now);
        var isTakenAway = known.Footfall is not null && seen.Footfall is null;
        if (!isTakenAway && await facts.Record(deed.Team, [told], deed.RecordedBy, now, batch: null, _ => audited, cancellationToken) > 0)
        {
            return;
        }

        var rows = (await facts.Read(deed.Team, cancellationToken))
            .OfType<EventSeen>()
            .Where(row => (row.Neighbourhood, row.EventId) == (seen.Neighbourhood, seen.EventId))
            .ToList();
        var superseded = isTakenAway ? rows.Where(row => row.Footfall is not null) : Again(rows, seen);
        foreach (var (at, row) in superseded.Index())
        {
            var first = at == 0 ? audited : null; // one deed, one line of the log
            await facts.Correct(deed.Team, row.Id!.Value, told, deed.RecordedBy, now, first, cancellationToken); // it is stored
        }
    }

    // The same was told before: a moment ago by this button, or before something else was told. It then replaces that earlier row.
    private static IEnumerable<EventSeen> Again(List<EventSeen> rows, EventSeen told) =>
        rows.Count > 0 && !IsSame(rows[^1], told) && rows.FindLast(row => IsSame(row, told)) is { } earlier ? [earlier] : [];

    private static bool IsSame(EventSeen row, EventSeen told) =>
        row with { Id = null, RecordedAt = null, FirstSeenAt = told.FirstSeenAt } == told;

    // Once it is recorded, closing the browser or hanging up does not stop the rest.
    private Task Assess(string team) => assess.Now(team, CancellationToken.None);

    private AuditEntry Audited(Deed deed, string action, string? before, string after) => new()
    {
        HappenedAt = clock.Now,
        Who = deed.Who,
        Action = action,
        Team = deed.Team,
        Target = deed.Target,
        Reason = deed.Reason,
        Before = before,
        After = after,
    };

    private static string Said(Fact fact) => fact switch
    {
        Occurrence occurrence => $"{Kebab.Of(occurrence.Outcome.ToString())} on {Dates.Iso(occurrence.OccurredOn)}",
        EventSeen seen => $"attended {YesNo(seen.Attended)}, footfall {Count(seen.Footfall)}, reference {seen.Reference ?? NotSaid}",
        _ => throw new ArgumentException($"nobody puts a {fact.GetType().Name} on record by hand", nameof(fact)),
    };

    private static string YesNo(bool? said) => said switch { true => "yes", false => "no", null => NotSaid };

    private static string Count(int? people) => people?.ToString("#,0", CultureInfo.InvariantCulture) ?? NotSaid;
}
