using Nec.Application.Contracts;
using Nec.Core.Notices;
using Nec.Dashboard.Layout;
using Nec.Dashboard.Pages.Evidence;
using Nec.Dashboard.Pages.Promises;

namespace Nec.Dashboard.Pages.Notices;

/// <summary>What a line of a letter was about: a promise, or, in an admin's letter, a job, a network's credentials, a post or something that is looked at.</summary>
internal static class ToldTarget
{
    /// <summary>Its name, and where it is shown; null when nowhere.</summary>
    public static (string Name, string? Address) Of(ContractRegistry contracts, string team, string target, DateOnly today)
    {
        if (contracts.Find(team, target) is { } promise)
        {
            return (promise.Title, Standing.AddressOf(team, target));
        }

        if (JobLines.JobIn(target) is { } job)
        {
            return ($"Job: {JobLines.NameOf(job)}", $"/jobs/{Uri.EscapeDataString(job)}");
        }

        if (AdminNoticeWriter.SourceIn(target) is { } source)
        {
            return ($"Credentials for {Names.OfNetwork(source)}", null);
        }

        var contract = contracts.ContractOf(team, today);
        return contract?.FindPost(target) is { } post ? ($"Post: {post.Title}", null)
            : Uri.IsWellFormedUriString(target, UriKind.Absolute) ? (target, EvidenceAddress.Of(team))
            : (new Names(contract).OfTarget(target), contract is null ? null : EvidenceAddress.Of(team));
    }
}
