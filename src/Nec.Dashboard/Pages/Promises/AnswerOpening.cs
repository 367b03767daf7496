using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Nec.Core.Answers;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Storage;

namespace Nec.Dashboard.Pages.Promises;

/// <summary>
/// Opens the mail's own form for somebody who is signed in. The form answers in the name of the post, so who opened it stands in the audit log,
/// and the link that it makes is good for today only.
/// </summary>
internal static class AnswerOpening
{
    public static bool MayOpen(ClaimsPrincipal person) => person.IsInRole(Roles.Team) || person.IsInRole(Roles.Admin);

    /// <summary>What the link is for; null when the promise has no period to answer, or nobody holds its post.</summary>
    public static AnswerScope? ScopeOf(Contract contract, Obligation obligation, Finding finding, DateOnly today) =>
        finding.Period is { } period && contract.FindPost(obligation.Commitment.Accountable) is { } post && post.AnsweredBy(today) is { } person
            ? new()
            {
                Team = contract.Id,
                Obligation = obligation.Id,
                Period = period,
                Post = post.Id,
                AddressHash = AnswerScope.HashOf(person.Email),
                ExpiresOn = today,
            }
            : null;

    /// <summary>403 for other roles, 404 when there is nothing to answer.</summary>
    public static async Task<IResult> Press(string team, string obligation, HttpContext context, PromiseCatalogue catalogue, Findings findings, Keys keys, Audit audit, LondonClock clock)
    {
        if (!MayOpen(context.User))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var now = clock.Now;
        var today = LondonTime.DateOf(now);
        var contract = catalogue.ContractOf(team, today);
        var known = contract?.Obligations.FirstOrDefault(one => one.Id == obligation);
        var finding = (await findings.Find(team, obligation, context.RequestAborted))?.Finding;
        if (contract is null || known is null || finding is null || ScopeOf(contract, known, finding, today) is not { } scope)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        await audit.Add(
            new() { HappenedAt = now, Who = context.User.Identity?.Name ?? "unknown", Action = "open-answer-form", Team = team, Target = obligation, After = $"as {scope.Post}, for {scope.Period}" },
            context.RequestAborted);
        return Results.Redirect($"/r/{AnswerLink.Create(await keys.LinkSigning(now, context.RequestAborted), scope)}");
    }
}
