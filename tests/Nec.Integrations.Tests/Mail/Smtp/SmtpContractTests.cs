using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Smtp;
using Nec.Integrations.Tests.Mail.Contract;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Mail.Smtp;

public sealed class SmtpContractTests : MailContractTests
{
    private protected override async Task<TransportUnderTest> Start() =>
        new Smtp(await SmtpSink.Start(new SmtpSinkOptions { User = "nec", Password = "password-of-nec", RequireAuth = true }, TestContext.Current.CancellationToken));

    private sealed class Smtp(SmtpSink sink) : TransportUnderTest
    {
        private string _password = "password-of-nec";
        private SmtpMailSender? _sender;

        public override SmtpMailSender Sender => _sender ??= new SmtpMailSender(new SmtpOptions { Host = sink.Host, Port = sink.Port, Tls = SmtpTls.None, User = "nec", Password = _password });

        public override IReadOnlyList<Arrived> Arrived => [.. sink.Messages.Select(mail => new Arrived(mail.MessageId!.Trim('<', '>'), mail.To[0], mail.Subject!, mail.Text, mail.Html))];

        public override IReadOnlyList<string> Secrets => [_password];

        public override bool IsAtLeastOnce => true;

        public override void FailForNow() => sink.Fail(SmtpFault.Temporary);

        public override OutgoingMail Unwanted(OutgoingMail mail)
        {
            sink.Refuse("unwanted@example.org", SmtpFault.Permanent);

            return mail with { To = "unwanted@example.org" };
        }

        public override void KeepSilently() => sink.Fail(SmtpFault.DropBeforeReply);

        public override void ChangeSecret() => (_password, _sender) = ("wrong-password-of-nec", null);

        public override async ValueTask DisposeAsync()
        {
            await Sender.DisposeAsync();
            await sink.DisposeAsync();
        }
    }
}
