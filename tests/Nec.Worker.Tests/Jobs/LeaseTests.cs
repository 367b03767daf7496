using Nec.Integrations.Mail.Smtp;
using Nec.Storage;

namespace Nec.Worker.Tests.Jobs;

/// <summary>A claim holds for as long as a mail can take: otherwise a second worker would send what the first is still waiting for.</summary>
public sealed class LeaseTests
{
    [Fact]
    public void A_mail_that_began_as_late_as_it_may_has_its_verdict_and_its_mark_before_the_claim_ends()
    {
        var mark = TimeSpan.FromMinutes(1);

        Assert.True(NoticeClaims.BeginWithin + SmtpOptions.VerdictLimit + mark < NoticeClaims.Lease); // its text has left when BeginWithin is over, or it is stopped
        Assert.True(SmtpOptions.LongestSend < NoticeClaims.Lease);
    }
}
