using System.Net;
using MailKit.Net.Smtp;
using MailKit.Security;
using Nec.Integrations.Http;
using Nec.Integrations.Mail.Entra;

namespace Nec.Integrations.Mail.Smtp;

/// <summary>Signs in to the mail server: with a password, or as an app of Microsoft Entra's (XOAUTH2).</summary>
internal sealed class SmtpSignIn(SmtpOptions options, HttpOptions http) : IDisposable
{
    private readonly EntraSignIn? _entra = options.OAuth.IsSet ? new(options.OAuth, SmtpOptions.OAuthSection, http) : null;
    private volatile bool _isTokenRefused;

    /// <summary>Signs in, if the settings say who.</summary>
    /// <param name="client">A conversation that has been greeted.</param>
    /// <param name="isLocal">Whether the server is on this machine: only then may a secret travel unencrypted.</param>
    /// <param name="cancellationToken">Ends the conversation.</param>
    /// <exception cref="SmtpTroubleException">It cannot, or the server does not accept it.</exception>
    public async Task SignIn(SmtpClient client, bool isLocal, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(options.User))
        {
            return;
        }

        if (!client.IsSecure && !isLocal)
        {
            throw SmtpTroubleException.Temporary(
                "the password is not sent unencrypted: set Mail:Smtp:Tls to Required, or Mail:Smtp:User to nothing");
        }

        var mechanism = await Mechanism(client, options.User, cancellationToken);
        try
        {
            await client.AuthenticateAsync(mechanism, cancellationToken);
            _isTokenRefused = false;
        }
        catch (AuthenticationException refused)
        {
            _isTokenRefused = true; // a new one may fare better next time
            var settings = _entra is null ? "Mail:Smtp:User and Mail:Smtp:Password" : $"Mail:Smtp:User with {SmtpOptions.OAuthSection}";
            throw SmtpTroubleException.Temporary($"the mail server does not accept {settings}: {SmtpVerdict.Describe(refused.Message)}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _entra?.Dispose();

    // One way only, and no second with the same password: a server that counts wrong ones would lock the account.
    private async Task<SaslMechanism> Mechanism(SmtpClient client, string user, CancellationToken cancellationToken)
    {
        var credentials = new NetworkCredential(user, options.Password);

        return _entra is not null && Offers(client, "XOAUTH2") ? new SaslMechanismOAuth2(user, await Token(_entra, cancellationToken))
            : _entra is null && Offers(client, "PLAIN") ? new SaslMechanismPlain(credentials)
            : _entra is null && Offers(client, "LOGIN") ? new SaslMechanismLogin(credentials)
            : throw SmtpTroubleException.Temporary(
                $"the mail server offers no sign-in that we know ({(_entra is null ? "PLAIN, LOGIN" : "XOAUTH2")}): "
                + "check Mail:Smtp:Host and Mail:Smtp:User");
    }

    private async Task<string> Token(EntraSignIn entra, CancellationToken cancellationToken)
    {
        var token = await entra.Token(EntraSignIn.OutlookScope, _isTokenRefused, cancellationToken);

        return token.Value ?? throw SmtpTroubleException.Temporary(token.Trouble, token.RetryAfter);
    }

    private static bool Offers(SmtpClient client, string mechanism) => client.AuthenticationMechanisms.Contains(mechanism);
}
