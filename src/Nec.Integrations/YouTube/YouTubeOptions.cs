using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.YouTube;

/// <summary>How channels on YouTube are counted (section <c>YouTube</c>). The key comes from the environment.</summary>
public sealed record YouTubeOptions : IValidatableObject
{
    /// <summary>An API key of a Google Cloud project with the YouTube Data API v3; without it no channel can be counted. It does not expire.</summary>
    [RegularExpression(@"\s*[\x21-\x7E]*\s*", ErrorMessage = "YouTube:Key must be one word; the value given is not shown.")]
    public string? Key { get; init; }

    /// <summary>Where the interface answers.</summary>
    public string BaseAddress { get; init; } = "https://www.googleapis.com";

    /// <summary>Whether counts are kept as those of other networks are, which YouTube must have agreed to; otherwise they are deleted before they are 30 days old.</summary>
    public bool KeepCounts { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // The key goes there: only encrypted, or not past this machine.
        if (!Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address) || (address.Scheme != "https" && !(address.Scheme == "http" && address.IsLoopback)))
        {
            yield return new ValidationResult($"YouTube:BaseAddress must be an https address (http only on this machine); it is '{BaseAddress}'.");
        }
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0)
        {
            yield return new ValidationResult("YouTube:BaseAddress must be an address without a user or a query; the value given is not shown.");
        }
    }

    /// <summary>Without the key that a record would print.</summary>
    public override string ToString() => $"{nameof(YouTubeOptions)} {{ BaseAddress = {BaseAddress} }}";
}
