using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.Mail.Pickup;

/// <summary>Where mail is left (section <c>Mail:Pickup</c>).</summary>
public sealed record PickupOptions
{
    /// <summary>The folder; it is made when it is not there.</summary>
    [Required(ErrorMessage = "Mail:Pickup:Folder must be set when Mail:Transport is Pickup.")]
    public required string Folder { get; init; }
}
