using Nec.Core.Answers;
using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Storage;

namespace Nec.Testing;

/// <summary>Puts facts and findings where a test wants them, past the rules that people's words have to keep.</summary>
public static class RecordedFacts
{
    /// <summary>Adds facts of any kind; those that are known are passed over.</summary>
    public static Task<int> Record(
        this Facts facts,
        string team,
        IReadOnlyCollection<Fact> given,
        string recordedBy,
        DateTimeOffset now,
        string? batch,
        CancellationToken cancellationToken) =>
        facts.Add(team, given, recordedBy, now, batch, audited: null, cancellationToken);

    /// <summary>Adds facts with an entry in the audit log.</summary>
    public static Task<int> Record(
        this Facts facts,
        string team,
        IReadOnlyCollection<Fact> given,
        string recordedBy,
        DateTimeOffset now,
        string? batch,
        Func<int, AuditEntry> audited,
        CancellationToken cancellationToken) =>
        facts.Record(team, [.. given.Select(fact => new AcceptedFact(fact))], recordedBy, now, batch, audited, cancellationToken);

    /// <summary>Puts a fact in another's place, with an entry in the audit log.</summary>
    public static Task<bool> Correct(
        this Facts facts,
        string team,
        long factId,
        Fact fact,
        string recordedBy,
        DateTimeOffset now,
        AuditEntry audited,
        CancellationToken cancellationToken) =>
        facts.Correct(team, factId, new AcceptedFact(fact), recordedBy, now, audited, cancellationToken);

    /// <summary>Puts a fact in another's place.</summary>
    public static Task<bool> Correct(
        this Facts facts, string team, long factId, Fact fact, string recordedBy, DateTimeOffset now, CancellationToken cancellationToken) =>
        facts.Correct(team, factId, new AcceptedFact(fact), recordedBy, now, audited: null, cancellationToken);

    /// <summary>Writes a team's findings, all of them.</summary>
    public static async Task<int> Save(
        this Findings findings, string team, DateOnly on, IReadOnlyCollection<Finding> given, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var turn = await findings.Begin([team], cancellationToken);
        return await turn.Save([new TeamFindings(team, given)], on, now, cancellationToken);
    }
}
