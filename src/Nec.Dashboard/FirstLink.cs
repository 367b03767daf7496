using Nec.Storage;

namespace Nec.Dashboard;

/// <summary>The sign-in link that <c>nec run</c> prints for the configured admin.</summary>
public static class FirstLink
{
    /// <summary>The path of a new one-time link; <paramref name="expiresAt"/> is real time, like everything about signing in.</summary>
    public static Task<string> Create(
        SignInLinks links, string person, string role, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        Create(links, person, role, Scope.Everything, expiresAt, cancellationToken);

    /// <summary>As above, for somebody who has to do with some teams only.</summary>
    public static async Task<string> Create(
        SignInLinks links, string person, string role, Scope scope, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        if (!Roles.All.Contains(role))
        {
            throw new ArgumentException($"The role {role} is not known: use one of {string.Join(", ", Roles.All)}.", nameof(role));
        }

        SignedIn signedIn = new() { Person = person, Role = role, Forces = [.. scope.Forces], Teams = [.. scope.Teams] };
        return $"/sign-in/{await links.Create(signedIn, expiresAt, cancellationToken)}";
    }
}
