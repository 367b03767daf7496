using System.Security.Claims;

namespace Nec.Dashboard;

/// <summary>What a person may do; a link names one of these.</summary>
public static class Roles
{
    /// <summary>Reads; no addresses, no letters that have not been sent.</summary>
    public const string Viewer = "Viewer";

    /// <summary>Keeps the records of own teams.</summary>
    public const string Team = "Team";

    /// <summary>Runs, pauses and resumes jobs.</summary>
    public const string Operator = "Operator";

    /// <summary>All of it.</summary>
    public const string Admin = "Admin";

    /// <summary>Every role, the lowest first.</summary>
    public static IReadOnlyList<string> All { get; } = [Viewer, Team, Operator, Admin];

    /// <summary>Whether a role is lower than another one.</summary>
    internal static bool IsLower(string role, string than) => Rank(role) < Rank(than);

    /// <summary>How high a role is, from 0 on.</summary>
    internal static int Rank(string role) => All.TakeWhile(known => known != role).Count();

    internal static bool SeesAddresses(ClaimsPrincipal person) => person.IsInRole(Admin);

    /// <summary>A letter's recipient, with the address for who may see it.</summary>
    internal static string Addressee(ClaimsPrincipal reader, string name, string address) =>
        SeesAddresses(reader) ? $"{name} <{address}>" : name;

    /// <summary>
    /// Whether the person may put something on the records of the teams that they see: a viewer never, an operator runs jobs and edits no
    /// evidence.
    /// </summary>
    internal static bool MayRecord(ClaimsPrincipal person) => person.IsInRole(Team) || person.IsInRole(Admin);

    internal static bool MaySendAgain(ClaimsPrincipal person) => person.IsInRole(Admin) || person.IsInRole(Operator);

    /// <summary>The roles of <see cref="SeesUnsentLetters"/>, for a page that is theirs alone.</summary>
    internal const string ReadsUnsentLetters = $"{Operator},{Admin}";

    internal static bool SeesUnsentLetters(ClaimsPrincipal person) => person.IsInRole(Admin) || person.IsInRole(Operator);
}
