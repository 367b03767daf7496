using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.Tests.Http;

/// <summary>The shared client as the host makes it, over a stubbed outside, with waits of no length.</summary>
internal static class TestOutside
{
    public static HttpOptions Options { get; } = new() { PerHostPerSecond = 0, RetrySeconds = 0, Contact = "webmaster@example.org", AllowedPrivateHosts = ["127.0.0.1"] };

    public static IRestClient Over(Stub outside, string? baseAddress = null) =>
        new OutboundHttp(Options, TimeProvider.System).Client(baseAddress is null ? null : new Uri(baseAddress), outside.Wire());
}
