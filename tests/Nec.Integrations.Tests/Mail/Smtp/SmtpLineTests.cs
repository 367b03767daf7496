using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Nec.Integrations.Mail.Smtp;

namespace Nec.Integrations.Tests.Mail.Smtp;

/// <summary>A server that is late is told from whoever asks us to stop, and from all else that goes wrong, which keeps its kind and the place where it happened.</summary>
public sealed class SmtpLineTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Deeds => ["write", "read", "encrypt"];

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task A_server_that_does_not_answer_in_time_is_late(string deed)
    {
        var late = await Assert.ThrowsAsync<SmtpTroubleException>(() => Do(deed, new Mute(), TimeSpan.Zero, Cancel));
        Assert.Equal("the mail server did not answer in time", late.Message);
    }

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task Who_asks_us_to_stop_hears_just_that_with_the_place(string deed)
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        var asked = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Do(deed, new Mute(), Long, stopped.Token));
        Assert.Contains(nameof(Mute), asked.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_fails_as_the_socket_says()
    {
        int free;
        using (var taken = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            free = ((IPEndPoint)taken.LocalEndPoint!).Port; // it is bound
        }

        var refused = await Assert.ThrowsAsync<SocketException>(() => SmtpLine.Open("127.0.0.1", free, Long, Cancel));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    private static async Task Do(string deed, Stream stream, TimeSpan patience, CancellationToken cancellationToken)
    {
        await using var line = new SmtpLine(stream, patience);
        await (deed switch
        {
            "write" => line.Write("QUIT\r\n", cancellationToken),
            "read" => line.Read(cancellationToken),
            _ => line.Encrypt(new SslClientAuthenticationOptions { TargetHost = "mail.example.org" }, cancellationToken),
        });
    }

    /// <summary>Neither says nor takes anything.</summary>
    private sealed class Mute : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
    }
}
