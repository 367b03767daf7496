using Microsoft.Extensions.Options;
using Nec.Application.Contracts;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Storage;

namespace Nec.Dashboard.SignIn;

/// <summary>Who may sign in, and as what: the admin of the mail settings, the people of the settings, and whoever holds or covers a post today.</summary>
internal sealed class KnownPeople(ContractRegistry contracts, IOptions<DashboardOptions> settings, NoticeSettings mail, LondonClock clock)
{
    /// <summary>Null when nobody knows the address.</summary>
    public SignedIn? Find(string address)
    {
        if (mail.AdminSignsInAs is { } admin && MailAddresses.AreSame(admin, address))
        {
            return new() { Person = address, Role = Roles.Admin, Forces = [.. Scope.Everything.Forces] };
        }

        if (settings.Value.People.FirstOrDefault(person => MailAddresses.AreSame(person.Email, address)) is { } named)
        {
            return Of(address, named);
        }

        return TeamsOf(address) is { Length: > 0 } teams ? new() { Person = address, Role = Roles.Team, Teams = teams } : null;
    }

    /// <summary>A person with a role and what it reaches.</summary>
    public SignedIn Of(string person, Grant grant) =>
        grant.IsScoped ? new() { Person = person, Role = grant.Role, Forces = [.. grant.Forces], Teams = [.. grant.Teams] }
        : grant.Role == Roles.Team ? new() { Person = person, Role = grant.Role, Teams = TeamsOf(person) }
        : new() { Person = person, Role = grant.Role, Forces = [.. Scope.Everything.Forces] };

    private string[] TeamsOf(string address)
    {
        var today = clock.Today;
        return
        [
            .. from team in contracts.Teams.Keys
               let contract = contracts.ContractOf(team, today)
               where contract is not null && contract.Posts.SelectMany(post => post.Holders.Concat(post.Deputies)).Any(tenure => tenure.Covers(today) && MailAddresses.AreSame(tenure.Email, address))
               select team,
        ];
    }
}
