using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nec.Integrations.Mail;
using Nec.Simulator;

namespace Nec.Integrations.Tests.Mail.Graph;

public sealed class GraphMailSenderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_headers_that_Graph_takes_go_along_and_nothing_is_kept_in_the_mailbox()
    {
        await using var world = await GraphWorld.Start(Cancel);
        var many = TestMail.Plain with { Headers = Enumerable.Range(1, 9).ToDictionary(number => $"X-Number-{number}", number => $"{number}\r\nBcc: all@example.org").Append(new("Auto-Submitted", "auto-generated")).ToDictionary() };

        Assert.Equal(new SendOutcome.Sent(), await world.Sender(world.Options).Send(TestMail.Plain, Cancel));
        Assert.Equal(new SendOutcome.Sent(), await world.Sender(world.Options with { SaveToSentItems = true }).Send(many, Cancel));

        var (plain, kept) = (world.Server.Messages[0], world.Server.Messages[1]);
        Assert.Equal(["x-nec-message-id: <north-2026-03-02@nec.example.org>", "X-Auto-Response-Suppress: All"], plain.Headers.Select(header => $"{header.Key}: {header.Value}"));
        Assert.Equal(["team@example.org"], plain.ReplyTo);
        Assert.Equal((false, true), (plain.SavedToSentItems, kept.SavedToSentItems));
        Assert.Equal("4 Bcc: all@example.org", kept.Headers["X-Number-4"]); // five at most, ours included
        Assert.Equal(5, kept.Headers.Count);
    }

    [Fact]
    public async Task One_sign_in_serves_many_mails_and_a_refused_token_is_renewed()
    {
        await using var world = await GraphWorld.Start(Cancel);
        var sender = world.Sender(world.Options);
        await sender.Send(TestMail.Plain, Cancel);
        await sender.Send(TestMail.Plain, Cancel);
        Assert.Equal(1, world.Server.TokensIssued);

        world.Server.RevokeTokens();

        Assert.StartsWith("Microsoft Graph does not accept Nec's token (InvalidAuthenticationToken)", Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel)).Reason, StringComparison.Ordinal);
        Assert.Equal(new SendOutcome.Sent(), await sender.Send(TestMail.Plain, Cancel));
        Assert.Equal(2, world.Server.TokensIssued);
    }

    [Fact]
    public async Task A_certificate_signs_in_in_place_of_the_secret()
    {
        await using var world = await GraphWorld.Start(Cancel);
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=nec", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n", Cancel);
            world.Server.Certificate = certificate;
            var options = world.Options with { ClientSecret = null, CertificatePath = file };

            Assert.Equal(new SendOutcome.Sent(), await world.Sender(options).Send(TestMail.Plain, Cancel));
            Assert.IsType<SendOutcome.Temporary>(await world.Sender(world.Options).Send(TestMail.Plain, Cancel)); // the secret is asked for no longer
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_wrong_secret_is_our_trouble_and_says_what_to_look_at()
    {
        await using var world = await GraphWorld.Start(Cancel);

        var outcome = await world.Sender(world.Options with { ClientSecret = "wrong" }).Send(TestMail.Plain, Cancel);

        Assert.Equal(
            new SendOutcome.Temporary("Microsoft does not sign Nec in (AADSTS7000215): check Mail:Graph:TenantId, Mail:Graph:ClientId, and that the secret or certificate has not expired") { IsOfTransport = true }, outcome);
    }

    [Theory]
    [InlineData(429)] // with Retry-After
    [InlineData(503)]
    [InlineData(0)] // no answer
    [InlineData(200)] // a web page
    public async Task A_sign_in_that_fails_leaves_the_mail_for_later(int status)
    {
        await using var world = await GraphWorld.Start(Cancel);
        world.Server.FailSigningIn(status switch { 0 => HttpFault.Drop(), 200 => HttpFault.Html(), 429 => HttpFault.Status(429, "{}", TimeSpan.FromSeconds(7)), _ => HttpFault.Status(status) });

        var outcome = Assert.IsType<SendOutcome.Temporary>(await world.Sender(world.Options).Send(TestMail.Plain, Cancel));

        Assert.Equal(status == 429 ? TimeSpan.FromSeconds(7) : null, outcome.RetryAfter);
        Assert.Empty(world.Server.Messages);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(200, "[]")]
    [InlineData(200, "{}")]
    [InlineData(200, "{\"access_token\":\"\",\"expires_in\":\"soon\"}")]
    [InlineData(400, "<html>")]
    [InlineData(400, "[]")]
    [InlineData(401, "{\"error\":{\"a\":1}}")]
    public async Task A_sign_in_that_is_not_understood_leaves_the_mail_for_later(int status, string body)
    {
        await using var world = await GraphWorld.Start(Cancel);
        world.Server.FailSigningIn(HttpFault.Status(status, body));

        Assert.IsType<SendOutcome.Temporary>(await world.Sender(world.Options).Send(TestMail.Plain, Cancel));
        Assert.Empty(world.Server.Messages);
    }

    [Fact]
    public async Task Asked_to_wait_we_wait_without_asking_again()
    {
        await using var world = await GraphWorld.Start(Cancel);
        var sender = world.Sender(world.Options);
        world.Server.FailSending(GraphMailFault.Throttled(TimeSpan.FromSeconds(90)));

        Assert.Equal(TimeSpan.FromSeconds(90), Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel)).RetryAfter);
        var asked = world.Server.Requests;
        world.Time.Now += TimeSpan.FromSeconds(30);
        var held = Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel));

        Assert.Equal((TimeSpan.FromSeconds(60), false, asked), (held.RetryAfter, held.WasTried, world.Server.Requests));
        world.Time.Now += TimeSpan.FromSeconds(60);
        Assert.Equal(new SendOutcome.Sent(), await sender.Send(TestMail.Plain, Cancel));
    }

    [Fact]
    public async Task The_pace_holds_back_what_is_too_much_for_a_minute()
    {
        await using var world = await GraphWorld.Start(Cancel);
        var sender = world.Sender(world.Options with { PerMinute = 2 });
        await sender.Send(TestMail.Plain, Cancel);
        world.Time.Now += TimeSpan.FromSeconds(20);
        await sender.Send(TestMail.Plain, Cancel);

        var held = Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel));

        Assert.Equal((TimeSpan.FromSeconds(40), false, 2), (held.RetryAfter, held.WasTried, world.Server.Messages.Count));
        world.Time.Now += TimeSpan.FromSeconds(40);
        Assert.Equal(new SendOutcome.Sent(), await sender.Send(TestMail.Plain, Cancel)); // the first is a minute gone
        Assert.IsType<SendOutcome.Temporary>(await sender.Send(TestMail.Plain, Cancel)); // the second is not
    }

    [Fact]
    public async Task At_most_four_are_on_the_way_at_once()
    {
        await using var world = await GraphWorld.Start(Cancel);
        var sender = world.Sender(world.Options);
        var (waiting, open) = (0, new TaskCompletionSource());
        world.Server.FailSending(
            new HttpFault("gate", async (context, good) =>
            {
                Interlocked.Increment(ref waiting);
                await open.Task;
                await good(context);
            }),
            HttpFault.Always);
        var first = Enumerable.Range(0, 4).Select(_ => sender.Send(TestMail.Plain, Cancel)).ToList();
        while (Volatile.Read(ref waiting) < 4)
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        // This one needs no wire: let in, it would be done before the call returns.
        var fifth = sender.Send(TestMail.Plain with { To = "nobody" }, Cancel);
        Assert.False(fifth.IsCompleted);

        open.SetResult();
        Assert.All(await Task.WhenAll(first), outcome => Assert.Equal(new SendOutcome.Sent(), outcome));
        Assert.IsType<SendOutcome.Permanent>(await fifth);
    }

    [Theory]
    [InlineData(400, "InvalidInternetMessageHeader", typeof(SendOutcome.Permanent))]
    [InlineData(400, "ErrorInvalidRecipients", typeof(SendOutcome.Permanent))]
    [InlineData(401, "InvalidAuthenticationToken", typeof(SendOutcome.Temporary))]
    [InlineData(403, "ErrorAccessDenied", typeof(SendOutcome.Temporary))]
    [InlineData(404, "ErrorInvalidUser", typeof(SendOutcome.Temporary))] // the mailbox that sends: no mail would fare better
    [InlineData(413, "RequestEntityTooLarge", typeof(SendOutcome.Permanent))]
    [InlineData(429, "ApplicationThrottled", typeof(SendOutcome.Temporary))]
    [InlineData(500, "InternalServerError", typeof(SendOutcome.Temporary))]
    [InlineData(503, "ServiceUnavailable", typeof(SendOutcome.Temporary))]
    [InlineData(504, "GatewayTimeout", typeof(SendOutcome.Unknown))] // the gateway gave up waiting; what is behind it may have sent
    public async Task Every_answer_has_its_outcome(int status, string code, Type outcome)
    {
        await using var world = await GraphWorld.Start(Cancel);
        world.Server.FailSending(GraphMailFault.Error(status, code, "about inspector@example.org"));

        Assert.IsType(outcome, await world.Sender(world.Options).Send(TestMail.Plain, Cancel));
        Assert.Empty(world.Server.Messages);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{\"error\":\"text\"}")]
    [InlineData("{\"error\":{\"code\":{\"a\":1}}}")]
    public async Task An_error_that_is_not_Graphs_is_still_one(string body)
    {
        await using var world = await GraphWorld.Start(Cancel);
        world.Server.FailSending(HttpFault.Status(500, body));

        Assert.Equal(new SendOutcome.Temporary("Microsoft Graph is out of order (500 no code)"), await world.Sender(world.Options).Send(TestMail.Plain, Cancel));
    }

    [Fact]
    public async Task A_web_page_is_no_proof_that_the_mail_went()
    {
        await using var world = await GraphWorld.Start(Cancel);
        world.Server.FailSending(HttpFault.Html());

        Assert.False(Assert.IsType<SendOutcome.Unknown>(await world.Sender(world.Options).Send(TestMail.Plain, Cancel)).SafeToRepeat);
    }

    [Fact]
    public async Task No_answer_in_time_is_unknown_and_not_to_be_repeated()
    {
        await using var world = await GraphWorld.Start(Cancel);
        world.Server.FailSending(HttpFault.Slow(TimeSpan.FromHours(1)));

        Assert.False(Assert.IsType<SendOutcome.Unknown>(await world.Sender(world.Options, timeoutSeconds: 1).Send(TestMail.Plain, Cancel)).SafeToRepeat);
    }

    [Fact]
    public async Task Stopping_the_host_waits_for_the_answer_to_a_mail_that_has_left()
    {
        await using var world = await GraphWorld.Start(Cancel);
        using var stop = new CancellationTokenSource();
        world.Server.FailSending(new HttpFault("stop", async (context, good) =>
        {
            await stop.CancelAsync();
            await good(context);
        }));

        Assert.Equal(new SendOutcome.Sent(), await world.Sender(world.Options).Send(TestMail.Plain, stop.Token));
    }

    [Fact]
    public async Task A_server_that_is_not_there_has_taken_nothing()
    {
        await using var world = await GraphWorld.Start(Cancel);
        var options = world.Options;
        await using (var gone = await GraphWorld.Start(Cancel))
        {
            options = options with { BaseAddress = gone.Options.BaseAddress };
        }

        Assert.StartsWith("Microsoft Graph cannot be reached", Assert.IsType<SendOutcome.Temporary>(await world.Sender(options).Send(TestMail.Plain, Cancel)).Reason, StringComparison.Ordinal);
    }
}
