using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Dashboard.SignIn;
using Nec.Simulator;
using Nec.Worker.Hosting;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>Who asks for a link to sign in does not wait behind a round of notices.</summary>
public sealed class SignInQueueTests
{
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sign_in_link_leaves_while_every_worker_stands_in_a_round_of_notices()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        place.SwitchOffAllBut();
        var worker = await place.Host(runsJobs: true, servesPages: true);
        await SendMailTests.QueueMany(worker, 20);
        place.World.Mail.Fail(SmtpFault.Slow(Never), 2); // every conversation stands before a server that does not answer
        await worker.StartAsync(Token);
        var queue = worker.Services.GetRequiredService<JobQueue>();
        for (var round = 0; round < 4; round++)
        {
            await queue(new(nameof(SendMail)), Token);
        }

        await place.World.Mail.WaitFor(2, Token);
        await worker.Services.GetRequiredService<SignInMail>()("alex@example.org", "https://nec.example.org/sign-in/secret-token", 15, Token);
        await place.World.Mail.WaitFor(3, Token);

        Assert.Equal(["alex@example.org"], place.World.Mail.Messages[2].To);
    }
}
