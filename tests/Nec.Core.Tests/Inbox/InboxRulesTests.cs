using Nec.Core.Inbox;

namespace Nec.Core.Tests.Inbox;

/// <summary>What a mail in the box is, and whose word on its sender is believed.</summary>
public sealed class InboxRulesTests
{
    private static readonly NewsletterSender Sender = new("north", "newsletter", null, "north@police.example.org", "7f3k9q2mx4");
    private const string Id = "<newsletter-3@police.example.org>";
    private static readonly InboxTrust Named = new(TrustedServer.Named, "mx.example.org");

    private static readonly InboxMail Newsletter = new()
    {
        ArrivedAt = new(2019, 9, 16, 7, 30, 0, TimeSpan.Zero),
        From = ["north@police.example.org"],
        To = ["a@example.org", "b@example.org"],
        Cc = ["nec+7f3k9q2mx4@example.org"],
        SenderChecks = [new("mx.example.org", "police.example.org")],
        Date = new(2019, 9, 16, 7, 29, 0, TimeSpan.Zero),
        MessageId = Id,
    };

    private static readonly InboxMail Reply = new()
    {
        ArrivedAt = new(2019, 9, 16, 7, 30, 0, TimeSpan.Zero),
        From = ["rowan.ashdown@example.org"],
        AutoSubmitted = "auto-replied",
        InReplyTo = ["<1@example.org>"],
    };

    [Fact]
    public void A_report_is_one_whatever_else_it_says() =>
        Assert.IsType<InboxVerdict.Report>(Judge(Reply with { Returned = new ReturnedMail("<1@example.org>", []) }));

    [Fact]
    public void An_automatic_reply_names_the_notice_and_who_is_away() =>
        Assert.Equal(new InboxVerdict.AutomaticReply("<1@example.org>", "rowan.ashdown@example.org"), Judge(Reply));

    [Theory]
    [InlineData(null)] // Exchange's own header of suppression is never asked
    [InlineData("no")]
    [InlineData("auto-generated")]
    public void A_reply_that_does_not_say_so_is_none(string? autoSubmitted) =>
        Assert.IsType<InboxVerdict.Other>(Judge(Reply with { AutoSubmitted = autoSubmitted }));

    [Fact]
    public void A_reply_to_several_or_from_several_says_nothing()
    {
        Assert.IsType<InboxVerdict.Other>(Judge(Reply with { InReplyTo = ["<1@example.org>", "<2@example.org>"] }));
        Assert.IsType<InboxVerdict.Other>(Judge(Reply with { InReplyTo = [] }));
        Assert.IsType<InboxVerdict.Other>(Judge(Reply with { From = ["a@example.org", "b@example.org"] }));
    }

    [Fact]
    public void A_newsletter_counts_those_it_names_beside_us() =>
        Assert.Equal(new InboxVerdict.Newsletter(Sender, 2, Id), Judge(Newsletter));

    [Fact]
    public void An_address_that_is_named_twice_is_one_recipient() =>
        Assert.Equal(new InboxVerdict.Newsletter(Sender, 2, Id), Judge(Newsletter with { To = ["a@example.org", "A@example.org", "b@example.org"] }));

    [Fact]
    public void Of_a_list_or_a_blind_copy_the_number_is_unknown()
    {
        Assert.Equal(new InboxVerdict.Newsletter(Sender, null, Id), Judge(Newsletter with { IsList = true }));
        Assert.Equal(new InboxVerdict.Newsletter(Sender, null, Id), Judge(Newsletter with { Cc = [], DeliveredTo = ["nec+7f3k9q2mx4@example.org"] }));
        Assert.Equal(new InboxVerdict.Newsletter(Sender, null, Id), Judge(Newsletter with { To = [] }));
    }

    [Theory]
    [InlineData("nec+7f3k9q2mx@example.org")] // one letter short
    [InlineData("nec@example.org")]
    [InlineData("7f3k9q2mx4@example.org")] // no plus
    public void Without_the_secret_it_is_nothing(string copy) =>
        Assert.IsType<InboxVerdict.Other>(Judge(Newsletter with { Cc = [copy] }));

