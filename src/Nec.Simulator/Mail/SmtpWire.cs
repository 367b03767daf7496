using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Nec.Simulator;

/// <summary>Buffered lines and messages over one connection; replies wait until nothing more is there to read (pipelining).</summary>
internal sealed class SmtpWire(Socket socket) : IAsyncDisposable
{
    private const int LongestLine = 64 * 1024;

    private readonly MemoryStream replies = new();
    private Stream stream = new NetworkStream(socket, ownsSocket: true);
    private byte[] buffer = new byte[32 * 1024];
    private int start;
    private int end;

    public bool OverTls { get; private set; }

    public void Write(string reply)
    {
        replies.Write(Encoding.ASCII.GetBytes(reply));
        replies.Write("\r\n"u8);
    }

    public async ValueTask Flush(CancellationToken cancellationToken)
    {
        if (replies.Length > 0)
        {
            await stream.WriteAsync(replies.GetBuffer().AsMemory(0, (int)replies.Length), cancellationToken);
            replies.SetLength(0);
        }
    }

    /// <summary>The next line without its end; null when the other side has closed.</summary>
    public async ValueTask<string?> ReadLine(CancellationToken cancellationToken)
    {
        int length;
        while ((length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n')) < 0)
        {
            if (end - start > LongestLine)
            {
                throw new IOException("A line is longer than any command.");
            }

            if (!await Fill(cancellationToken))
            {
                return null;
            }
        }

        var line = Encoding.UTF8.GetString(buffer, start, length).TrimEnd('\r');
        start += length + 1;
        return line;
    }

    /// <summary>Everything up to the lonely dot, dot-stuffing undone; null when the other side has closed before it.</summary>
    public async ValueTask<byte[]?> ReadMessage(int maximumSize, CancellationToken cancellationToken)
    {
        var scanned = 0;
        while (true)
        {
            var length = DotStuffing.EndOf(buffer.AsSpan(start, end - start), scanned);
            if (length >= 0)
            {
                var message = DotStuffing.Undo(buffer.AsSpan(start, length));
                start += length + DotStuffing.EndMark;
                return message;
            }

            scanned = end - start;
            if (scanned > (long)maximumSize * 2)
            {
                throw new IOException("A message is far longer than announced.");
            }

            if (!await Fill(cancellationToken))
            {
                return null;
            }
        }
    }

    /// <summary>Waits for some of a message and throws it away.</summary>
    public async ValueTask ReadSome(CancellationToken cancellationToken)
    {
        if (start < end || await Fill(cancellationToken))
        {
            start = end;
        }
    }

    /// <summary>What was sent in clear behind STARTTLS is dropped, or a man in the middle could put words in.</summary>
    public async ValueTask StartTls(CancellationToken cancellationToken)
    {
        await Flush(cancellationToken);
        (start, end) = (0, 0);
        var secure = new SslStream(stream);
        stream = secure;
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = SmtpCertificate.Private }, cancellationToken);
        OverTls = true;
    }

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset()
    {
        socket.LingerState = new(enable: true, seconds: 0);
        socket.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        await replies.DisposeAsync();
    }

    private async ValueTask<bool> Fill(CancellationToken cancellationToken)
    {
        if (replies.Length == 0 && end > start)
        {
            QuickAcknowledgement.Send(socket); // in the middle of something: no reply will carry the acknowledgement
        }

        await Flush(cancellationToken);
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        end += read;
        return read > 0;
    }
}
