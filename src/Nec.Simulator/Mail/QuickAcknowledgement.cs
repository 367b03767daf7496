using System.Net.Sockets;

namespace Nec.Simulator;

/// <summary>
/// A sender that leaves Nagle's algorithm on and writes a message in small pieces waits 40 ms for each delayed acknowledgement
/// (the framework's own client does). Linux acknowledges at once when told so; elsewhere nothing happens.
/// </summary>
internal static class QuickAcknowledgement
{
    private const int Tcp = 6;
    private const int QuickAck = 12; // TCP_QUICKACK of linux/tcp.h; it does not last, hence again for each read

    private static readonly byte[] On = BitConverter.GetBytes(1);

    public static void Send(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(Tcp, QuickAck, On);
        }
    }
}
