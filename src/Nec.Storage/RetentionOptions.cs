using System.ComponentModel.DataAnnotations;

namespace Nec.Storage;

/// <summary>For how long what is kept (section <c>Retention</c>); agreed with a records manager.</summary>
public sealed record RetentionOptions : IValidatableObject
{
    /// <summary>Months after the day it speaks of: what a person wrote (notes, feedback, who did it, the reason of an answer). It goes first.</summary>
    [Range(1, 240, ErrorMessage = "Retention:NoteMonths must lie between 1 and 240.")]
    public int NoteMonths { get; init; } = 18;

    /// <summary>Days after it was sent or parked: the words of a letter; to whom it went, when and about what stays.</summary>
    [Range(7, 3650, ErrorMessage = "Retention:MailTextDays must lie between 7 and 3650.")]
    public int MailTextDays { get; init; } = 90;

    /// <summary>Years after it was sent or parked: all else of a letter.</summary>
    [Range(1, 20, ErrorMessage = "Retention:MailYears must lie between 1 and 20.")]
    public int MailYears { get; init; } = 2;

    /// <summary>Contract years kept beside the running one: facts, page texts and what people wrote into a year's pack.</summary>
    [Range(1, 50, ErrorMessage = "Retention:EvidenceYears must lie between 1 and 50.")]
    public int EvidenceYears { get; init; } = 3;

    /// <summary>Years: the audit log.</summary>
    [Range(2, 100, ErrorMessage = "Retention:AuditYears must lie between 2 and 100.")]
    public int AuditYears { get; init; } = 7;

    /// <summary>Months after they ended: addresses of calendars, tokens of scripts, and mail addresses that failed.</summary>
    [Range(1, 120, ErrorMessage = "Retention:ContactMonths must lie between 1 and 120.")]
    public int ContactMonths { get; init; } = 6;

    /// <summary>Days after they expired: sign-in links.</summary>
    [Range(1, 3650, ErrorMessage = "Retention:SignInDays must lie between 1 and 3650.")]
    public int SignInDays { get; init; } = 30;

    /// <summary>Days: the history of runs, and workers that are gone. Never under 13 months, so that a yearly job has a predecessor (domain.md C2-13).</summary>
    [Range(397, 3650, ErrorMessage = "Retention:RunDays must lie between 397 (13 months) and 3650.")]
    public int RunDays { get; init; } = 400;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AuditYears <= EvidenceYears)
        {
            yield return new(FormattableString.Invariant($"Retention:AuditYears ({AuditYears}) must be more than Retention:EvidenceYears ({EvidenceYears}): who changed evidence is kept longer than the evidence."));
        }
    }
}
