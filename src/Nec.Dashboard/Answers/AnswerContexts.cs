using Nec.Application.Assessment;
using Nec.Application.Contracts;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Storage;

namespace Nec.Dashboard.Answers;

/// <summary>Opens what a link in mail or a signed-in person asks for. Changes nothing.</summary>
internal sealed class AnswerContexts(
    Keys keys,
    ContractRegistry contracts,
    AssessmentInputs inputs,
    Storage.Answers answers,
    Findings findings,
    LondonClock clock)
{
    /// <summary>What a token opens today; null when it is forged, has expired, its post has changed hands, or its promise is no longer made.</summary>
    public async Task<AnswerContext?> Open(string token, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var today = LondonTime.DateOf(now);
        if (AnswerLink.Read(await keys.LinkSigning(now, cancellationToken), token) is not { } scope || scope.HasExpired(today)
            || contracts.ContractOf(scope.Team, today) is not { } contract || scope.IsRevoked(contract, today)
            || contract.Obligations.FirstOrDefault(known => known.Id == scope.Obligation) is not { } obligation)
        {
            return null;
        }

        return await Open(contract, obligation, today, scope, AnswerAddress.OfLink(token), person: null, cancellationToken);
    }

    /// <summary>
    /// The promise that a token was signed for, whether it still opens or not; null when it is forged or the promise is no longer made.
    /// </summary>
    public async Task<(string Team, string Obligation)?> PromiseOf(string token, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        return AnswerLink.Read(await keys.LinkSigning(now, cancellationToken), token) is { } scope
            && contracts.ContractOf(scope.Team, LondonTime.DateOf(now)) is { } contract
            && contract.Obligations.Any(known => known.Id == scope.Obligation)
                ? (scope.Team, scope.Obligation)
                : null;
    }

    /// <summary>What somebody who is signed in may answer of a promise; null when there is no such promise, or it has no such period.</summary>
    /// <param name="period">Its label; null for the one that the promise stands in.</param>
    public async Task<AnswerContext?> Open(string team, string id, string? period, string person, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        if (contracts.ContractOf(team, today) is not { } contract
            || contract.Obligations.FirstOrDefault(known => known.Id == id) is not { } obligation
            || (period ?? Spoken(obligation, await Finding(team, id, cancellationToken))) is not { } label
            || AnswerPeriod.Of(contract, obligation.Commitment, label, []) is not { } meant || meant.Last < contract.From || meant.Last.Year >= 3000)
        {
            return null;
        }

        AnswerScope scope = new()
        {
            Team = team,
            Obligation = id,
            Period = label,
            Post = obligation.Commitment.Accountable,
            AddressHash = "", // of nobody: what has it is not signed, and never leaves here
            ExpiresOn = AnswerScope.LastDay(meant.Last, obligation.Commitment.GraceDays, today),
        };
        return await Open(contract, obligation, today, scope, AnswerAddress.Of(team, id, label), person, cancellationToken);
    }

    private async Task<Finding?> Finding(string team, string id, CancellationToken cancellationToken) =>
        (await findings.Current(team, cancellationToken)).FirstOrDefault(stored => stored.Finding.Obligation == id)?.Finding;

    // A promise by the event stands in none once the days of each are over: then the newest that lacks its record is meant, else the newest.
    private static string? Spoken(Obligation obligation, Finding? finding) => finding?.Period
        ?? (obligation.Commitment.Evidence is PerEventEvidence ? finding?.Periods.OrderByDescending(AnswerContext.Lacks).ThenByDescending(period => period.EndsOn).FirstOrDefault()?.Period : null);

    // It may have been judged before the last record came: what the pages still show is there.
    private static bool Names(Finding? finding, string label) => finding is not null && (finding.Period == label || finding.Periods.Any(period => period.Period == label));

    private async Task<AnswerContext?> Open(
        Contract contract, Obligation obligation, DateOnly today, AnswerScope scope, AnswerAddress address, string? person, CancellationToken cancellationToken)
    {
        if (await inputs.Of(scope.Team, today, cancellationToken) is not { Facts: var known } input)
        {
            return null;
        }

        var history = input.HistoryOf(obligation, today);
        var finding = await Finding(scope.Team, obligation.Id, cancellationToken);
        if (AnswerPeriod.Of(contract, obligation.Commitment, scope.Period, history.Occurrences) is not { } period
            || (person is not null && !Names(finding, scope.Period) && !AnswerPeriod.IsKnown(history, scope.Period, today))) // a link was made for a period that there was
        {
            return null;
        }

        var given = await answers.Read(scope.Team, cancellationToken);
        var standing = new StandingAnswers(given);
        return new()
        {
            Address = address,
            Scope = scope,
            Person = person,
            Recording = new(contract, obligation, period, today),
            Event = EventRecord.Of(history, scope.Period, today),
            Finding = finding,
            Occurrences = history.Occurrences,
            Answers = standing,
            LastAnswer = given.Count > 0 ? given[^1].Id ?? 0 : 0,
            Waiting = WaitingChange.Of(obligation, period, known, standing),
            Accepted = WaitingChange.Accepted(obligation, period, known),
        };
    }
}
