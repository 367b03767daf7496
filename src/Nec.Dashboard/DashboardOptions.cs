using System.ComponentModel.DataAnnotations;
using Nec.Dashboard.SignIn;

namespace Nec.Dashboard;

/// <summary>The settings of section <c>Dashboard</c>.</summary>
public sealed class DashboardOptions : IValidatableObject
{
    /// <summary>Hours without a request after which a person has to sign in again.</summary>
    [Range(1, 24, ErrorMessage = "Dashboard:IdleHours must lie between 1 and 24.")]
    public int IdleHours { get; init; } = 8;

    /// <summary>Hours after which a person has to sign in again, however busy.</summary>
    [Range(1, 24, ErrorMessage = "Dashboard:SessionHours must lie between 1 and 24.")]
    public int SessionHours { get; init; } = 12;

    /// <summary>Who may ask for a sign-in link, beside those whom a contract names and the admin.</summary>
    public IReadOnlyList<PersonOption> People { get; init; } = [];

    /// <summary>Further host names or numbers under which Nec is served, without port; <c>*</c> for any.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The provider through which people sign in with their accounts; none when its client id is not set.</summary>
    public OpenIdOptions OpenId { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        People.SelectMany((person, index) => person.Faults($"Dashboard:People:{index}"))
            .Concat(Hosts.Where(host => host != "*" && HostName.Of(host) is null).Select(host =>
                "Dashboard:Hosts must hold host names or IP addresses without scheme, port and path, such as nec.example.org or 2001:db8::1, "
                + $"or * for any; one of them is '{host}'."))
            .Concat(OpenId.Faults())
            .Select(fault => new ValidationResult(fault));
}
