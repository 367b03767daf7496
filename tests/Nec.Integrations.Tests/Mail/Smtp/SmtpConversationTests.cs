using MailKit.Net.Smtp;
using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Smtp;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Mail.Smtp;

public sealed class SmtpConversationTests
{
    private static readonly SmtpOptions Options = new() { Host = "mail.example.org" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_never_waits_before_it_sends_the_end_of_a_mail()
    {
        await using var sink = await SmtpSink.Start(new SmtpSinkOptions(), Cancel);
        var options = Options with { Host = sink.Host, Port = sink.Port, Tls = SmtpTls.None };
        using var signIn = new SmtpSignIn(options, new());

        using var conversation = await SmtpConversation.Open(options, signIn, needsUtf8: false, Cancel);

        Assert.True(conversation.HasNoDelay);
    }

    [Theory]
    [InlineData(99, true)] // the final dot cannot have been written
    [InlineData(100, false)]
    [InlineData(101, false)] // doubled dots are counted too
    public async Task A_stop_counts_until_the_text_has_left(long bytes, bool isStopped)
    {
        using var stop = new CancellationTokenSource();
        using var clock = new SendClock(Options, TimeProvider.System, () => { }, stop.Token);
        clock.Report(bytes, 100);

        await stop.CancelAsync();

        Assert.Equal((!isStopped, isStopped), (clock.HasLeft, clock.Token.IsCancellationRequested));
    }

    [Fact]
    public void Every_yes_after_the_text_is_one()
    {
        var forwarded = new SmtpCommandException(SmtpErrorCode.MessageNotAccepted, SmtpStatusCode.UserNotLocalWillForward, "will forward");

        Assert.Equal(new SendOutcome.Sent(), SmtpVerdict.Of(forwarded, hasLeft: true));
        Assert.IsType<SendOutcome.Temporary>(SmtpVerdict.Of(forwarded, hasLeft: false));
    }

    [Theory]
    [InlineData("535: 5.7.8 bad", "535 5.7.8 bad")]
    [InlineData("550 5.1.1 <gone@example.org> no\r\nsuch\u0007 mailbox gone@example.org", "550 5.1.1 (address) no such mailbox (address)")]
    public void An_answer_is_one_line_without_addresses(string answer, string described) => Assert.Equal(described, SmtpVerdict.Describe(answer));

    [Fact]
    public void What_is_no_failure_of_a_conversation_is_not_explained_away() => Assert.Null(SmtpVerdict.Of(new InvalidOperationException("a fault of ours"), hasLeft: true));
}
