using Nec.Integrations.Mail;
using Nec.Integrations.Tests.Mail.Contract;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Mail.Notify;

public sealed class NotifyContractTests : MailContractTests
{
    private protected override async Task<TransportUnderTest> Start() => new Notify(await NotifyWorld.Start(TestContext.Current.CancellationToken));

    private sealed class Notify(NotifyWorld world) : TransportUnderTest
    {
        private string _key = world.Server.ApiKey;
        private IMailSender? _sender;

        public override IMailSender Sender => _sender ??= world.Sender(world.Options with { ApiKey = _key });

        public override IReadOnlyList<Arrived> Arrived => [.. world.Server.Messages.Select(mail => new Arrived(mail.Reference!, mail.EmailAddress, mail.Subject, mail.Body, null))];

        public override IReadOnlyList<string> Secrets => [_key, _key[^36..], "Bearer"];

        public override string IdOf(string messageId) => messageId.Split('@')[0];

        public override void FailForNow() => world.Server.FailSending(NotifyFault.RateLimit());

        public override void Recover() => world.Pass(TimeSpan.FromMinutes(1));

        public override OutgoingMail Unwanted(OutgoingMail mail)
        {
            world.Server.Refuse("unwanted@example.org");

            return mail with { To = "unwanted@example.org" };
        }

        public override void KeepSilently() => world.Server.FailSending(NotifyFault.DropBeforeReply());

        public override void ChangeSecret() => (_key, _sender) = ($"nec-{world.Server.ServiceId}-99999999-0000-4000-8000-e847b4f122b0", null);

        public override ValueTask DisposeAsync() => world.DisposeAsync();
    }
}
