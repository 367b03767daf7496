using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Core.Contracts;
using Nec.Storage;

namespace Nec.Application.Assessment;

/// <summary>Assesses one team for today and keeps what changed on the board. Recording a fact ends with it.</summary>
public sealed class AssessTeam(ContractRegistry contracts, AssessmentInputs inputs, Findings findings, LondonClock clock)
{
    /// <summary>Assesses now; a team without a contract has nothing to assess.</summary>
    public Task Now(string team, CancellationToken cancellationToken) => Keep([team], cancellationToken);

    /// <summary>Assesses some teams under one lock, so that the findings that stay are those of the newest facts.</summary>
    internal async Task<AssessedTeams> Keep(IReadOnlyCollection<string> teams, CancellationToken cancellationToken)
    {
        await using var turn = await findings.Begin(teams, cancellationToken);
        var now = clock.Now; // after the wait, which may have begun on another day
        var today = LondonTime.DateOf(now);
        var theirs = teams.Select(team => contracts.ContractOf(team, today)).OfType<Contract>();
        var assessed = await inputs.Of(theirs, cancellationToken)
            .Select(input => new AssessedTeam(input, input.Assess(today)))
            .ToListAsync(cancellationToken);
        var kept = assessed.ConvertAll(team => new TeamFindings(team.Input.Contract.Id, team.Findings));
        return new(assessed, kept.Count == 0 ? 0 : await turn.Save(kept, today, now, cancellationToken));
    }
}
