using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.X;

/// <summary>How accounts on X are counted (section <c>X</c>). The token comes from the environment.</summary>
public sealed record XOptions : IValidatableObject
{
    /// <summary>The app's own bearer token; without it no account on X can be counted. It does not expire.</summary>
    [RegularExpression(@"\s*[\x21-\x7E]*\s*", ErrorMessage = "X:Token must be one word, without 'Bearer' before it; the value given is not shown.")]
    public string? Token { get; init; }

    /// <summary>Where the interface answers.</summary>
    public string BaseAddress { get; init; } = "https://api.x.com";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // The token goes there: only encrypted, or not past this machine.
        if (!Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address) || (address.Scheme != "https" && !(address.Scheme == "http" && address.IsLoopback)))
        {
            yield return new ValidationResult($"X:BaseAddress must be an https address (http only on this machine); it is '{BaseAddress}'.");
        }
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0)
        {
            yield return new ValidationResult("X:BaseAddress must be an address without a user or a query; the value given is not shown.");
        }
    }

    /// <summary>Without the token that a record would print.</summary>
    public override string ToString() => $"{nameof(XOptions)} {{ BaseAddress = {BaseAddress} }}";
}
