using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Pickup;
using Nec.Integrations.Tests.Mail.Contract;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Mail.Pickup;

public sealed class PickupContractTests : MailContractTests
{
    private protected override Task<TransportUnderTest> Start() => Task.FromResult<TransportUnderTest>(new Pickup());

    private sealed class Pickup : TransportUnderTest
    {
        private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        public override IMailSender Sender => new PickupMailSender(new PickupOptions { Folder = _folder });

        public override IReadOnlyList<Arrived> Arrived => Directory.Exists(_folder) ? [.. Directory.GetFiles(_folder, "*.eml").Select(Read)] : [];

        // A file stands where the folder should.
        public override void FailForNow() => File.WriteAllText(_folder, "");

        public override void Recover() => File.Delete(_folder);

        // A folder refuses nobody.
        public override OutgoingMail Unwanted(OutgoingMail mail) => mail with { To = "no address" };

        public override void KeepSilently()
        {
            // A folder always says; the repeat is what counts here: it takes the first one's place.
        }

        public override ValueTask DisposeAsync()
        {
            if (Directory.Exists(_folder))
            {
                Directory.Delete(_folder, recursive: true);
            }

            File.Delete(_folder);

            return ValueTask.CompletedTask;
        }

        private static Arrived Read(string file)
        {
            var mail = new ReceivedMail("", [], File.ReadAllBytes(file), null, overTls: false);

            return new(mail.MessageId!.Trim('<', '>'), mail.Header("To")!.Split('<')[^1].TrimEnd('>'), mail.Subject!, mail.Text, mail.Html);
        }
    }
}
