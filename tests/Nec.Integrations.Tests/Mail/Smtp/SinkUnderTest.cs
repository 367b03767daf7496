using System.Security.Cryptography;
using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Smtp;
using Nec.Integrations.Tests.Mail.Contract;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Mail.Smtp;

/// <summary>The simulator's mail server.</summary>
internal sealed class SinkUnderTest : SmtpUnderTest
{
    private SinkUnderTest(SmtpSink sink, SmtpTls tls)
    {
        Sink = sink;
        Options = new()
        {
            Host = sink.Host,
            Port = sink.Port,
            Tls = tls,
            TrustedCertificate = sink.Certificate.GetCertHashString(HashAlgorithmName.SHA256),
            User = "nec",
            Password = Password,
        };
    }

    public SmtpSink Sink { get; }

    public override SmtpOptions Options { get; }

    public override IReadOnlyList<Arrived> Arrived =>
        [.. Sink.Messages.Select(mail => new Arrived(mail.MessageId!.Trim('<', '>'), mail.To[0], mail.Subject!, mail.Text, mail.Html))];

    public override IReadOnlyList<string> Texts => [.. Sink.Messages.Select(mail => mail.Raw)];

    public override IReadOnlyList<string> Parameters => [.. Sink.Messages.Select(mail => mail.Parameters)];

    public override int Conversations => Sink.Connections;

    public static async Task<SinkUnderTest> Start(SmtpTls tls, CancellationToken cancellationToken)
    {
        var options = new SmtpSinkOptions
        {
            User = "nec",
            Password = Password,
            RequireAuth = true,
            RequireTls = tls != SmtpTls.None,
            ImplicitTls = tls == SmtpTls.Implicit,
            OfferUtf8 = true,
        };

        return new(await SmtpSink.Start(options, cancellationToken), tls);
    }

    public override void Refuse(int code, bool afterText) => Sink.Fail(
        afterText ? code < 500 ? SmtpFault.TemporaryAfterData : SmtpFault.PermanentAfterData
        : code < 500 ? SmtpFault.Temporary
        : SmtpFault.Permanent);

    public override OutgoingMail Unwanted(OutgoingMail mail)
    {
        Sink.Refuse("unwanted@example.org", SmtpFault.Permanent);

        return mail with { To = "unwanted@example.org" };
    }

    public override void KeepSilently() => Sink.Fail(SmtpFault.DropBeforeReply);

    public override Task HoldNext()
    {
        Sink.Fail(SmtpFault.StallAt("text"));

        return Sink.WaitForStall(TestContext.Current.CancellationToken);
    }

    protected override ValueTask End() => Sink.DisposeAsync();
}
