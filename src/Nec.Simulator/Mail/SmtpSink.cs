using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Nec.Simulator;

/// <summary>A mail server that delivers nowhere: it keeps what it is given, and fails when asked to.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly TcpListener listener;
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<Socket, Task> sessions = new();
    private readonly Mailbox mailbox = new();
    private readonly SemaphoreSlim stalls = new(0);
    private readonly Task accepting;
    private X509Certificate2? certificate;
    private int connections;

    private SmtpSink(SmtpSinkOptions options)
    {
        Options = options;
        listener = new(IPAddress.Loopback, options.Port);
        listener.Start(backlog: 512);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = Accept();
    }

    public string Host { get; } = "127.0.0.1";

    public int Port { get; }

    /// <summary>Everything taken so far, oldest first; a copy that later mail does not change.</summary>
    public IReadOnlyList<ReceivedMail> Messages => mailbox.All;

    public int Count => mailbox.Count;

    /// <summary>Connections accepted since the start.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>The self-signed certificate (without its key) shown after STARTTLS, for 127.0.0.1 and localhost.</summary>
    public X509Certificate2 Certificate => certificate ??= SmtpCertificate.Public;

    internal SmtpSinkOptions Options { get; }

    internal SmtpFaultQueue Faults { get; } = new();

    public static Task<SmtpSink> Start(SmtpSinkOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new SmtpSink(options));
    }

    /// <summary>The next messages (or connections, for <see cref="SmtpFault.Unavailable"/>) meet this fault.</summary>
    public void Fail(SmtpFault fault, int times = 1) => Faults.Add(fault, times);

    /// <summary>This recipient fails from now on, with <see cref="SmtpFault.Temporary"/> or <see cref="SmtpFault.Permanent"/>.</summary>
    public void Refuse(string address, SmtpFault fault) => Faults.Refuse(address, fault);

    /// <summary>Forgets every fault that has not happened yet.</summary>
    public void Recover() => Faults.Clear();

    /// <summary>Forgets the messages.</summary>
    public void Clear() => mailbox.Clear();

    /// <summary>Ends every conversation as it stands; new ones are taken.</summary>
    public void HangUp()
    {
        foreach (var socket in sessions.Keys)
        {
            socket.Close(); // wakes whatever waits on it
        }
    }

    /// <summary>Ends when so many messages have been taken in all.</summary>
    public Task WaitFor(int count, CancellationToken cancellationToken) => mailbox.WaitFor(count, cancellationToken);

    /// <summary>Ends when a sender waits at a <see cref="SmtpFault.StallAt"/>; each stall ends one wait.</summary>
    public Task WaitForStall(CancellationToken cancellationToken) => stalls.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        HangUp();

        await Task.WhenAll([accepting, .. sessions.Values]).WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listener.Dispose();
        certificate?.Dispose();
        ending.Dispose();
        stalls.Dispose();
    }

    internal void Keep(ReceivedMail mail) => mailbox.Add(mail);

    internal void Stall() => stalls.Release();

    private async Task Accept()
    {
        try
        {
            while (!ending.IsCancellationRequested)
            {
                var socket = await listener.AcceptSocketAsync(ending.Token);
                socket.NoDelay = true;
                Interlocked.Increment(ref connections);
                var listed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                sessions[socket] = Converse(socket, listed.Task, ending.Token);
                listed.SetResult();
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The listener was closed.
        }
    }

    private async Task Converse(Socket socket, Task listed, CancellationToken cancellationToken)
    {
        await listed; // so that the end of it finds its own entry
        try
        {
            await using var wire = new SmtpWire(socket);
            await new SmtpSession(this, wire).Run(cancellationToken);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The other side hung up, refused our certificate, or the world is ending.
        }
        finally
        {
            sessions.TryRemove(socket, out _);
        }
    }
}
