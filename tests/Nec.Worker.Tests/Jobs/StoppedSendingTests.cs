using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Integrations.Mail;
using Nec.Storage;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>A host that is stopped, or lost, around the moment at which a notice was taken.</summary>
public sealed class StoppedSendingTests
{
    [Fact]
    public async Task What_was_taken_while_the_host_was_stopping_is_marked_and_never_goes_again()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var app = await place.Host();
        await Queue(app);
        using var stopping = new CancellationTokenSource();
        var sender = new Sender(stopping.CancelAsync, safeToRepeat: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Job(app, sender).Run(new() { Id = "a run" }, stopping.Token));

        Assert.Equal("sent", await place.Ask<string>("select state from nec.notice"));
    }

    [Theory]
    [InlineData(true, "sent")] // known by its Message-ID or a look-up
    [InlineData(false, "parked")] // it may have arrived, and nobody can tell
    public async Task What_a_lost_worker_was_sending_goes_again_only_where_a_repeat_is_known_for_one(bool safeToRepeat, string state)
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var app = await place.Host();
        await Queue(app);
        await app.Services.GetRequiredService<NoticeClaims>().Claim("lost", 1, place.Clock.Now, TestContext.Current.CancellationToken);
        place.MoveTo(place.Clock.Now + NoticeClaims.Lease + TimeSpan.FromMinutes(1));

        await Job(app, new Sender(() => Task.CompletedTask, safeToRepeat)).Run(new() { Id = "a run" }, TestContext.Current.CancellationToken);

        Assert.Equal(state, await place.Ask<string>("select state from nec.notice where recipient_address = 'a@example.org'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_claimed_when_the_transport_asks_to_wait_is_given_back_untouched(bool safeToRepeat)
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var app = await place.Host();
        await SendMailTests.QueueMany(app, 5);

        var report = await Job(app, new Sender(() => Task.CompletedTask, safeToRepeat) { AskedToWait = TimeSpan.FromMinutes(1) })
            .Run(new() { Id = "a run" }, TestContext.Current.CancellationToken);

        Assert.Equal(1, report.Metric("delayed"));
        Assert.Equal(0, await place.Ask<int>("select count(*)::int from nec.notice where claimed_at is not null or attempts > 0"));
    }

    private static SendMail Job(WebApplication app, Sender sender) =>
        ActivatorUtilities.CreateInstance<SendMail>(app.Services, sender);

    private static Task<bool> Queue(WebApplication app) => app.Services.GetRequiredService<Outbox>().Queue(
        new()
        {
            Key = "a",
            Kind = "urgent",
            RecipientAddress = "a@example.org",
            RecipientName = "A",
            Day = new(2019, 9, 16),
            Subject = "s",
            TextBody = "t",
            HtmlBody = "<p>t</p>",
            MessageId = "<a@example.org>",
            Fingerprint = "f",
        },
        [], app.Services.GetRequiredService<LondonClock>().Now, TestContext.Current.CancellationToken);

    private sealed class Sender(Func<Task> taken, bool safeToRepeat) : IMailSender
    {
        public MailCarries Carries { get; } = new(Html: true, Text: true, AutoSubmitted: true, OwnMessageId: true) { SafeToRepeat = safeToRepeat };

        public TimeSpan? AskedToWait { get; init; }

        public async Task<SendOutcome> Send(OutgoingMail mail, CancellationToken cancellationToken)
        {
            if (AskedToWait is { } wait)
            {
                return new SendOutcome.Temporary("asked to wait", wait);
            }

            await taken();
            return new SendOutcome.Sent();
        }
    }
}
