using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.Mail.Notify;

/// <summary>How mail leaves through GOV.UK Notify (section <c>Mail:Notify</c>). The key comes from the environment.</summary>
public sealed record NotifyMailOptions : IValidatableObject
{
    /// <summary>As Notify shows it once: the key's name, the service's id and the secret, with hyphens between.</summary>
    [Required(ErrorMessage = "Mail:Notify:ApiKey must be set when Mail:Transport is Notify; it comes from the environment.")]
    public required string ApiKey { get; init; }

    /// <summary>The e-mail template, whose subject is <c>((subject))</c> and whose body is <c>((body))</c>.</summary>
    [Required(ErrorMessage = "Mail:Notify:TemplateId must be set when Mail:Transport is Notify: the id of a template of ((subject)) and ((body)).")]
    public required string TemplateId { get; init; }

    /// <summary>Where Notify answers.</summary>
    public string BaseAddress { get; init; } = "https://api.notifications.service.gov.uk";

    /// <summary>Which of the service's reply-to addresses takes answers; null: its default. Mail:ReplyTo is not carried.</summary>
    public string? ReplyToId { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (NotifyToken.KeyOf(ApiKey) is null)
        {
            yield return new ValidationResult("Mail:Notify:ApiKey must end in the service's id and the secret, as in name-00000000-0000-0000-0000-000000000000-00000000-0000-0000-0000-000000000000; the value given does not.");
        }

        foreach (var (name, value) in new[] { (nameof(TemplateId), TemplateId), (nameof(ReplyToId), ReplyToId) })
        {
            if (!string.IsNullOrEmpty(value) && !Guid.TryParseExact(value, "D", out _))
            {
                yield return new ValidationResult($"Mail:Notify:{name} must be an id of the form 00000000-0000-0000-0000-000000000000; it is '{value}'.");
            }
        }

        if (!MailAddressRule.IsFit(BaseAddress))
        {
            yield return new ValidationResult($"Mail:Notify:BaseAddress must be an https address (http only on this machine); it is '{BaseAddress}'.");
        }
    }
}
