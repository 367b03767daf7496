using System.Text.RegularExpressions;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>Presses a button with the token of a page that its person can see.</summary>
internal static partial class JobPress
{
    public static async Task<HttpResponseMessage> Press(this HttpClient client, string address, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await client.GetStringAsync("/jobs", cancellationToken)).Groups["token"].Value;
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await client.PostAsync(address, content, cancellationToken);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
