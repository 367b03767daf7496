using Nec.Application.Assessment;
using Nec.Core.Answers;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Storage;

namespace Nec.Application.Notices;

/// <summary>Adds to teams' findings what their notices need: what was told, what was answered, which sources are unwell.</summary>
public sealed class TeamSnapshots(SentReminders sentReminders, Storage.Answers answers, SourceStates states)
{
    /// <summary>The teams as their notices of a day see them.</summary>
    public async Task<IReadOnlyList<TeamSnapshot>> Of(
        IAsyncEnumerable<AssessedTeam> teams, DateOnly day, CancellationToken cancellationToken)
    {
        var unwell = (await states.Read(cancellationToken))
            .Where(state => state.Outcome is "warns" or "fails" && state.SinceOn <= day)
            .ToList();
        var refusing = unwell.Where(state => state.Outcome == "fails").Select(state => state.Source).ToHashSet(StringComparer.Ordinal);
        var snapshots = new List<TeamSnapshot>();
        await foreach (var (input, findings) in teams.WithCancellation(cancellationToken))
        {
            var contract = input.Contract;
            var told = (await sentReminders.Read(contract.Id, cancellationToken)).ToHashSet();
            var standing = new StandingAnswers(await answers.Read(contract.Id, cancellationToken));
            snapshots.Add(new(contract, findings, input.WorkingDays, told)
            {
                Answers = standing,
                Waiting = Waiting(contract, findings, input.Facts, standing, day),
                Troubles = Credentials(contract, unwell),
                Refusing = refusing,
            });
        }

        return snapshots;
    }

    // Several teams may count accounts of one network: the first of them carries the word to the admin, once.
    private static IReadOnlyList<Trouble> Credentials(Contract contract, List<SourceState> unwell)
    {
        var theirs = unwell.Where(state => contract.Accounts.Any(account => account.Network == state.Source)).ToList();
        theirs.ForEach(state => unwell.Remove(state));
        return
        [
            .. theirs.Select(state => new Trouble(TroubleKind.Credentials, TroubleKey.Credentials(state.Source), state.SinceOn, state.Says)
            {
                Name = new(TargetKind.Network, state.Source),
            }),
        ];
    }

    // What the machine could not judge in the period that a finding speaks of.
    private static Dictionary<string, SectionCheck> Waiting(
        Contract contract, IReadOnlyList<Finding> findings, IEnumerable<Fact> known, StandingAnswers standing, DateOnly day)
    {
        var unclear = known.Where(fact => fact is SectionCheck or Occurrence && fact.OccurredOn <= day).ToList();
        return (
            from obligation in contract.Obligations
            where obligation.Commitment.Evidence is SectionEvidence
            join finding in findings on obligation.Id equals finding.Obligation
            where finding.Period is not null
            let period = AnswerPeriod.Of(contract, obligation.Commitment, finding.Period!, [])
            where period is not null
            let look = WaitingChange.Of(obligation, period, unclear, standing)
            where look is not null
            select (obligation.Id, Look: look)).ToDictionary(entry => entry.Id, entry => entry.Look, StringComparer.Ordinal);
    }
}
