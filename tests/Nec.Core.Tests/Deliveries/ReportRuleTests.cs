using Nec.Core.Deliveries;

namespace Nec.Core.Tests.Deliveries;

public sealed class ReportRuleTests
{
    private static readonly DateTimeOffset Sent = new(2026, 6, 1, 7, 0, 0, TimeSpan.Zero);

    private static readonly ReportedNotice Notice = new(7, "Anna.North@example.org", Sent);

    private static readonly DeliveryReport Report = new()
    {
        Way = ReportWay.DeliveryReport,
        Action = "failed",
        Status = new(5, 1, 1),
        Recipient = "anna.north@EXAMPLE.org",
        ReportedAt = Sent.AddMinutes(2),
    };

    [Theory]
    [InlineData("failed", "5.1.1", ReportVerdict.Fails)]
    [InlineData(" Failed ", "5.7.1", ReportVerdict.Fails)] // fields are not case-sensitive
    [InlineData("delayed", "5.1.1", ReportVerdict.NotFailed)]
    [InlineData("delivered", "2.0.0", ReportVerdict.NotFailed)]
    [InlineData("failedd", "5.1.1", ReportVerdict.NotFailed)]
    [InlineData(null, "5.1.1", ReportVerdict.NotFailed)]
    [InlineData("failed", "4.4.7", ReportVerdict.NotPermanent)] // given up, but for a reason that passes
    [InlineData("failed", "2.0.0", ReportVerdict.NotPermanent)]
    [InlineData("failed", "550", ReportVerdict.NotPermanent)] // no status code
    [InlineData("failed", null, ReportVerdict.NotPermanent)]
    [InlineData("failed", "5.2.2", ReportVerdict.FirstFull)]
    [InlineData("failed", "5.2.1", ReportVerdict.Fails)]
    public void Only_a_permanent_failure_counts(string? action, string? status, ReportVerdict expected) =>
        Assert.Equal(expected, Weigh(Report with { Action = action, Status = MailStatus.Of(status) }));

    [Fact]
    public void A_report_about_no_notice_of_ours_is_ignored() =>
        Assert.Equal(ReportVerdict.NotOurs, ReportRule.Weigh(Report, null, AddressHistory.None));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bob.south@example.org")]
    [InlineData("anna.north@example.org.example.com")]
    [InlineData("anna.north@example.org, bob.south@example.org")]
    public void A_report_that_names_somebody_else_is_ignored(string? recipient) =>
        Assert.Equal(ReportVerdict.OtherRecipient, Weigh(Report with { Recipient = recipient }));

    [Fact]
    public void A_domain_in_other_letters_is_the_one_that_servers_write() =>
        Assert.Equal(ReportVerdict.Fails, ReportRule.Weigh(Report with { Recipient = "anna@xn--bcher-kva.example.org" }, Notice with { Recipient = "Anna@Bücher.example.org" }, AddressHistory.None));

    [Theory]
    [InlineData("Anna North <anna@example.org>", "anna@example.org")] // as a setting may be written
    [InlineData(" ANNA@example.ORG ", "anna@example.org")]
    [InlineData("nobody", "nobody")]
    [InlineData("anna@exa mple.org", "anna@exa mple.org")]
    [InlineData("<", "<")]
    [InlineData("<>", "")]
    public void An_address_is_compared_without_its_name_and_case(string text, string expected) => Assert.Equal(expected, ComparedAddress.Of(text));

    [Theory]
    [InlineData(6L, 90, ReportVerdict.Fails)] // the last day on which the first is remembered
    [InlineData(6L, 91, ReportVerdict.FirstFull)] // forgotten: first again
    [InlineData(6L, 0, ReportVerdict.Fails)]
    [InlineData(7L, 1, ReportVerdict.FirstFull)] // the same notice: the same report, read again
    [InlineData(null, 1, ReportVerdict.Fails)] // the earlier notice is no longer kept
    public void The_second_full_mailbox_counts(long? earlierNotice, int daysLater, ReportVerdict expected)
    {
        var full = new FullMailbox(earlierNotice, Report.ReportedAt.AddDays(-daysLater));

        Assert.Equal(expected, Weigh(Report with { Status = MailStatus.MailboxFull }, new(full, null)));
    }

    [Theory]
    [InlineData(-1, ReportVerdict.Fails)]
    [InlineData(0, ReportVerdict.BeforeCleared)]
    [InlineData(1, ReportVerdict.BeforeCleared)] // an old report read late does not undo what a person said
    public void A_notice_from_before_the_address_was_cleared_says_nothing(int hoursAfterSending, ReportVerdict expected) =>
        Assert.Equal(expected, Weigh(Report, new(null, Sent.AddHours(hoursAfterSending))));

    [Fact]
    public void Notify_needs_no_code() => Assert.Equal(ReportVerdict.Fails, Weigh(Report with { Way = ReportWay.Notify, Status = null }));

    [Theory]
    [InlineData("5.1.1", "5.1.1")]
    [InlineData(" 5.1.10 (recipient unknown)", "5.1.10")]
    [InlineData("5.1.1.1", null)]
    [InlineData("3.1.1", null)]
    [InlineData("5.1.1000", null)]
    [InlineData("5.1", null)]
    [InlineData("", null)]
    public void A_status_code_is_read_strictly(string field, string? expected) => Assert.Equal(expected, MailStatus.Of(field)?.ToString());

    private static ReportVerdict Weigh(DeliveryReport report, AddressHistory? history = null) =>
        ReportRule.Weigh(report, Notice, history ?? AddressHistory.None);
}
