using Nec.Integrations.Mail;

namespace Nec.Integrations.Tests.Mail.Contract;

/// <summary>What the outbox relies on, whichever way mail leaves.</summary>
public abstract class MailContractTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_once_with_what_the_transport_carries()
    {
        await using var transport = await Start();
        var carries = transport.Sender.Carries;

        Assert.IsType<SendOutcome.Sent>(await transport.Sender.Send(TestMail.Plain, Cancel));

        var mail = Assert.Single(transport.Arrived);
        Assert.Equal((transport.IdOf(TestMail.Plain.MessageId), TestMail.Plain.To, TestMail.Plain.Subject), (mail.Id, mail.To, mail.Subject));
        Assert.Equal(carries.Text ? TestMail.Plain.Text.Trim() : null, mail.Text?.ReplaceLineEndings("\n").Trim());
        Assert.Equal(carries.Html ? TestMail.Plain.Html : null, mail.Html?.Trim());
        Assert.True(carries.Text || carries.Html);
    }

    [Fact]
    public async Task A_repeat_after_an_unknown_outcome_does_not_arrive_as_another_mail()
    {
        await using var transport = await Start();
        transport.KeepSilently();

        var first = await transport.Sender.Send(TestMail.Plain, Cancel);
        if (first is not SendOutcome.Unknown { SafeToRepeat: false })
        {
            Assert.True(first is SendOutcome.Unknown or SendOutcome.Sent);
            Assert.IsType<SendOutcome.Sent>(await transport.Sender.Send(TestMail.Plain with { Attempt = 2 }, Cancel));
        }

        Assert.Equal([transport.IdOf(TestMail.Plain.MessageId)], transport.Arrived.Select(mail => mail.Id).Distinct());
        Assert.Equal(transport.IsAtLeastOnce ? 2 : 1, transport.Arrived.Count);
    }

    [Fact]
    public async Task A_passing_trouble_is_temporary_and_the_next_try_arrives()
    {
        await using var transport = await Start();
        transport.FailForNow();

        var outcome = Assert.IsType<SendOutcome.Temporary>(await transport.Sender.Send(TestMail.Plain, Cancel));

        Assert.True(outcome.WasTried);
        Assert.Empty(transport.Arrived);
        transport.Recover();
        Assert.IsType<SendOutcome.Sent>(await transport.Sender.Send(TestMail.Plain with { Attempt = 2 }, Cancel));
        Assert.Single(transport.Arrived);
    }

    [Fact]
    public async Task A_recipient_who_is_refused_is_permanent_and_the_others_still_get_theirs()
    {
        await using var transport = await Start();

        Assert.IsType<SendOutcome.Permanent>(await transport.Sender.Send(transport.Unwanted(TestMail.Plain), Cancel));
        Assert.Empty(transport.Arrived);
        Assert.IsType<SendOutcome.Sent>(await transport.Sender.Send(TestMail.Plain, Cancel));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("inspéctor@example.org")]
    [InlineData("inspector@example.org\r\nBcc: all@example.org")]
    [InlineData("a@example.org, b@example.org")]
    public async Task What_is_no_address_is_given_up_without_asking_anybody(string address)
    {
        await using var transport = await Start();

        Assert.IsType<SendOutcome.Permanent>(await transport.Sender.Send(TestMail.Plain with { To = address }, Cancel));
        Assert.Empty(transport.Arrived);
    }

    [Fact]
    public async Task Stopping_the_host_throws_and_sends_nothing()
    {
        await using var transport = await Start();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transport.Sender.Send(TestMail.Plain, stop.Token));
        Assert.Empty(transport.Arrived);
    }

    [Fact]
    public async Task No_reason_holds_a_secret_or_the_recipients_address()
    {
        await using var transport = await Start();
        var unwanted = transport.Unwanted(TestMail.Plain);
        List<SendOutcome> outcomes = [await transport.Sender.Send(unwanted, Cancel)];
        transport.FailForNow();
        outcomes.Add(await transport.Sender.Send(TestMail.Plain, Cancel));
        transport.Recover();
        transport.KeepSilently();
        outcomes.Add(await transport.Sender.Send(TestMail.Plain, Cancel));
        transport.ChangeSecret();
        outcomes.Add(await transport.Sender.Send(TestMail.Plain with { MessageId = "another@nec.example.org" }, Cancel));

        foreach (var reason in outcomes.Select(Reason).OfType<string>())
        {
            Assert.DoesNotContain(transport.Secrets.Append(TestMail.Plain.To).Append(unwanted.To), secret => reason.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }

        Assert.True(outcomes.Select(Reason).OfType<string>().Count() >= 2);
    }

    [Fact]
    public async Task A_subject_of_several_lines_adds_no_header()
    {
        await using var transport = await Start();
        var hostile = TestMail.Plain with { Subject = "Meet the clerk\r\nBcc: all@example.org\r\n\r\nBody: mine", ToName = "Pat\r\nBcc: all@example.org" };

        Assert.IsType<SendOutcome.Sent>(await transport.Sender.Send(hostile, Cancel));

        var mail = Assert.Single(transport.Arrived);
        Assert.Equal(("Meet the clerk Bcc: all@example.org Body: mine", TestMail.Plain.To), (mail.Subject, mail.To));
    }

    [Fact]
    public async Task Ten_at_once_all_arrive()
    {
        await using var transport = await Start();
        var mails = Enumerable.Range(0, 10).Select(number => TestMail.Plain with { MessageId = $"north-{number}@nec.example.org" }).ToList();

        Assert.All(await Task.WhenAll(mails.Select(mail => transport.Sender.Send(mail, Cancel))), outcome => Assert.IsType<SendOutcome.Sent>(outcome));

        Assert.Equal(mails.Select(mail => transport.IdOf(mail.MessageId)).Order(StringComparer.Ordinal), transport.Arrived.Select(mail => mail.Id).Order(StringComparer.Ordinal));
    }

    private protected abstract Task<TransportUnderTest> Start();

    private static string? Reason(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Temporary temporary => temporary.Reason,
        SendOutcome.Permanent permanent => permanent.Reason,
        SendOutcome.Unknown unknown => unknown.Reason,
        _ => null,
    };
}
