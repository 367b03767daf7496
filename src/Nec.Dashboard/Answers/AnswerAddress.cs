using System.Globalization;
using Nec.Dashboard.Promises;

namespace Nec.Dashboard.Answers;

/// <summary>Where the pages of one sheet are: under a link's token, or under the promise for somebody who is signed in.</summary>
public sealed record AnswerAddress
{
    private readonly bool _isLink;

    private AnswerAddress(string form, bool isLink) => (Form, _isLink) = (form, isLink);

    /// <summary>The page with the forms; they are sent there too.</summary>
    public string Form { get; }

    /// <summary>The due date as a calendar file; null for somebody who is signed in, who has the team's calendar.</summary>
    public string? Due => _isLink ? $"{Form}/due.ics" : null;

    /// <summary>The pages of a link in mail.</summary>
    public static AnswerAddress OfLink(string token) => new($"/r/{Uri.EscapeDataString(token)}", isLink: true);

    /// <summary>The pages of a promise's period; the period stands in the address, because the promise moves on to the next one when it is kept.</summary>
    public static AnswerAddress Of(string team, string obligation, string period) => new($"{Of(team, obligation)}?period={Uri.EscapeDataString(period)}", isLink: false);

    /// <summary>The same, of the period that the promise stands in.</summary>
    public static string Of(string team, string obligation) => $"/record{Standing.AddressOf(team, obligation)["/promises".Length..]}";

    /// <summary>What has been put on record.</summary>
    public string OnRecord(long fact) => OnRecord("fact", fact.ToString(CultureInfo.InvariantCulture));

    /// <summary>What was answered by a button that puts nothing on record.</summary>
    public string Said(string? press) => OnRecord("said", press ?? "");

    /// <summary>The page that corrects a record; its form is sent there too.</summary>
    public string Correct(long? fact) => string.Create(CultureInfo.InvariantCulture, $"{Form}{(_isLink ? "/correct/" : "&correct=")}{fact}");

    private string OnRecord(string name, string value) => $"{Form}{(_isLink ? "/on-record?" : "&")}{name}={Uri.EscapeDataString(value)}";
}
