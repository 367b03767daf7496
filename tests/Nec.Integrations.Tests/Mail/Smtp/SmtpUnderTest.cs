using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Smtp;
using Nec.Integrations.Tests.Mail.Contract;

namespace Nec.Integrations.Tests.Mail.Smtp;

/// <summary>A mail server that knows the user nec with one password, senders to it, and their clock.</summary>
internal abstract class SmtpUnderTest : TransportUnderTest
{
    public const string Password = "password-of-nec é";

    private readonly List<SmtpMailSender> _senders = [];
    private SmtpMailSender? _sender;

    public FakeTimeProvider Time { get; } = new();

    /// <summary>The settings that fit.</summary>
    public abstract SmtpOptions Options { get; }

    public override SmtpMailSender Sender => _sender ??= New(Options);

    public override IReadOnlyList<string> Secrets => [Password, "wrong-" + Password];

    public override bool IsAtLeastOnce => true;

    public override bool CarriesAnyLetters => true;

    /// <summary>The texts as they arrived, oldest first.</summary>
    public abstract IReadOnlyList<string> Texts { get; }

    /// <summary>What was asked for behind the sender's address, of each mail.</summary>
    public abstract IReadOnlyList<string> Parameters { get; }

    public abstract int Conversations { get; }

    /// <summary>The next mail's recipient, or its whole text, is refused with this code.</summary>
    public abstract void Refuse(int code, bool afterText);

    /// <summary>The next mail is read, and no answer comes; ends when that is so.</summary>
    public abstract Task HoldNext();

    public override void FailForNow() => Refuse(451, afterText: false);

    public override void ChangeSecret() => _sender = New(Options with { Password = "wrong-" + Password });

    public SmtpMailSender New(SmtpOptions options)
    {
        var sender = new SmtpMailSender(options, null, Time);
        _senders.Add(sender);

        return sender;
    }

    public sealed override async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders)
        {
            await sender.DisposeAsync();
        }

        await End();
    }

    protected abstract ValueTask End();
}
