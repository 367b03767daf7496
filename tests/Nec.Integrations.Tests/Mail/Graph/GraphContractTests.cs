using Nec.Integrations.Mail;
using Nec.Integrations.Tests.Mail.Contract;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Mail.Graph;

public sealed class GraphContractTests : MailContractTests
{
    private protected override async Task<TransportUnderTest> Start() => new Graph(await GraphWorld.Start(TestContext.Current.CancellationToken));

    private sealed class Graph(GraphWorld world) : TransportUnderTest
    {
        private string _secret = world.Server.ClientSecret;
        private IMailSender? _sender;

        public override IMailSender Sender => _sender ??= world.Sender(world.Options with { ClientSecret = _secret });

        public override IReadOnlyList<Arrived> Arrived =>
            [.. world.Server.Messages.Select(mail => new Arrived(mail.Headers["x-nec-message-id"].Trim('<', '>'), Assert.Single(mail.To), mail.Subject, null, mail.ContentType == "HTML" ? mail.Content : null))];

        public override IReadOnlyList<string> Secrets => [_secret, "token-1"];

        public override void FailForNow() => world.Server.FailSending(GraphMailFault.Throttled(TimeSpan.FromSeconds(90)));

        public override void Recover() => world.Time.Now += TimeSpan.FromSeconds(90);

        public override OutgoingMail Unwanted(OutgoingMail mail)
        {
            world.Server.Refuse("unwanted@example.org");

            return mail with { To = "unwanted@example.org" };
        }

        public override void KeepSilently() => world.Server.FailSending(GraphMailFault.DropBeforeReply());

        public override void ChangeSecret() => (_secret, _sender) = ("wrong-secret-of-nec", null);

        public override ValueTask DisposeAsync() => world.DisposeAsync();
    }
}
