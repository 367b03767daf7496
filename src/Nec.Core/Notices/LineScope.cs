using Nec.Core.Answers;
using Nec.Core.Contracts;

namespace Nec.Core.Notices;

/// <summary>What the link under a line of a notice lets its reader answer.</summary>
public static class LineScope
{
    /// <summary>The scope for a line's post and reader, for as long as it can be answered.</summary>
    public static AnswerScope Of(NoticeLine line, Contract contract, Recipient recipient, DateOnly toldOn) => new()
    {
        Team = line.Team,
        Obligation = line.Obligation,
        Period = line.Period,
        Post = line.Post,
        AddressHash = AnswerScope.HashOf(recipient.Address),
        ExpiresOn = AnswerScope.LastDay(
            line.DueOn ?? toldOn,
            contract.Commitments.FirstOrDefault(commitment => commitment.Id == line.Commitment)?.GraceDays ?? 0,
            toldOn),
    };
}
