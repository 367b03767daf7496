using Nec.Application.Contracts;
using Nec.Core.Contracts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Dashboard.Evidence;
using Nec.Dashboard.Layout;
using Nec.Dashboard.Promises;

namespace Nec.Dashboard.Notices;

/// <summary>What a line of a letter was about: a promise, or, in an admin's letter, a job, a network's credentials, a post or something that is looked at.</summary>
internal static class ToldTarget
{
    /// <summary>Its name, and where it is shown; null when nowhere.</summary>
    public static (string Name, string? Address) Of(ContractRegistry contracts, NoticeLineRow row, DateOnly today)
    {
        var contract = contracts.ContractOf(row.Team, today);
        var told = SentReminder.Read(row.Team, row.Obligation, row.Period, row.Step, row.Post);
        return (told?.Subject ?? new ReminderSubject.Promise(row.Obligation)) switch
        {
            ReminderSubject.Trouble { Key: { Subject: TroubleSubject.Job, Id: var job } }
                => ($"Job: {JobLines.NameOf(job)}", $"/jobs/{Uri.EscapeDataString(job)}"),
            ReminderSubject.Trouble { Key: { Subject: TroubleSubject.Credentials, Id: var network } }
                => ($"Credentials for {Names.OfNetwork(network)}", null),
            ReminderSubject.Handover { Post: var post } => ($"Post: {new Names(contract).OfPost(post)}", null),
            ReminderSubject.Promise { Obligation: var id } when contracts.Find(row.Team, id) is { } promise
                => (promise.Title, Standing.AddressOf(row.Team, id)),
            _ => OfTarget(contract, row.Team, row.Obligation),
        };
    }

    private static (string Name, string? Address) OfTarget(Contract? contract, string team, string target) =>
        contract?.FindPost(target) is { } post ? ($"Post: {post.Title}", null)
            : Uri.IsWellFormedUriString(target, UriKind.Absolute) ? (target, EvidenceAddress.Of(team))
            : (new Names(contract).OfTarget(target), contract is null ? null : EvidenceAddress.Of(team));
}
