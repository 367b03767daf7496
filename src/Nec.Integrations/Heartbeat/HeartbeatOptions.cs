using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.Heartbeat;

/// <summary>Whom to tell that we are alive (section <c>Heartbeat</c>); the addresses are secrets, since whoever knows them can speak in our name.</summary>
public sealed record HeartbeatOptions : IValidatableObject
{
    /// <summary>Asked while all is well; null: nobody is told.</summary>
    public string? Url { get; init; }

    /// <summary>Asked instead while something is wrong; null: then nothing is asked, and the silence tells it.</summary>
    public string? FailUrl { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, value) in ((string, string?)[])[(nameof(Url), Url), (nameof(FailUrl), FailUrl)])
        {
            if (!string.IsNullOrEmpty(value) && !(Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0))
            {
                yield return new($"Heartbeat:{name} must be a web address that begins with http:// or https://, without a user name."); // not shown: it is a secret
            }
        }

        if (!string.IsNullOrEmpty(FailUrl) && string.IsNullOrEmpty(Url))
        {
            yield return new("Heartbeat:FailUrl needs Heartbeat:Url: set the address that is asked while all is well too.");
        }
    }
}
