using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nec.Simulator;

/// <summary>Reads the body of <c>sendMail</c> as strictly as the real one does.</summary>
internal static class GraphMailRequest
{
    private const int MostHeaders = 5;

    /// <summary>The mail, or why it is refused.</summary>
    public static (GraphMailMessage? Mail, GraphMailError? Error) Read(string body)
    {
        try
        {
            var request = JsonNode.Parse(body);
            var message = request?["message"];
            var headers = (message?["internetMessageHeaders"]?.AsArray() ?? []).Select(header => (Name: Text(header?["name"]), Value: Text(header?["value"]))).ToList();
            var to = Addresses(message?["toRecipients"]);
            var type = Text(message?["body"]?["contentType"]);

            return Refusal(headers, to, type) is { } error ? (null, error) : (new GraphMailMessage(
                Text(message?["subject"]), type, Text(message?["body"]?["content"]), to, Addresses(message?["replyTo"]),
                headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
                request?["saveToSentItems"]?.GetValue<bool>() ?? true), null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or ArgumentException)
        {
            return (null, GraphMailError.BadRequest("Unable to read JSON request payload."));
        }
    }

    private static GraphMailError? Refusal(List<(string Name, string Value)> headers, List<string> to, string type) =>
        headers.Find(header => !header.Name.StartsWith("x-", StringComparison.OrdinalIgnoreCase)) is { Name: { } name }
            ? new(400, "InvalidInternetMessageHeader", $"The internet message header name '{name}' should start with 'x-' or 'X-'.")
        : headers.Count > MostHeaders ? new(400, "InvalidInternetMessageHeaderCollection", "Maximum number of headers in one message should be less than or equal to 5.")
        : to.Count == 0 || to.Exists(address => !address.Contains('@', StringComparison.Ordinal)) ? new(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.")
        : type is not ("HTML" or "Text") ? GraphMailError.BadRequest("The body's content type is neither Text nor HTML.")
        : null;

    private static List<string> Addresses(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(entry => Text(entry?["emailAddress"]?["address"]))];

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";
}
