using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.Facebook;

/// <summary>How Facebook Pages are counted (section <c>Facebook</c>). Token and secret come from the environment.</summary>
public sealed record FacebookOptions
{
    /// <summary>A system user's or a Page's token; without it no Facebook account can be counted.</summary>
    public string? Token { get; init; }

    /// <summary>The app's secret, when the app requires proof of it.</summary>
    public string? AppSecret { get; init; }

    /// <summary>The Graph version. Facebook serves an expired one silently as another, so look at it twice a year.</summary>
    [RegularExpression(@"v\d{1,3}\.\d", ErrorMessage = "Facebook:Version must look like v26.0.")]
    public string Version { get; init; } = "v26.0";

    /// <summary>Where the Graph API answers.</summary>
    [RegularExpression("https?://.+", ErrorMessage = "Facebook:BaseAddress must begin with http:// or https://.")]
    public string BaseAddress { get; init; } = "https://graph.facebook.com";
}
