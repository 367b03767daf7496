using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Nec.Simulator;

/// <summary>The office mail service: a token endpoint and one mailbox that may send (<c>POST /v1.0/users/{mailbox}/sendMail</c>). It keeps what it is given.</summary>
public sealed class GraphMailServer : SimulatedServer
{
    private const int MostAtOnceAllowed = 4;

    private readonly ConcurrentQueue<GraphMailMessage> messages = new();
    private readonly ConcurrentDictionary<string, GraphMailError> refused = new(StringComparer.OrdinalIgnoreCase);
    private readonly GraphTokens tokens;
    private int now;
    private int mostAtOnce;

    internal GraphMailServer() => tokens = new(this);

    public string TenantId { get; } = "11111111-2222-4333-8444-555555555555";

    public string ClientId { get; } = "66666666-7777-4888-9999-000000000000";

    public string ClientSecret { get; set; } = "not~a.real-secret";

    /// <summary>When set, the application signs in by a signed assertion instead of the secret.</summary>
    public X509Certificate2? Certificate { get; set; }

    public string Mailbox { get; } = "nec@example.org";

    /// <summary>Everything sent so far, oldest first.</summary>
    public IReadOnlyList<GraphMailMessage> Messages => [.. messages];

    public int TokensIssued => tokens.Issued;

    /// <summary>The largest number of sends that ran at the same time.</summary>
    public int MostAtOnce => Volatile.Read(ref mostAtOnce);

    private string SendPath => $"/v1.0/users/{Mailbox}/sendMail";

    private string TokenPath => $"/{TenantId}/oauth2/v2.0/token";

    /// <summary>The next sends meet this fault; sign-ins do not.</summary>
    public void FailSending(HttpFault fault, int times = 1) => Fail(fault, times, SendPath);

    /// <summary>The next sign-ins meet this fault.</summary>
    public void FailSigningIn(HttpFault fault, int times = 1) => Fail(fault, times, TokenPath);

    /// <summary>This recipient is refused from now on.</summary>
    public void Refuse(string address) => refused[address] = new(400, "ErrorInvalidRecipients", $"The recipient {address} isn't valid.");

    /// <summary>The tokens issued so far are good no longer.</summary>
    public void RevokeTokens() => tokens.Revoke();

    private protected override Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";

        return context.Request.Method != "POST" ? new GraphMailError(405, "MethodNotAllowed", "Use POST.").Send(context)
            : path == TokenPath ? tokens.Answer(context)
            : !tokens.IsGood(context.Request.Headers.Authorization.ToString()) ? GraphMailError.Token.Send(context)
            : path != SendPath ? GraphMailError.UnknownMailbox.Send(context)
            : Send(context);
    }

    private async Task Send(HttpContext context)
    {
        var atOnce = Interlocked.Increment(ref now);
        try
        {
            int most;
            while (atOnce > (most = MostAtOnce) && Interlocked.CompareExchange(ref mostAtOnce, atOnce, most) != most)
            {
                // Another send was counted in between.
            }

            await (atOnce > MostAtOnceAllowed ? GraphMailError.Concurrency.Send(context) : Take(context));
        }
        finally
        {
            Interlocked.Decrement(ref now);
        }
    }

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var (mail, error) = GraphMailRequest.Read(await reader.ReadToEndAsync(context.RequestAborted));
        if (mail is null || mail.To.Any(address => refused.TryGetValue(address, out error)))
        {
            await error!.Send(context); // no mail: there is an error
            return;
        }

        messages.Enqueue(mail);
        context.Response.StatusCode = 202;
        context.Response.ContentLength = 0;
    }
}
