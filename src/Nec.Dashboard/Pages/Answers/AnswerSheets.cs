using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Storage;

namespace Nec.Dashboard.Pages.Answers;

/// <summary>Opens links in mail. Changes nothing.</summary>
internal sealed class AnswerSheets(Keys keys, PromiseCatalogue catalogue, Facts facts, Storage.Answers answers, Findings findings, LondonClock clock)
{
    // The ladder alone needs them, and none is shown here.
    private static readonly WorkingDays NoHolidays = new([]);

    /// <summary>What a token opens today; null when it is forged, has expired, its post has changed hands, or its promise is no longer made.</summary>
    public async Task<AnswerSheet?> Open(string token, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var today = LondonTime.DateOf(now);
        if (AnswerLink.Read(await keys.LinkSigning(now, cancellationToken), token) is not { } scope || scope.HasExpired(today)
            || catalogue.ContractOf(scope.Team, today) is not { } contract || scope.IsRevoked(contract, today)
            || contract.Obligations.FirstOrDefault(known => known.Id == scope.Obligation) is not { } obligation)
        {
            return null;
        }

        var known = await facts.Read(scope.Team, cancellationToken);
        var occurrences = Assessment.HistoryOf(contract, obligation, FactBook.UpTo(today, known), NoHolidays, connected: null).Occurrences;
        if (AnswerPeriod.Of(contract, obligation.Commitment, scope.Period, occurrences) is not { } period)
        {
            return null;
        }

        var given = await answers.Read(scope.Team, cancellationToken);
        var standing = new StandingAnswers(given);
        return new()
        {
            Token = token,
            Scope = scope,
            Recording = new(contract, obligation, period, today),
            Finding = (await findings.Current(scope.Team, cancellationToken)).FirstOrDefault(stored => stored.Finding.Obligation == obligation.Id)?.Finding,
            Occurrences = occurrences,
            Answers = standing,
            LastAnswer = given.Count > 0 ? given[^1].Id ?? 0 : 0,
            Waiting = WaitingChange.Of(obligation, period, known, standing),
            Accepted = WaitingChange.Accepted(obligation, period, known),
        };
    }
}
