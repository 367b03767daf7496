using System.Runtime.CompilerServices;
using Nec.Application.Contracts;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Integrations.PoliceUk;
using Nec.Storage;

namespace Nec.Worker.Hosting;

/// <summary>Gathers what a day is judged from: contracts, facts, working days, what was told. Jobs and <c>nec preview</c> share it, so they cannot differ.</summary>
internal sealed class Desks(
    ContractRegistry contracts,
    Facts facts,
    Storage.Answers answers,
    SentReminders sentReminders,
    BankHolidayDays bankHolidays,
    SourceStates states,
    ConnectedSources connected)
{
    /// <summary>Every team as it stands on a day.</summary>
    public async Task<IReadOnlyList<Desk>> On(DateOnly day, CancellationToken cancellationToken)
    {
        var desks = new List<Desk>();
        var unwell = (await states.Read(cancellationToken)).Where(state => state.Outcome is "warns" or "fails" && state.SinceOn <= day).ToList();
        var refusing = unwell.Where(state => state.Outcome == "fails").Select(state => state.Source).ToHashSet(StringComparer.Ordinal);
        await foreach (var (contract, workingDays, known, findings) in Judge(day, cancellationToken))
        {
            var told = (await sentReminders.Read(contract.Id, cancellationToken)).ToHashSet();
            var standing = new StandingAnswers(await answers.Read(contract.Id, cancellationToken));
            desks.Add(new(contract, findings, workingDays, told) { Answers = standing, Waiting = Waiting(contract, findings, known, standing, day), Troubles = Credentials(contract, unwell), Refusing = refusing });
        }

        return desks;
    }

    /// <summary>Every team's findings on a day, team after team as a stream: they hold the facts that decided them.</summary>
    public IAsyncEnumerable<TeamFindings> Judged(DateOnly day, CancellationToken cancellationToken) =>
        Judge(day, cancellationToken).Select(judged => new TeamFindings(judged.Contract.Id, judged.Findings));

    private async IAsyncEnumerable<(Contract Contract, WorkingDays WorkingDays, IReadOnlyList<Fact> Known, IReadOnlyList<Finding> Findings)> Judge(
        DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var calendars = new Dictionary<Division, WorkingDays>(); // thousands of teams keep three of them
        foreach (var contract in contracts.On(day))
        {
            if (!calendars.TryGetValue(contract.BankHolidays, out var workingDays))
            {
                calendars[contract.BankHolidays] = workingDays = await WorkingDaysOf(contract.BankHolidays, cancellationToken);
            }

            var known = await facts.Read(contract.Id, cancellationToken);
            yield return (contract, workingDays, known, Assessment.Assess(contract, known, workingDays, day, connected: connected.Names));
        }
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
    private static Dictionary<string, SectionCheck> Waiting(Contract contract, IReadOnlyList<Finding> findings, IReadOnlyList<Fact> known, StandingAnswers standing, DateOnly day)
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

    /// <summary>The working days of a division: the bundled bank holidays and every one that the live list ever held.</summary>
    public async Task<WorkingDays> WorkingDaysOf(Division division, CancellationToken cancellationToken)
    {
        var seen = await bankHolidays.Read(division, cancellationToken);
        return new(BundledBankHolidays.Of(division).Concat(seen.Select(holiday => holiday.Day)));
    }
}

/// <summary>The names of the sources that this installation looks at.</summary>
internal sealed record ConnectedSources(IReadOnlySet<string> Names)
{
    /// <summary>Web pages always; data.police.uk unless it is switched off.</summary>
    public static ConnectedSources Of(PoliceUkOptions policeUk) =>
        new(new HashSet<string>(policeUk.Enabled ? [Tracks.WebPages, Tracks.PoliceUk] : [Tracks.WebPages], StringComparer.Ordinal));
}
