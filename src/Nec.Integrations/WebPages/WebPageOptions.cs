using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.WebPages;

/// <summary>How web pages are watched (section <c>WebPages</c>).</summary>
public sealed record WebPageOptions : IValidatableObject
{
    /// <summary>Hosts of the contract's pages that are served elsewhere, such as a staging copy: from the host to the base address that answers for it.</summary>
    public IReadOnlyDictionary<string, string> Hosts { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How lines begin that are standing notices rather than content, beside those that we know (<see cref="Boilerplate.Known"/>).</summary>
    public IReadOnlyList<string> Boilerplate { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from host in Hosts
        where !Uri.TryCreate(host.Value, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        select new ValidationResult($"WebPages:Hosts:{host.Key} must be an http or https address; it is '{host.Value}'.");
}
