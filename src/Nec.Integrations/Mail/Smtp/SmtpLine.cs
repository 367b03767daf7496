using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Nec.Integrations.Mail.Smtp;

/// <summary>The wire to the server: whole writes, answers read line by line, each within its time.</summary>
internal sealed class SmtpLine(Stream stream, TimeSpan patience) : IAsyncDisposable
{
    private const int LongestAnswer = 64 * 1024;

    private readonly byte[] _buffer = new byte[4096];
    private Stream _stream = stream;
    private int _start;
    private int _end;

    /// <summary>Opens it. Nagle's delay is off: it would hold the end of every larger mail back for 40 ms.</summary>
    public static async Task<SmtpLine> Open(string host, int port, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = Limit(patience, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, limit.Token);
            return new SmtpLine(new NetworkStream(socket, ownsSocket: true), patience);
        }
        catch (OperationCanceledException) when (IsLate(limit, cancellationToken))
        {
            socket.Dispose();
            throw Late();
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task Write(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var limit = Limit(patience, cancellationToken);
        try
        {
            await _stream.WriteAsync(bytes, limit.Token);
            await _stream.FlushAsync(limit.Token);
        }
        catch (OperationCanceledException) when (IsLate(limit, cancellationToken))
        {
            throw Late();
        }
    }

    public Task Write(string text, CancellationToken cancellationToken) => Write(Encoding.UTF8.GetBytes(text), cancellationToken);

    public async Task<SmtpReply> Read(CancellationToken cancellationToken, int times = 1)
    {
        using var limit = Limit(patience * times, cancellationToken);
        try
        {
            var lines = new List<string>();
            while (true)
            {
                var line = await ReadLine(limit.Token);
                if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code) || lines.Sum(earlier => earlier.Length) > LongestAnswer)
                {
                    throw new SmtpTroubleException("the mail server does not speak SMTP");
                }

                lines.Add(line.Length > 4 ? line[4..] : "");
                if (line.Length == 3 || line[3] != '-')
                {
                    return new SmtpReply(code, lines);
                }
            }
        }
        catch (OperationCanceledException) when (IsLate(limit, cancellationToken))
        {
            throw Late();
        }
    }

    /// <summary>Goes on encrypted.</summary>
    public async Task Encrypt(SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        if (_start < _end)
        {
            throw new SmtpTroubleException("the mail server spoke before the encryption: somebody may be in between");
        }

        using var limit = Limit(patience, cancellationToken);
        var encrypted = new SslStream(_stream);
        _stream = encrypted; // owns what it wraps from now on
        try
        {
            await encrypted.AuthenticateAsClientAsync(options, limit.Token);
        }
        catch (OperationCanceledException) when (IsLate(limit, cancellationToken))
        {
            throw Late();
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<string> ReadLine(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var taken = found < 0 ? _end - _start : found + 1;
            line.AddRange(_buffer.AsSpan(_start, taken));
            _start += taken;
            if (found >= 0)
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r', '\n');
            }

            (_start, _end) = (0, await _stream.ReadAsync(_buffer, cancellationToken));
            if (_end == 0 || line.Count > LongestAnswer)
            {
                throw new SmtpTroubleException("the mail server closed the connection");
            }
        }
    }

    private static CancellationTokenSource Limit(TimeSpan patience, CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);

        return limit;
    }

    // Who asked us to stop is no server's fault, and what else went wrong passes as it is.
    private static bool IsLate(CancellationTokenSource limit, CancellationToken cancellationToken) => limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested;

    private static SmtpTroubleException Late() => new("the mail server did not answer in time");
}
