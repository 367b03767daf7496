using Nec.Core.Notices;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

/// <summary>The messages beside the notices are rendered as those are: marked, in both forms, with nothing of theirs as markup.</summary>
public sealed class ServiceMessageTests
{
    private static IEnumerable<Message> All(string? marking) =>
    [
        ServiceMessage.SignIn(marking, "https://nec.example.org/sign-in/secret-token", 15),
        ServiceMessage.CouldNotBeSent(marking, 7, A.Day("2026-02-10"), "550 no such user <b>"),
        ServiceMessage.ScheduleRepaired(marking, "CheckPages", "was not scheduled any more"),
        ServiceMessage.AddressFails(marking, "there is no such mailbox (5.1.1 <b>)", "https://nec.example.org/admin/people"),
        ServiceMessage.AddressFails(marking, "there is no such mailbox (5.1.1)", people: null),
        ServiceMessage.NewsletterRecorded(marking, "Circulate the newsletter <b>", A.Day("2026-02-10"), "It names 3 recipients.", "https://nec.example.org/promises/north/newsletter"),
        ServiceMessage.NewsletterRecorded(marking, "Circulate the newsletter", A.Day("2026-02-10"), "It names 3 recipients.", page: null),
        ServiceMessage.Test(marking),
    ];

    [Fact]
    public void Each_is_marked_in_both_forms_and_says_the_same_in_them()
    {
        Assert.All(All("OFFICIAL <b>"), message =>
        {
            Assert.StartsWith("OFFICIAL <b>\n", message.Text, StringComparison.Ordinal);
            Assert.Contains(">OFFICIAL &lt;b&gt;<", message.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", message.Html, StringComparison.Ordinal);
            Assert.All(message.Text.Split('\n'), line => Assert.True(line.Length <= 72 || line.Contains("://", StringComparison.Ordinal), line));
        });
        Assert.All(All(marking: null), message => Assert.DoesNotContain("OFFICIAL", message.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_to_sign_in_stands_on_a_line_that_no_mail_program_breaks()
    {
        var message = ServiceMessage.SignIn(marking: null, "https://nec.example.org/sign-in/secret-token", 15);
        Assert.Contains("Sign in: https://nec.example.org/sign-in/secret-token\n", message.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"https://nec.example.org/sign-in/secret-token\"", message.Html, StringComparison.Ordinal);
    }
}
