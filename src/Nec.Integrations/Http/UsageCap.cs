using System.Net;

namespace Nec.Integrations.Http;

/// <summary>
/// A spent budget comes as a 429 whose rate headers look healthy (X): asking again cannot help before somebody pays, and what the reply
/// says of waiting is no word about the host's other answers.
/// </summary>
internal static class UsageCap
{
    public static async ValueTask<bool> IsIn(HttpResponseMessage? response, CancellationToken cancellationToken) =>
        response is { StatusCode: HttpStatusCode.TooManyRequests, Content: { } content }
        && await content.ReadAsStringAsync(cancellationToken) is var body
        && (body.Contains("/usage-capped", StringComparison.Ordinal) || body.Contains("UsageCapExceeded", StringComparison.Ordinal));
}
