namespace Nec.Dashboard.SignIn;

/// <summary>Somebody who may ask for a sign-in link.</summary>
public sealed class PersonOption : Grant
{
    /// <summary>The address that links go to.</summary>
    public string Email { get; init; } = "";

    internal IEnumerable<string> Faults(string name) =>
        (MailAddresses.IsOne(Email) ? [] : new[] { $"{name}:Email must be one e-mail address; it is '{Email}'." }).Concat(RoleFaults(name));
}

/// <summary>A role with its scope.</summary>
public abstract class Grant
{
    /// <summary>One of the roles.</summary>
    public string Role { get; init; } = "";

    /// <summary>The forces whose teams it reaches.</summary>
    public IReadOnlyList<string> Forces { get; init; } = [];

    /// <summary>
    /// The teams that it reaches beside those. Neither forces nor teams: for the role <c>Team</c> those whose contracts name the person, for
    /// the others all.
    /// </summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>Whether it reaches the teams of the posts that the person holds or covers at the time.</summary>
    internal bool ReachesPosts => !IsScoped && Role == Roles.Team;

    /// <summary>What it reaches, whatever posts the person has.</summary>
    internal Scope OwnScope => IsScoped || ReachesPosts ? new(Forces, Teams) : Scope.Everything;

    private bool IsScoped => Forces.Count + Teams.Count > 0;

    internal IEnumerable<string> RoleFaults(string name)
    {
        if (!Roles.All.Contains(Role))
        {
            yield return $"{name}:Role must be one of {string.Join(", ", Roles.All)}; it is '{Role}'.";
        }

        if (Forces.Concat(Teams).Any(string.IsNullOrWhiteSpace))
        {
            yield return $"{name}: Forces and Teams must hold names; one of them is empty.";
        }
    }
}