    [Fact]
    public void From_another_sender_or_from_two_a_person_is_asked()
    {
        Assert.Equal(new InboxVerdict.Question(Sender), Judge(Newsletter with { From = ["south@police.example.org"] }));
        Assert.Equal(new InboxVerdict.Question(Sender), Judge(Newsletter with { From = ["north@police.example.org", "south@police.example.org"] }));
    }

    [Theory]
    [InlineData(3, true)] // three days are as long as a mail may be on its way
    [InlineData(3.001, false)]
    [InlineData(-3, true)] // a clock that is wrong
    [InlineData(-3.001, false)]
    public void A_mail_that_was_written_long_before_it_arrived_is_asked_about(double days, bool counts) =>
        Assert.Equal(counts, Judge(Newsletter with { Date = Newsletter.ArrivedAt.AddDays(-days) }) is InboxVerdict.Newsletter);

    [Fact]
    public void Without_a_date_or_a_Message_ID_a_replay_cannot_be_told_and_a_person_is_asked()
    {
        Assert.Equal(new InboxVerdict.Question(Sender), Judge(Newsletter with { Date = null }));
        Assert.Equal(new InboxVerdict.Question(Sender), Judge(Newsletter with { MessageId = null }));
    }

    [Fact]
    public void Of_two_secret_addresses_that_of_the_mails_sender_counts()
    {
        var other = Sender with { From = "south@police.example.org" };
        Assert.Equal(new InboxVerdict.Newsletter(Sender, 2, Id), InboxRules.Judge(Newsletter, Named, [other, Sender]));
    }

    [Fact]
    public void Of_a_newsletter_that_a_machine_sent_a_person_is_asked() =>
        Assert.Equal(new InboxVerdict.Question(Sender), Judge(Newsletter with { AutoSubmitted = "auto-generated" }));

    [Fact]
    public void A_machine_that_answers_from_the_senders_address_circulates_nothing() =>
        Assert.IsType<InboxVerdict.Other>(Judge(Newsletter with { AutoSubmitted = "auto-replied" }));

    public static TheoryData<string, InboxTrust, SenderCheck[], bool> Words => new()
    {
        { "the named server", Named, [new("mx.example.org", "police.example.org")], true },
        { "a name in other letters is the same", Named, [new("MX.example.org", "Police.Example.Org")], true },
        { "nobody is believed", new(TrustedServer.Nobody, null), [new("mx.example.org", "police.example.org")], false },
        { "another server's word", Named, [new("mail.example.com", "police.example.org")], false },
        { "its word below another's counts", Named, [new("other.example.org", null), new("mx.example.org", "police.example.org")], true },
        { "of two of its name the topmost counts", Named, [new("mx.example.org", null), new("mx.example.org", "police.example.org")], false },
        { "DMARC passed for another domain", Named, [new("mx.example.org", "elsewhere.example.org")], false },
        { "DMARC passed for the domain above", Named, [new("mx.example.org", "example.org")], false },
        { "Exchange Online names no server", new(TrustedServer.ExchangeOnline, null), [new(null, "police.example.org")], true },
        { "a topmost that names one is not Exchange's", new(TrustedServer.ExchangeOnline, null), [new("mx.example.org", "police.example.org")], false },
        { "below the topmost anybody may have written", new(TrustedServer.ExchangeOnline, null), [new(null, null), new(null, "police.example.org")], false },
        { "no word at all", Named, [], false },
        { "no name is the name of nobody", Named, [new(null, "police.example.org")], false },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void Whose_word_counts(string why, InboxTrust trust, SenderCheck[] checks, bool known)
    {
        var verdict = InboxRules.Judge(Newsletter with { SenderChecks = checks }, trust, [Sender]);
        Assert.True(verdict is InboxVerdict.Newsletter == known && verdict is InboxVerdict.Question == !known, why);
    }

    private static InboxVerdict Judge(InboxMail mail) => InboxRules.Judge(mail, Named, [Sender]);
}
