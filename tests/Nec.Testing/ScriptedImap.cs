using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Nec.Testing;

/// <summary>
/// An IMAP server in clear on loopback that misbehaves as a test says: just enough of the protocol to open a box and read its mails. What a real
/// server does is for <see cref="Dovecot"/>.
/// </summary>
public sealed partial class ScriptedImap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public ScriptedImap()
    {
        _listener.Start();
        _serving = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The mails' headers, by UID.</summary>
    public SortedDictionary<uint, string> Mails { get; } = [];

    /// <summary>What it says of a part of every mail, by section; of others it sends nothing.</summary>
    public Dictionary<string, string> Sections { get; } = new(StringComparer.Ordinal);

    /// <summary>The ways to sign in that it offers.</summary>
    public string Offers { get; set; } = "AUTH=PLAIN";

    /// <summary>The UID of the next mail; null: one above the last.</summary>
    public uint? NextUid { get; set; }

    /// <summary>
    /// How a command goes wrong, by its text without the tag: null as it should, <c>NO …</c> or <c>BAD …</c> refused, <c>OK …</c> done without any
    /// answer, empty hung up.
    /// </summary>
    public Func<string, string?> Fault { get; set; } = _ => null;

    /// <summary>Every command so far, without its tag.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                await Converse(client.GetStream());
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException && _end.IsCancellationRequested)
        {
        }
    }

    private async Task Converse(NetworkStream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await Say(stream, $"* OK [CAPABILITY IMAP4rev1 {Offers}] ready\r\n");
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                var (tag, command) = line.Split(' ', 2) is [var first, var rest] ? (first, rest) : (line, "");
                Commands.Enqueue(command);
                var fault = Fault(command);
                if (fault?.Length == 0)
                {
                    return;
                }

                if (command.StartsWith("AUTHENTICATE ", StringComparison.Ordinal))
                {
                    for (var asked = command.Contains("LOGIN", StringComparison.Ordinal) ? 2 : 1; asked > 0; asked--)
                    {
                        await Say(stream, "+ \r\n");
                        await reader.ReadLineAsync(_end.Token);
                    }
                }

                await Say(stream, $"{(fault is null ? Answer(command) : "")}{tag} {fault ?? (command.StartsWith("EXAMINE", StringComparison.Ordinal) ? "OK [READ-ONLY] done" : "OK done")}\r\n");
            }
        }
        catch (IOException)
        {
            // the client hung up
        }
    }

    private string Answer(string command) => command switch
    {
        "CAPABILITY" => $"* CAPABILITY IMAP4rev1 {Offers}\r\n",
        _ when command.StartsWith("LIST", StringComparison.Ordinal) => "* LIST (\\HasNoChildren) \"/\" INBOX\r\n",
        _ when command.StartsWith("EXAMINE", StringComparison.Ordinal) =>
            $"* {Mails.Count} EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT {NextUid ?? Mails.Keys.LastOrDefault() + 1}] next\r\n",
        _ when command.StartsWith("UID SEARCH", StringComparison.Ordinal) => $"* SEARCH {string.Join(' ', Mails.Keys)}\r\n",
        _ when Fetched().Match(command) is { Success: true } fetched => Fetch(fetched),
        _ => "",
    };

    private string Fetch(Match fetched)
    {
        var uid = uint.Parse(fetched.Groups["uid"].ValueSpan, CultureInfo.InvariantCulture);
        var section = fetched.Groups["section"].Value;
        var text = section == "HEADER" ? Mails.GetValueOrDefault(uid) : Sections.GetValueOrDefault(section);
        return !fetched.Groups["section"].Success
                ? $"* {uid} FETCH (UID {uid} INTERNALDATE \"16-Sep-2019 07:30:00 +0000\" RFC822.SIZE 100)\r\n"
            : text is null ? ""
            : $"* {uid} FETCH (UID {uid} BODY[{section}]<0> {{{text.Length}}}\r\n{text})\r\n";
    }

    private async Task Say(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text), _end.Token);

    [GeneratedRegex(@"^UID FETCH (?<uid>\d+) .*?(BODY\.PEEK\[(?<section>[^\]]*)\].*)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fetched();
}
