using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.Mastodon;

/// <summary>How accounts on Mastodon are counted (section <c>Mastodon</c>). Instances answer without credentials.</summary>
public sealed record MastodonOptions : IValidatableObject
{
    /// <summary>Instances that answer elsewhere than at their own name: from the part behind the handle's @ to the base address that answers for it.</summary>
    public IReadOnlyDictionary<string, string> Instances { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The instance that <c>nec doctor</c> asks for a sign of life.</summary>
    public string ProbeInstance { get; init; } = "mastodon.social";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!MastodonHandle.IsInstance(ProbeInstance))
        {
            yield return new ValidationResult($"Mastodon:ProbeInstance must be the name of an instance, such as mastodon.social; it is '{ProbeInstance}'.");
        }

        foreach (var (instance, value) in Instances)
        {
            if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            {
                yield return new ValidationResult($"Mastodon:Instances:{instance} must be an http or https address; it is '{value}'.");
            }
            else if (address.UserInfo.Length > 0 || address.Query.Length > 0)
            {
                yield return new ValidationResult($"Mastodon:Instances:{instance} must be an address without a user or a query; the value given is not shown.");
            }
        }
    }

    /// <summary>Where an instance answers, without a slash at the end.</summary>
    internal string AddressOf(string instance) =>
        Instances.FirstOrDefault(entry => string.Equals(entry.Key, instance, StringComparison.OrdinalIgnoreCase)).Value?.TrimEnd('/') ?? $"https://{instance}";
}
