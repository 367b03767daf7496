using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Nec.Simulator.Tests.Mail;

/// <summary>A sender that says exactly what a test tells it to.</summary>
internal sealed class Sender : IDisposable
{
    private readonly TcpClient client;
    private Stream stream;

    private Sender(TcpClient client) => (this.client, stream) = (client, client.GetStream());

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Connected, greeted and past EHLO.</summary>
    public static async Task<Sender> To(SmtpSink sink)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(sink.Host, sink.Port, Cancelled);
        var sender = new Sender(connection);
        Assert.StartsWith("220 ", await sender.Reply(), StringComparison.Ordinal);
        Assert.StartsWith("250", await sender.Say("EHLO sender.example.org"), StringComparison.Ordinal);
        return sender;
    }

    public async Task<string> Say(string line)
    {
        await Send(line + "\r\n");
        return await Reply();
    }

    public Task Send(string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), Cancelled).AsTask();

    /// <summary>One reply, all its lines; empty when the server has hung up.</summary>
    public async Task<string> Reply()
    {
        var reply = new StringBuilder();
        string line;
        do
        {
            line = await Line();
            reply.Append(line).Append('\n');
        }
        while (line.Length > 3 && line[3] == '-');

        return reply.ToString().TrimEnd();
    }

    /// <summary>Envelope and message in one; the reply to the first step that is refused, or to the message.</summary>
    public async Task<string> Deliver(string message, params string[] recipients)
    {
        var reply = await Say("MAIL FROM:<nec@example.org>");
        foreach (var recipient in recipients.DefaultIfEmpty("a@example.org"))
        {
            reply = reply[0] == '2' ? await Say($"RCPT TO:<{recipient}>") : reply;
        }

        reply = reply[0] == '2' ? await Say("DATA") : reply;
        return reply[0] == '3' ? await Say(message + "\r\n.") : reply;
    }

    public async Task Secure(SmtpSink sink)
    {
        Assert.StartsWith("220", await Say("STARTTLS"), StringComparison.Ordinal);
        await ShakeHands(sink);
    }

    public async Task ShakeHands(SmtpSink sink)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate?.GetCertHashString() == sink.Certificate.GetCertHashString());
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, Cancelled);
        stream = secure;
    }

    public void Dispose()
    {
        stream.Dispose();
        client.Dispose();
    }

    private async Task<string> Line()
    {
        var line = new StringBuilder();
        var letter = new byte[1];
        try
        {
            while (await stream.ReadAsync(letter, Cancelled) == 1 && letter[0] != '\n')
            {
                line.Append((char)letter[0]);
            }
        }
        catch (IOException)
        {
            return ""; // reset
        }

        return line.ToString().TrimEnd('\r');
    }
}
