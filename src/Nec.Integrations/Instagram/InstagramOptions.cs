using System.ComponentModel.DataAnnotations;
using Nec.Integrations.Meta;

namespace Nec.Integrations.Instagram;

/// <summary>How Instagram accounts are counted (section <c>Instagram</c>). Token and secret come from the environment.</summary>
public sealed record InstagramOptions : IValidatableObject
{
    /// <summary>A Facebook user's token with instagram_basic, instagram_manage_insights and pages_read_engagement; without it no Instagram account can be counted.</summary>
    public string? Token { get; init; }

    /// <summary>The number of our own Instagram account, through which others' are looked up.</summary>
    public string? UserId { get; init; }

    /// <summary>The app's number. With its secret it lets us see when the token dies.</summary>
    public string? AppId { get; init; }

    /// <summary>The app's secret; every call then proves that we know it.</summary>
    public string? AppSecret { get; init; }

    /// <summary>Whether the day of an account's last post is asked for too; when that is refused, the count is asked for without it.</summary>
    public bool LastPost { get; init; } = true;

    /// <summary>The Graph version. Meta serves an expired one silently as another, so look at it twice a year.</summary>
    public string Version { get; init; } = "v26.0";

    /// <summary>Where the Graph API answers.</summary>
    public string BaseAddress { get; init; } = "https://graph.facebook.com";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var fault in MetaSettings.Faults("Instagram", Token, AppId, AppSecret, Version, BaseAddress))
        {
            yield return fault;
        }

        if (!string.IsNullOrWhiteSpace(UserId) && !UserId.Trim().All(char.IsAsciiDigit))
        {
            yield return new("Instagram:UserId must be a number; the value given is not shown.");
        }

        if (!string.IsNullOrWhiteSpace(Token) && string.IsNullOrWhiteSpace(UserId))
        {
            yield return new("Instagram:UserId must be set when Instagram:Token is: the number of our own account, through which others' are looked up.");
        }
    }

    /// <summary>Without the secrets that a record would print.</summary>
    public override string ToString() => $"{nameof(InstagramOptions)} {{ BaseAddress = {BaseAddress}, Version = {Version} }}";
}
