using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.Mail;

/// <summary>The ways that a mail may leave.</summary>
public enum MailTransport
{
    /// <summary>As a file in a folder, for another program to take or for a look.</summary>
    Pickup,

    /// <summary>To a mail server.</summary>
    Smtp,

    /// <summary>As a mailbox of Microsoft 365, through Microsoft Graph.</summary>
    Graph,

    /// <summary>Through GOV.UK Notify.</summary>
    Notify,
}

/// <summary>How mail leaves and what it bears (section <c>Mail</c>).</summary>
public sealed record MailOptions : IValidatableObject
{
    /// <summary>Which way.</summary>
    public MailTransport Transport { get; init; } = MailTransport.Pickup;

    /// <summary>Our address, with or without a name.</summary>
    [Required(ErrorMessage = "Mail:From must be set: the address that notices come from, such as Nec <nec@example.org>.")]
    public required string From { get; init; }

    /// <summary>Where answers go when a team has no address of its own; null: to <see cref="From"/>.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The first line of every notice, such as OFFICIAL; none when empty.</summary>
    public string? Marking { get; init; }

    /// <summary>The admin's address, told of silent sources and parked mail.</summary>
    public string? Admin { get; init; }

    /// <summary>The dashboard's address, as links in mail begin.</summary>
    public string? PublicAddress { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, value) in new[] { (nameof(From), From), (nameof(ReplyTo), ReplyTo), (nameof(Admin), Admin) })
        {
            if (!string.IsNullOrEmpty(value) && !IsMailbox(value))
            {
                yield return new ValidationResult($"Mail:{name} must be one e-mail address; it is '{value}'.");
            }
        }

        if (!string.IsNullOrEmpty(PublicAddress) && (!Uri.TryCreate(PublicAddress, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")))
        {
            yield return new ValidationResult($"Mail:PublicAddress must be an http or https address; it is '{PublicAddress}'.");
        }

        if (Marking?.Any(char.IsControl) == true)
        {
            yield return new ValidationResult("Mail:Marking must be one line.");
        }
    }

    private static bool IsMailbox(string text)
    {
        try
        {
            _ = Mailbox.Parse(text, "");
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
