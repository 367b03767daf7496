using Nec.Integrations.Http;
using Nec.Integrations.Mail;
using Nec.Integrations.Tests.Http;

namespace Nec.Integrations.Tests.Mail;

public sealed class MailWireTests(Stub proxy) : IClassFixture<Stub>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http_proxy={0}", null, true)]
    [InlineData("all_proxy={0}", null, true)]
    [InlineData("http_proxy={0} no_proxy=mail.invalid", null, false)]
    [InlineData("http_proxy=http://127.0.0.1:9 no_proxy=*", "{0}", true)] // the setting goes before the variables
    public async Task Mail_goes_through_the_proxy_that_everything_else_goes_through(string variables, string? setting, bool isAsked)
    {
        var address = proxy.Answers(Stub.Reply(200, "through")).Address;
        var options = new HttpOptions { Proxy = setting?.Replace("{0}", address, StringComparison.Ordinal) };
        var given = variables.Replace("{0}", address, StringComparison.Ordinal).Split(' ').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        using var wire = new MailWire("http://mail.invalid/", options, MailWire.Sockets(options, given.GetValueOrDefault));

        var answer = await wire.Post("send", "token", [], Cancel);

        Assert.Equal(isAsked, answer is WireAnswer.Reply { Body: "through" });
        Assert.Equal(isAsked ? ["mail.invalid"] : [], proxy.Asked.Select(request => request.Host));
    }
}
