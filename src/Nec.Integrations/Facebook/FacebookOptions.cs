using System.ComponentModel.DataAnnotations;
using Nec.Integrations.Meta;

namespace Nec.Integrations.Facebook;

/// <summary>How Facebook Pages are counted (section <c>Facebook</c>). Token and secret come from the environment.</summary>
public sealed record FacebookOptions : IValidatableObject
{
    /// <summary>A system user's or a Page's token. Without it Pages are asked for by the app's own token, if <see cref="AppId"/> and <see cref="AppSecret"/> are set.</summary>
    public string? Token { get; init; }

    /// <summary>The app's number. With its secret it lets us see when the token dies, and read others' Pages that the token may not.</summary>
    public string? AppId { get; init; }

    /// <summary>The app's secret; every call then proves that we know it.</summary>
    public string? AppSecret { get; init; }

    /// <summary>Whether the day of a Page's last post is asked for too. Only the Page's own token may see it; with another one every count costs a second call.</summary>
    public bool LastPost { get; init; }

    /// <summary>The Graph version. Facebook serves an expired one silently as another, so look at it twice a year.</summary>
    public string Version { get; init; } = "v26.0";

    /// <summary>Where the Graph API answers.</summary>
    public string BaseAddress { get; init; } = "https://graph.facebook.com";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        MetaSettings.Faults("Facebook", Token, AppId, AppSecret, Version, BaseAddress);

    /// <summary>Without the secrets that a record would print.</summary>
    public override string ToString() => $"{nameof(FacebookOptions)} {{ BaseAddress = {BaseAddress}, Version = {Version} }}";
}
