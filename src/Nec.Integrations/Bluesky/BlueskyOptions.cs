using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.Bluesky;

/// <summary>How accounts on Bluesky are counted (section <c>Bluesky</c>). Its public view asks for no credentials.</summary>
public sealed record BlueskyOptions : IValidatableObject
{
    /// <summary>Where the public view answers.</summary>
    public string BaseAddress { get; init; } = "https://public.api.bsky.app";

    /// <summary>Whether the day of the last post is asked for too: one more call for each account.</summary>
    public bool LastPost { get; init; } = true;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            yield return new ValidationResult($"Bluesky:BaseAddress must be an http or https address; it is '{BaseAddress}'.");
        }
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0)
        {
            yield return new ValidationResult("Bluesky:BaseAddress must be an address without a user or a query; the value given is not shown.");
        }
    }
}
