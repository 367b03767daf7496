using System.ComponentModel.DataAnnotations;

namespace Nec.Integrations.BankHolidays;

/// <summary>Where bank holidays come from (section <c>BankHolidays</c>).</summary>
public sealed record BankHolidayOptions
{
    /// <summary>The site that serves <c>/bank-holidays.json</c>.</summary>
    [RegularExpression("https?://.+", ErrorMessage = "BankHolidays:BaseAddress must begin with http:// or https://.")]
    public string BaseAddress { get; init; } = "https://www.gov.uk";
}
