using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.PoliceUk;

/// <summary>How data.police.uk is read (section <c>PoliceUk</c>); it asks for no credentials.</summary>
public sealed record PoliceUkOptions
{
    /// <summary>Whether it is read at all; the promises that it would show are then unable to be checked until a person records them.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Where its interface answers.</summary>
    [RegularExpression("https?://.+", ErrorMessage = "PoliceUk:BaseAddress must begin with http:// or https://.")]
    public string BaseAddress { get; init; } = "https://data.police.uk/api";
}
