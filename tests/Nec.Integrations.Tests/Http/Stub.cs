using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Nec.Integrations.Tests.Recorded;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace Nec.Integrations.Tests.Http;

/// <summary>The stubbed outside of a class of tests: WireMock on a free loopback port, which keeps what it was asked.</summary>
public sealed class Stub : IDisposable
{
    private const string Reset = "Stub-Reset";
    private const string Anything = "/*";

    public WireMockServer Server { get; } = WireMockServer.Start(new WireMockServerSettings
    {
        Urls = ["http://127.0.0.1:0"], // by itself it listens on every interface
        PreWireMockMiddlewareInit = app => ((IApplicationBuilder)app).Use(Resetting),
        HandlebarsRegistrationCallback = (handlebars, _) => Samples.Register(handlebars),
    });

    public string Address => Server.Url!;

    /// <summary>Every request since <see cref="Answers"/>.</summary>
    public IReadOnlyList<IRequestMessage> Asked => [.. Server.LogEntries.Select(entry => entry.RequestMessage!)];

    /// <summary>Path and query of every request since <see cref="Answers"/>.</summary>
    public IEnumerable<string> Paths => Asked.Select(request => new Uri(request.AbsoluteUrl).PathAndQuery);

    /// <summary>A connection that ends without a reply.</summary>
    public static IResponseBuilder NoReply => Reply(200, headers: (Reset, "yes"));

    public static IResponseBuilder Reply(
        int status, string body = "{}", string type = "application/json", params (string Name, string Value)[] headers) => headers.Aggregate(
            Response.Create().WithStatusCode(status).WithBody(body).WithHeader("Content-Type", type),
            (reply, header) => reply.WithHeader(header.Name, header.Value));

    /// <summary>From now on whatever is asked for gets the next reply, the last one over and over; all that was before is forgotten.</summary>
    public Stub Answers(params IResponseBuilder[] replies)
    {
        Server.Reset();

        return At(Anything, replies);
    }

    /// <summary>What is asked for at one path gets replies of its own, in place of those that it had.</summary>
    public Stub At(string path, params IResponseBuilder[] replies)
    {
        Server.Mappings.Where(mapping => mapping.Scenario == path).ToList().ForEach(mapping => Server.DeleteMapping(mapping.Guid));
        for (var turn = 0; turn < replies.Length; turn++)
        {
            Server.Given(Request.Create().WithPath(path)).AtPriority(path == Anything ? 1 : 0)
                .InScenario(path).WhenStateIs($"{turn}").WillSetStateTo($"{Math.Min(turn + 1, replies.Length - 1)}")
                .RespondWith(replies[turn]);
        }

        Server.SetScenarioState(path, "0");

        return this;
    }

    /// <summary>A wire on which every host leads here, as plain http; the request's host says which it was.</summary>
    internal HttpMessageHandler Wire() => new LeadingHere(new Uri(Address));

    public void Dispose() => Server.Dispose();

    private static Task Resetting(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.ContainsKey(Reset))
            {
                context.Abort();
            }

            return Task.CompletedTask;
        });

        return next(context);
    }

    private sealed class LeadingHere(Uri here) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var asked = request.RequestUri!;
            (request.RequestUri, request.Headers.Host) = (new Uri(here, asked.PathAndQuery), asked.Authority);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                (request.RequestUri, request.Headers.Host) = (asked, null); // our other handlers look at them
            }
        }
    }
}
