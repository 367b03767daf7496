using Microsoft.Extensions.Options;
using Nec.Application.Contracts;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Storage;

namespace Nec.Dashboard.SignIn;

/// <summary>Who may sign in, and as what: the admin of the mail settings, the people of the settings, and whoever holds or covers a post today.</summary>
internal sealed class KnownPeople(ContractRegistry contracts, IOptions<DashboardOptions> settings, NoticeSettings mail, LondonClock clock)
{
    private volatile PostHolders? _holders;

    /// <summary>Null when nobody knows the address.</summary>
    public SignedIn? Find(string address)
    {
        if (mail.AdminSignsInAs is { } admin && MailAddresses.AreSame(admin, address))
        {
            return new() { Person = address, Role = Roles.Admin, Forces = [.. Scope.Everything.Forces] };
        }

        return Listed(address)
            ?? (TeamsOf(address) is { Length: > 0 } teams ? new() { Person = address, Role = Roles.Team, Teams = teams } : null);
    }

    /// <summary>A person with a role and what it reaches.</summary>
    public SignedIn Of(string person, Grant grant) =>
        grant.IsScoped ? new() { Person = person, Role = grant.Role, Forces = [.. grant.Forces], Teams = [.. grant.Teams] }
        : grant.Role == Roles.Team ? new() { Person = person, Role = grant.Role, Teams = TeamsOf(person) }
        : new() { Person = person, Role = grant.Role, Forces = [.. Scope.Everything.Forces] };

    /// <summary>What a session begins with, and whether it depends on the settings and contracts from then on.</summary>
    /// <param name="given">What the link or the account gives. Of an account's role and the one in <c>Dashboard:People</c> the lower counts.</param>
    /// <param name="signedInBy">One of the ways in <see cref="StoredSession"/>.</param>
    public (SignedIn Grant, bool IsListed) AtSignIn(SignedIn given, string signedInBy) =>
        Asked(given.Person, signedInBy) is not { } listed ? (given, false)
        : (signedInBy == StoredSession.Account && Roles.IsLower(listed.Role, given.Role) ? listed : given, true);

    /// <summary>
    /// What a session lets its person do now; null when it has to end, because nothing names the person any more or their role is lower
    /// than at signing in.
    /// </summary>
    public SignedIn? Now(StoredSession session)
    {
        SignedIn given = new() { Person = session.Person, Role = session.Role, Forces = session.Forces, Teams = session.Teams };
        return !session.IsListed ? given
            : Asked(session.Person, session.SignedInBy) is not { } listed || Roles.IsLower(listed.Role, session.Role) ? null
            : session.SignedInBy == StoredSession.Account ? given
            : listed with { Person = session.Person };
    }

    // An account's claims give its role, posts do not; the settings may only lower it.
    private SignedIn? Asked(string person, string signedInBy) => signedInBy == StoredSession.Account ? Listed(person) : Find(person);

    private SignedIn? Listed(string address) =>
        settings.Value.People.FirstOrDefault(person => MailAddresses.AreSame(person.Email, address)) is { } named ? Of(address, named)
        : null;

    private string[] TeamsOf(string address)
    {
        var today = clock.Today;
        var holders = _holders;
        if (holders is null || holders.Day != today)
        {
            _holders = holders = PostHolders.On(today, contracts);
        }

        return [.. holders.Teams[address]];
    }

    /// <summary>Each address that holds or covers a post on a day, with its teams: asked at every request.</summary>
    private sealed record PostHolders(DateOnly Day, ILookup<string, string> Teams)
    {
        public static PostHolders On(DateOnly day, ContractRegistry contracts) => new(
            day,
            (from team in contracts.Teams.Keys
             let contract = contracts.ContractOf(team, day)
             where contract is not null
             from address in contract.Posts.SelectMany(post => post.Holders.Concat(post.Deputies))
                 .Where(tenure => tenure.Covers(day)).Select(tenure => tenure.Email).Distinct(StringComparer.OrdinalIgnoreCase)
             select (team, address)).ToLookup(pair => pair.address, pair => pair.team, StringComparer.OrdinalIgnoreCase));
    }
}
