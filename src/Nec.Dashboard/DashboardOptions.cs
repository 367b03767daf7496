using System.ComponentModel.DataAnnotations;

namespace Nec.Dashboard;

/// <summary>The settings of section <c>Dashboard</c>.</summary>
public sealed class DashboardOptions
{
    /// <summary>Hours without a request after which a person has to sign in again.</summary>
    [Range(1, 24, ErrorMessage = "Dashboard:IdleHours must lie between 1 and 24.")]
    public int IdleHours { get; init; } = 8;

    /// <summary>Hours after which a person has to sign in again, however busy.</summary>
    [Range(1, 24, ErrorMessage = "Dashboard:SessionHours must lie between 1 and 24.")]
    public int SessionHours { get; init; } = 12;
}
