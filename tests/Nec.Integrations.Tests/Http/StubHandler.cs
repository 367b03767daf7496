using System.Net;
using System.Text;

namespace Nec.Integrations.Tests.Http;

/// <summary>The wire of a test: answers each request with what the test says, and keeps what was asked.</summary>
internal sealed class StubHandler(params Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>[] answers) : HttpMessageHandler
{
    /// <summary>Address and Authorization header of every request so far.</summary>
    public List<(Uri Address, string? Authorization, string UserAgent)> Asked { get; } = [];

    /// <summary>Every request is answered with the next reply, the last one over and over.</summary>
    public static StubHandler Answering(params HttpResponseMessage[] replies) =>
        new([.. replies.Select(reply => (Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>)((_, _) => Task.FromResult(reply)))]);

    public static HttpResponseMessage Reply(HttpStatusCode status, string body, string type = "application/json") =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int count;
        lock (Asked)
        {
            Asked.Add((request.RequestUri!, request.Headers.Authorization?.ToString(), request.Headers.UserAgent.ToString()));
            count = Asked.Count;
        }

        return answers[Math.Min(count, answers.Length) - 1](request, cancellationToken);
    }
}
