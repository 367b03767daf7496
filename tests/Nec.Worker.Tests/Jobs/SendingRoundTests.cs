using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Notices;
using Nec.Integrations.Mail;
using Nec.Simulator;
using Nec.Storage;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>What one mail, or the way out, does to the others of its round.</summary>
public sealed class SendingRoundTests
{
    private const string Bad = "reader1@example.org";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, "retrying")] // a repeat is known for one
    [InlineData(false, "parked")] // it may have arrived
    public async Task A_mail_at_which_the_sender_fails_unforeseen_holds_up_no_other(bool safeToRepeat, string state)
    {
        await using var place = await Opened();
        var app = await place.Host();
        await SendMailTests.QueueMany(app, 5);
        var sender = new Sender(mail => mail.To == Bad ? throw new InvalidOperationException("a fault of ours") : new SendOutcome.Sent(), safeToRepeat);

        var report = await Job(app, sender).Run(new() { Id = "a run" }, Token);

        Assert.Equal(state, await place.Ask<string>($"select state from nec.notice where recipient_address = '{Bad}'"));
        Assert.Equal(safeToRepeat ? 4 : 5, report.Metric("sent")); // the fifth tells the admin of the parked one
    }

    [Fact]
    public async Task A_transport_that_takes_no_mail_fails_the_run_and_costs_no_notice_an_attempt()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await SendMailTests.QueueMany(app, 20);
        var outcome = new SendOutcome.Temporary("a wrong password") { IsOfTransport = true };
        var sender = new Sender(_ => outcome);

        for (var day = 1; day <= 6; day++)
        {
            var failure = await Assert.ThrowsAsync<NoMailLeavesException>(() => Job(app, sender).Run(new() { Id = $"run {day}" }, Token));
            Assert.Equal("no mail can be sent: a wrong password", failure.Message);
            Assert.InRange(sender.Asked, 2 * day, 4 * day); // some had begun before the second failed
            place.MoveTo(place.Clock.Now.AddDays(1));
        }

        outcome = new("451 try later");
        await Job(app, sender).Run(new() { Id = "the last" }, Token);
        Assert.Equal(20, await place.Ask<int>("select count(*)::int from nec.notice where state = 'retrying'"));
    }

    [Theory]
    [InlineData(15, "sent")]
    [InlineData(16, "parked")]
    public async Task A_link_to_sign_in_is_not_sent_when_it_has_expired_and_nobody_is_told(int minutes, string state)
    {
        await using var place = await Opened();
        var app = await place.Host();
        await app.Services.GetRequiredService<SignInNotices>().Queue("alex@example.org", "https://nec.example.org/sign-in/x", 15, Token);
        place.MoveTo(place.Clock.Now.AddMinutes(minutes));

        await Job(app, new Sender(_ => new SendOutcome.Sent())).Run(new() { Id = "a run" }, Token);

        Assert.Equal($"1 {state}", await place.Ask<string>("select count(*) || ' ' || min(state) from nec.notice"));
    }

    [Fact]
    public async Task A_transport_that_takes_a_mail_in_between_is_not_given_up()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await SendMailTests.QueueMany(app, 20);
        var gate = new Lock();
        var turn = 0;
        var sender = new Sender(_ =>
        {
            lock (gate)
            {
                return turn++ % 2 == 0 ? new SendOutcome.Temporary("too many conversations") { IsOfTransport = true } : new SendOutcome.Sent();
            }
        }) { AtOnce = 3 };

        var report = await Job(app, sender).Run(new() { Id = "a run" }, Token);

        Assert.Equal((10, 10), (report.Metric("sent"), report.Metric("delayed")));
    }

    [Fact]
    public async Task A_sign_in_that_fails_is_tried_a_few_times_and_not_for_each_mail()
    {
        await using var place = await Opened();
        place.Settings["Mail:Smtp:User"] = "nec";
        place.Settings["Mail:Smtp:Password"] = "secret"; // and the server offers no sign-in
        var app = await place.Host();
        await SendMailTests.QueueMany(app, 50);

        await Assert.ThrowsAsync<NoMailLeavesException>(() => Workplace.Run<SendMail>(app));

        Assert.InRange(place.World.Mail.Connections, 1, 2 * app.Services.GetRequiredService<IMailSender>().AtOnce); // some had begun before the last failed
        Assert.Equal(50, await place.Ask<int>("select count(*)::int from nec.notice where state in ('queued', 'retrying')"));
    }

    [Fact]
    public async Task What_a_lost_worker_was_sending_stays_claimed_when_its_successor_must_stop_before_it()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await SendMailTests.QueueMany(app, 6);
        await app.Services.GetRequiredService<NoticeClaims>().Claim("a run", 6, place.Clock.Now, Token);
        var sender = new Sender(_ => new SendOutcome.Temporary("asked to wait", TimeSpan.FromMinutes(1)));

        await Job(app, sender).Run(new() { Id = "a run" }, Token);

        var again = await app.Services.GetRequiredService<NoticeClaims>().TakeOver("a run", place.Clock.Now, Token);
        Assert.NotEmpty(again);
        Assert.All(again, notice => Assert.True(notice.TookOver));
        Assert.All(again, notice => Assert.Equal(3, notice.Attempts));
    }

    private static Task<Workplace> Opened() => Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));

    private static SendMail Job(WebApplication app, Sender sender) => ActivatorUtilities.CreateInstance<SendMail>(app.Services, sender);

    private sealed record Sender(Func<OutgoingMail, SendOutcome> Answer, bool SafeToRepeat = true) : IMailSender
    {
        private int _asked;

        public int Asked => _asked;

        public int AtOnce { get; init; } = 2;

        public MailCarries Carries { get; } = new(Html: true, Text: true, AutoSubmitted: true, OwnMessageId: true) { SafeToRepeat = SafeToRepeat };

        public Task<SendOutcome> Send(OutgoingMail mail, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return Task.FromResult(Answer(mail));
        }
    }
}
