using Nec.Core.Deliveries;
using Nec.Integrations.Mail;
using Nec.Integrations.Mail.Notify;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Mail.Notify;

public sealed class NotifyMailSenderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> Sent(NotifyWorld world) => Assert.IsType<SendOutcome.Sent>(await world.Sender().Send(TestMail.Plain, Cancel)).DeliveryId!; // Notify gives one

    [Fact]
    public async Task The_plain_text_goes_through_the_template_under_our_reference()
    {
        await using var world = await NotifyWorld.Start(Cancel);

        Assert.IsType<SendOutcome.Sent>(await world.Sender(world.Options with { ReplyToId = "8e222534-7f05-4972-86e3-17c5d9f894e2" }).Send(TestMail.Plain, Cancel));

        var mail = Assert.Single(world.Server.Messages);
        Assert.Equal(("north-2026-03-02", TestMail.Plain.Subject, TestMail.Plain.Text, "8e222534-7f05-4972-86e3-17c5d9f894e2"), (mail.Reference, mail.Subject, mail.Body, mail.ReplyToId));
    }

    [Fact]
    public async Task The_first_try_does_not_look_up_and_later_ones_do()
    {
        await using var world = await NotifyWorld.Start(Cancel);
        var sender = world.Sender();

        var first = await sender.Send(TestMail.Plain, Cancel);
        Assert.Equal(0, world.Server.RequestsTo("/v2/notifications"));
        Assert.Equal(first, await sender.Send(TestMail.Plain with { Attempt = 2 }, Cancel)); // under the same id
        Assert.IsType<SendOutcome.Sent>(await sender.Send(TestMail.Plain with { Attempt = 2, MessageId = "north-2026-03-0@nec.example.org" }, Cancel)); // another's beginning

        Assert.Equal(2, world.Server.RequestsTo("/v2/notifications"));
        Assert.Equal(["north-2026-03-02", "north-2026-03-0"], world.Server.Messages.Select(mail => mail.Reference));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(200)] // a web page
    [InlineData(0)] // no answer
    public async Task Without_a_good_look_up_nothing_is_sent_again(int status)
    {
        await using var world = await NotifyWorld.Start(Cancel);
        world.Server.FailLookingUp(status switch { 0 => HttpFault.Drop(), 200 => HttpFault.Html(), _ => HttpFault.Status(status) });

        Assert.IsType<SendOutcome.Temporary>(await world.Sender().Send(TestMail.Plain with { Attempt = 2 }, Cancel));
        Assert.Empty(world.Server.Messages);
    }

    [Fact]
    public async Task The_minutes_limit_waits_a_minute_and_the_days_limit_until_midnight()
    {
        await using var world = await NotifyWorld.Start(Cancel);
        var sender = world.Sender();
        world.Server.FailSending(NotifyFault.RateLimit());
        Assert.Equal(TimeSpan.FromMinutes(1), Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel)).RetryAfter);
        world.Pass(TimeSpan.FromMinutes(1));
        world.Server.FailSending(NotifyFault.DailyLimit());

        // Midnight in London in summer is 23:00 UTC; a minute of that hour is gone.
        Assert.Equal(TimeSpan.FromMinutes(59), Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel)).RetryAfter);
        var held = Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel));

        Assert.Equal((TimeSpan.FromMinutes(59), false, 2), (held.RetryAfter, held.WasTried, world.Server.Requests));
        world.Pass(TimeSpan.FromMinutes(59));
        Assert.IsType<SendOutcome.Sent>(await sender.Send(TestMail.Plain, Cancel));
    }

    [Theory]
    [InlineData("created", DeliveryStatus.Sending)]
    [InlineData("sending", DeliveryStatus.Sending)]
    [InlineData("something-new", DeliveryStatus.Sending)] // asked again until Notify forgets the mail
    [InlineData("delivered", DeliveryStatus.Delivered)]
    [InlineData("permanent-failure", DeliveryStatus.PermanentFailure)]
    [InlineData("temporary-failure", DeliveryStatus.TemporaryFailure)]
    [InlineData("technical-failure", DeliveryStatus.TechnicalFailure)]
    public async Task Notify_says_what_became_of_a_mail(string word, DeliveryStatus expected)
    {
        await using var world = await NotifyWorld.Start(Cancel);
        var id = await Sent(world);
        world.Server.Deliver(TestMail.Plain.To, word);

        Assert.Equal(new DeliveryAnswer.Told(expected, TestMail.Plain.To), await world.Sender().AskDelivery(id, Cancel));
    }

    [Fact]
    public async Task After_seven_days_Notify_knows_a_mail_no_more()
    {
        await using var world = await NotifyWorld.Start(Cancel);
        var id = await Sent(world);
        world.Server.Deliver(TestMail.Plain.To, "delivered");
        world.Pass(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(DeliveryStatus.Delivered, Assert.IsType<DeliveryAnswer.Told>(await world.Sender().AskDelivery(id, Cancel)).Status);
        world.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(new DeliveryAnswer.Told(DeliveryStatus.Unknown, null), await world.Sender().AskDelivery(id, Cancel));
    }

    [Theory]
    [InlineData(500, "500")]
    [InlineData(404, "404")] // a page of somebody else's: that is no word of Notify's
    [InlineData(200, "cannot be read")] // a web page
    [InlineData(429, "asks to wait")]
    [InlineData(403, "has not been revoked")]
    [InlineData(0, "cannot be reached")] // no answer
    public async Task Without_a_good_answer_nothing_is_known(int status, string reason)
    {
        await using var world = await NotifyWorld.Start(Cancel);
        var id = await Sent(world);
        world.Server.FailAsking(id, status switch
        {
            0 => HttpFault.Drop(),
            200 => HttpFault.Html(),
            403 => NotifyFault.Refused(),
            429 => NotifyFault.RateLimit(),
            _ => HttpFault.Status(status),
        });

        Assert.Contains(reason, Assert.IsType<DeliveryAnswer.Unable>(await world.Sender().AskDelivery(id, Cancel)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_service_a_bad_address_and_a_revoked_key_are_told_apart()
    {
        await using var world = await NotifyWorld.Start(Cancel);
        var sender = world.Sender();

        world.Server.FailSending(NotifyFault.TeamOnly());
        Assert.Contains("make the service live", Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel)).Reason, StringComparison.Ordinal);
        world.Server.FailSending(NotifyFault.Invalid());
        Assert.Equal(new SendOutcome.Permanent("GOV.UK Notify does not accept the mail or its recipient (400 ValidationError)"), await sender.Send(TestMail.Plain, Cancel));
        world.Server.FailSending(NotifyFault.Refused());
        Assert.Contains("has not been revoked", Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    [InlineData(-30, true)]
    [InlineData(-31, false)]
    public async Task A_clock_more_than_thirty_seconds_off_is_named(int seconds, bool isFine)
    {
        await using var world = await NotifyWorld.Start(Cancel);
        world.Time.Now += TimeSpan.FromSeconds(seconds);

        var outcome = await world.Sender().Send(TestMail.Plain, Cancel);

        Assert.Equal(isFine, outcome is SendOutcome.Sent);
        Assert.Equal(isFine, outcome is not SendOutcome.Temporary { Reason: var reason } || !reason.Contains("clock is right to 30 seconds", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(504)]
    public async Task A_broken_Notify_leaves_us_not_knowing_but_able_to_ask(int status)
    {
        await using var world = await NotifyWorld.Start(Cancel);
        world.Server.FailSending(NotifyFault.Broken(status));

        Assert.True(Assert.IsType<SendOutcome.Unknown>(await world.Sender().Send(TestMail.Plain, Cancel)).SafeToRepeat);
    }

    [Theory]
    [InlineData("26785a09-0000-4000-8000-a37497a57506-3d844edf-0000-4000-8000-e847b4f122b0")] // no name, and so no hyphen before it
    [InlineData("a-26785a09-0000-4000-8000-a37497a57506-3d844edf-0000-4000-8000-e847b4f122b0\n")]
    [InlineData("my key-with-hyphens-26785a09-0000-4000-8000-a37497a57506-3d844edf-0000-4000-8000-e847b4f122b0")]
    public void The_key_is_its_last_two_ids(string key) =>
        Assert.Equal(("26785a09-0000-4000-8000-a37497a57506", "3d844edf-0000-4000-8000-e847b4f122b0"), NotifyToken.KeyOf(key));

    [Theory]
    [InlineData("")]
    [InlineData("name-26785a09-0000-4000-8000-a37497a57506")]
    [InlineData("name-26785a09-0000-4000-8000-a37497a57506-3d844edf-0000-4000-8000-e847b4f122b")]
    [InlineData("name-26785a09-0000-4000-8000-a37497a57506_3d844edf-0000-4000-8000-e847b4f122b0")]
    public void What_is_no_key_is_none(string key) => Assert.Null(NotifyToken.KeyOf(key));

    [Fact]
    public void The_token_is_the_one_that_Notifys_own_clients_write()
    {
        // Computed by hand: HMAC-SHA256 of header.claims under the secret's text.
        var token = NotifyToken.Write(("26785a09-0000-4000-8000-a37497a57506", "3d844edf-0000-4000-8000-e847b4f122b0"), DateTimeOffset.FromUnixTimeSeconds(1568818578));

        Assert.Equal("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiIyNjc4NWEwOS0wMDAwLTQwMDAtODAwMC1hMzc0OTdhNTc1MDYiLCJpYXQiOjE1Njg4MTg1Nzh9.XSuoq1bhYHXeedX7HUY4GQ49eD_IWZsOe_bld5fZjgU", token);
    }
}
