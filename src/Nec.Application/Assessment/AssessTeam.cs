using Nec.Core.Calendar;
using Nec.Storage;

namespace Nec.Application.Assessment;

/// <summary>Judges one team for today and keeps what changed on the board: whoever records a fact does so at once.</summary>
public sealed class AssessTeam(AssessmentInputs inputs, Findings findings, LondonClock clock)
{
    /// <summary>Judges now; a team without a contract has nothing to be judged.</summary>
    public async Task Now(string team, CancellationToken cancellationToken)
    {
        await using var turn = await findings.Begin([team], cancellationToken); // facts that are recorded from here on are judged by whoever waits for this turn
        var now = clock.Now; // after the wait: it may have begun on another day
        var today = LondonTime.DateOf(now);
        if (await inputs.Of(team, today, cancellationToken) is { } input)
        {
            await turn.Save([new(team, input.Assess(today))], today, now, cancellationToken);
        }
    }
}
