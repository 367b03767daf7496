using Microsoft.Extensions.Options;
using Nec.Application.Contracts;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Storage;

namespace Nec.Dashboard.SignIn;

/// <summary>
/// Who may sign in, and as what: the admin of the mail settings, the people of the settings, and everybody who holds or covers a post
/// today.
/// </summary>
internal sealed class KnownPeople(
    ContractRegistry contracts, Access access, IOptions<DashboardOptions> settings, NoticeSettings mail, LondonClock clock)
{
    private volatile PostHolders? _holders;

    /// <summary>Null when nobody knows the address.</summary>
    public SignedIn? Find(string address)
    {
        if (mail.AdminSignsInAs is { } admin && MailAddresses.AreSame(admin, address))
        {
            return new() { Person = address, Role = Roles.Admin, Forces = [.. Scope.Everything.Forces] };
        }

        return ListedAs(address).FirstOrDefault()
            ?? (TeamsOf(address) is { Length: > 0 } teams ? new() { Person = address, Role = Roles.Team, Teams = teams } : null);
    }

    /// <summary>What a session begins with: of an account's role and the one in <c>Dashboard:People</c>, the lower.</summary>
    /// <param name="given">The session with what the link or the account gives.</param>
    public StoredSession AtSignIn(StoredSession given) =>
        given.SignedInBy == StoredSession.Link ? given with { IsListed = Find(given.Person) is not null }
        : ListedAs(given.Person, given.Email).ToList() is { Count: > 0 } listed
            ? given with { IsListed = true, Role = Lowest(listed, given.Role) }
        : given;

    /// <summary>
    /// What a session lets its person do now; null when it has to end, because nothing names the person any more or their role is lower
    /// than at signing in.
    /// </summary>
    public SignedIn? Now(StoredSession session) => session.SignedInBy == StoredSession.Account ? OfAccount(session) : OfLink(session);

    private SignedIn? OfLink(StoredSession session) =>
        !session.IsListed ? Given(session, [])
        : Find(session.Person) is { } known && !Roles.IsLower(known.Role, session.Role) ? known with { Person = session.Person }
        : null;

    // The role stays that of signing in; the settings may only take from it and from what it reaches. Posts count by the name alone, whose
    // claim the settings choose: a person who can change the address at the provider must not gain a team by it.
    private SignedIn? OfAccount(StoredSession session)
    {
        var listed = ListedAs(session.Person, session.Email).ToList();
        if ((session.IsListed && listed.Count == 0) || Roles.IsLower(Lowest(listed, session.Role), session.Role))
        {
            return null;
        }

        var given = Given(session, session.ReachesPosts ? TeamsOf(session.Person) : []);
        var reach = listed.Select(ScopeOf).Aggregate(ScopeOf(given), access.Common);
        return given with { Forces = [.. reach.Forces], Teams = [.. reach.Teams] };
    }

    private static SignedIn Given(StoredSession session, string[] ofPosts) => new()
    {
        Person = session.Person,
        Role = session.Role,
        Forces = session.Forces,
        Teams = [.. session.Teams.Union(ofPosts, StringComparer.Ordinal)],
    };

    private static string Lowest(IEnumerable<SignedIn> listed, string role) =>
        listed.Select(person => person.Role).Append(role).MinBy(Roles.Rank)!; // one role at least

    private static Scope ScopeOf(SignedIn person) => new(person.Forces, person.Teams);

    private IEnumerable<SignedIn> ListedAs(params string?[] addresses) =>
        from person in settings.Value.People
        where addresses.Any(address => address is not null && MailAddresses.AreSame(person.Email, address))
        select Of(person.Email, person);

    private SignedIn Of(string person, Grant grant) => new()
    {
        Person = person,
        Role = grant.Role,
        Forces = [.. grant.OwnScope.Forces],
        Teams = [.. grant.OwnScope.Teams, .. grant.ReachesPosts ? TeamsOf(person) : []],
    };

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
