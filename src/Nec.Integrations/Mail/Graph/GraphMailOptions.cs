using System.ComponentModel.DataAnnotations;
using Nec.Integrations.Mail.Entra;

namespace Nec.Integrations.Mail.Graph;

/// <summary>How mail leaves through Microsoft Graph (section <c>Mail:Graph</c>).</summary>
public sealed record GraphMailOptions : EntraOptions, IValidatableObject
{
    /// <summary>The section's name.</summary>
    internal const string Section = "Mail:Graph";

    private const string When = "when Mail:Transport is Graph";

    /// <summary>The mailbox that sends: its address or its id. Readers see its name, not that of Mail:From.</summary>
    [Required(ErrorMessage = Section + ":Mailbox must be set " + When + ": the address of the mailbox that sends.")]
    public required string Mailbox { get; init; }

    /// <summary>Where Graph answers.</summary>
    public string BaseAddress { get; init; } = "https://graph.microsoft.com";

    /// <summary>Mails in any minute; 0 is unlimited. A mailbox may send 30.</summary>
    [Range(0, 10_000, ErrorMessage = Section + ":PerMinute must lie between 0 (unlimited) and 10000.")]
    public int PerMinute { get; init; } = 30;

    /// <summary>Whether the mailbox keeps a copy of each mail.</summary>
    public bool SaveToSentItems { get; init; }

    /// <summary>What a token for Graph is asked for with.</summary>
    internal string Scope =>
        new Uri(BaseAddress) is var graph && MailAddressRule.IsClear(graph)
            ? "https://graph.microsoft.com/.default"
            : $"{graph.GetLeftPart(UriPartial.Authority)}/.default";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var trouble in Check(Section, When))
        {
            yield return trouble;
        }

        if (!MailAddressRule.IsFit(BaseAddress))
        {
            yield return new($"{Section}:BaseAddress must be an https address (http only on this machine); it is '{BaseAddress}'.");
        }
    }
}
