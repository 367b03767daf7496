using Microsoft.AspNetCore.Http;
using Nec.Application.Contracts;
using Nec.Core.Calendar;
using Nec.Core.Deliveries;
using Nec.Storage;

namespace Nec.Dashboard.Admin;

/// <summary>Takes an admin's word that an address works again.</summary>
internal sealed class AddressPress(FailingAddresses addresses, ContractRegistry contracts, Access access, LondonClock clock)
{
    public static Task<IResult> Works(long id, HttpContext context, AddressPress press) => press.Works(id, context);

    /// <summary>Whether an admin may see an address: whoever sees every team sees all, others those of their teams' posts.</summary>
    public bool Reaches(System.Security.Claims.ClaimsPrincipal person, string address) =>
        access.TeamsOf(person) is not { } teams || teams
            .Select(team => contracts.ContractOf(team, clock.Today))
            .OfType<Core.Contracts.Contract>()
            .SelectMany(contract => contract.Posts)
            .SelectMany(post => post.Holders.Concat(post.Deputies))
            .Any(tenure => ComparedAddress.Of(tenure.Email) == address);

    // 404 when the address does not fail (any more), or is none that the admin may see.
    private async Task<IResult> Works(long id, HttpContext context)
    {
        var failing = (await addresses.Open(context.RequestAborted)).FirstOrDefault(open => open.FailingAddressId == id);
        return failing is not null && Reaches(context.User, failing.Address)
            && await addresses.Clear(id, Session.NameOf(context.User), clock.Now, Audited(context, failing), context.RequestAborted)
            ? Results.LocalRedirect("/admin/people")
            : Results.StatusCode(StatusCodes.Status404NotFound);
    }

    // The log is kept longer than the address, so it names the spell alone.
    private AuditEntry Audited(HttpContext context, FailingAddress failing) => new()
    {
        HappenedAt = clock.Now,
        Who = Session.NameOf(context.User),
        Action = "clear-failing-address",
        Target = FormattableString.Invariant($"failing-address/{failing.FailingAddressId}"),
        Before = $"mail comes back since {Dates.Iso(LondonTime.DateOf(failing.SinceAt))}{(failing.Status is { } status ? $" ({status})" : "")}",
        After = "works again",
    };
}
