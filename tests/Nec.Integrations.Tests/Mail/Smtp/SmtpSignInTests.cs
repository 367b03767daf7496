using MailKit.Net.Smtp;
using MailKit.Security;
using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Entra;
using Nec.Integrations.Mail.Smtp;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Mail.Smtp;

public sealed class SmtpSignInTests
{
    private const string Mailbox = "nec@example.org";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("LOGIN", "right é", true)]
    [InlineData("LOGIN", "wrong", false)]
    [InlineData("CRAM-MD5 PLAIN", "right é", true)]
    public async Task The_way_that_the_server_offers_is_taken(string ways, string password, bool isGood)
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions { User = "nec", Password = "right é", RequireAuth = true, SignInWays = ways }, Cancel);
        await using var sender = new SmtpMailSender(Clear(sink) with { User = "nec", Password = password });

        Assert.Equal(isGood, await sender.Send(TestMail.Plain, Cancel) is SendOutcome.Sent);
        Assert.Equal(isGood ? 1 : 0, sink.Count);
    }

    [Theory]
    [InlineData(null, "the mail server wants a sign-in: 530 5.7.0 Authentication required; set Mail:Smtp:User")]
    [InlineData("nec", "the mail server offers no sign-in that we know (PLAIN, LOGIN): check Mail:Smtp:Host and Mail:Smtp:User")]
    public async Task A_sign_in_that_we_cannot_give_is_named(string? user, string reason)
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions { User = "nec", Password = "right", RequireAuth = true, SignInWays = "XOAUTH2" }, Cancel);
        await using var sender = new SmtpMailSender(Clear(sink) with { User = user, Password = "right" });

        Assert.Equal(new SendOutcome.Temporary(reason) { IsOfTransport = true }, await sender.Send(TestMail.Plain, Cancel));
    }

    [Theory]
    [InlineData(false, SecureSocketOptions.None, false)]
    [InlineData(false, SecureSocketOptions.StartTls, true)]
    [InlineData(true, SecureSocketOptions.None, true)]
    public async Task No_password_leaves_this_machine_unencrypted(bool isLocal, SecureSocketOptions way, bool isSent)
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions { User = "nec", Password = "right" }, Cancel);
        using var client = new SmtpClient { ServerCertificateValidationCallback = (_, shown, _, _) => sink.Certificate.Equals(shown) };
        await client.ConnectAsync(sink.Host, sink.Port, way, Cancel);
        using var signIn = new SmtpSignIn(Clear(sink) with { User = "nec", Password = "right" }, new());

        var failure = await Record.ExceptionAsync(() => signIn.SignIn(client, isLocal, Cancel));

        Assert.Equal(isSent, client.IsAuthenticated);
        Assert.Equal(
            isSent ? null : new SendOutcome.Temporary("the password is not sent unencrypted: set Mail:Smtp:Tls to Required, or Mail:Smtp:User to nothing"),
            (failure as SmtpTroubleException)?.Outcome);
    }

    [Fact]
    public async Task An_app_of_Entras_signs_in_with_one_token_for_many_mails()
    {
        await using var world = await Microsoft("outlook-1");
        await using var sender = new SmtpMailSender(OAuth(world) with { Connections = 1 });
        await using var another = new SmtpMailSender(OAuth(world) with { User = "other@example.org" });

        for (var number = 0; number < 3; number++)
        {
            Assert.Equal(new SendOutcome.Sent(), await sender.Send(TestMail.Plain, Cancel));
        }

        Assert.Equal(1, world.GraphMail.TokensIssued);
        Assert.Equal(
            new SendOutcome.Temporary("the mail server does not accept Mail:Smtp:User with Mail:Smtp:OAuth: 535 5.7.8 Authentication credentials invalid") { IsOfTransport = true },
            await another.Send(TestMail.Plain, Cancel));
    }

    [Fact]
    public async Task A_token_that_was_refused_is_asked_for_anew()
    {
        await using var world = await Microsoft("outlook-2");
        await using var sender = new SmtpMailSender(OAuth(world));

        Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel));
        Assert.Equal(new SendOutcome.Sent(), await sender.Send(TestMail.Plain, Cancel));
    }

    [Fact]
    public async Task Without_a_token_the_sentence_is_Microsofts_with_our_settings()
    {
        await using var world = await Microsoft("outlook-1");
        await using var wrong = new SmtpMailSender(OAuth(world) with { OAuth = App(world) with { ClientSecret = "not the secret" } });
        await using var busy = new SmtpMailSender(OAuth(world));

        Assert.Equal(
            new SendOutcome.Temporary("Microsoft does not sign Nec in (AADSTS7000215): check Mail:Smtp:OAuth:TenantId, Mail:Smtp:OAuth:ClientId, and that the secret or certificate has not expired") { IsOfTransport = true },
            await wrong.Send(TestMail.Plain, Cancel));
        world.GraphMail.FailSigningIn(HttpFault.Status(429, "{}", TimeSpan.FromSeconds(7)));
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<SendOutcome.Temporary>(await busy.Send(TestMail.Plain, Cancel)).RetryAfter);
        Assert.Equal(0, world.Mail.Count);
    }

    private static Task<OutsideWorld> Microsoft(string token) =>
        OutsideWorld.Start(new SmtpSinkOptions { User = Mailbox, Password = token, RequireAuth = true, SignInWays = "XOAUTH2" }, Cancel);

    private static SmtpOptions OAuth(OutsideWorld world) => Clear(world.Mail) with { User = Mailbox, OAuth = App(world) };

    private static EntraOptions App(OutsideWorld world) => new()
    {
        TenantId = world.GraphMail.TenantId,
        ClientId = world.GraphMail.ClientId,
        ClientSecret = world.GraphMail.ClientSecret,
        Authority = world.GraphMail.Address.AbsoluteUri,
    };

    private static SmtpOptions Clear(SmtpSink sink) => new() { Host = sink.Host, Port = sink.Port, Tls = SmtpTls.None };
}
