using Nec.Core.Deliveries;

namespace Nec.Storage.Tests;

public sealed class FailingAddressesTests : DatabaseTests
{
    private static readonly DeliveryReport Unknown = new()
    {
        Way = ReportWay.DeliveryReport,
        Action = "failed",
        Status = new(5, 1, 1),
        Recipient = "anna@example.org",
        ReportedAt = Now,
    };

    private static readonly AuditEntry Audited = new() { HappenedAt = Now, Who = "admin", Action = "clear-failing-address", Target = "failing-address/1" };

    private FailingAddresses Addresses => new(TestDatabase.DataSource);

    [Fact]
    public async Task A_spell_keeps_its_beginning_and_its_last_report()
    {
        var (first, second) = (await Queue(1), await Queue(2));
        var spell = await Addresses.Mark("Anna@Example.org", Unknown, first, CancellationToken);
        Assert.Equal(spell, await Addresses.Mark("anna@example.org", Unknown with { ReportedAt = Now.AddDays(7), Status = null, Way = ReportWay.Notify }, second, CancellationToken));
        Assert.Equal(spell, await Addresses.Mark("anna@example.org", Unknown with { ReportedAt = Now.AddDays(1) }, first, CancellationToken)); // read late

        var open = Assert.Single(await Addresses.Open(CancellationToken));
        Assert.Equal(
            (spell, "anna@example.org", Now, Now.AddDays(7), null, second, "notify"),
            (open.FailingAddressId, open.Address, open.SinceAt, open.ReportedAt, open.Status, open.NoticeId, open.Way));
    }

    [Fact]
    public async Task Clearing_ends_the_spell_once_with_its_entry_and_forgets_the_full_mailbox()
    {
        var notice = await Queue(1);
        await Addresses.RememberFull("anna@example.org", notice, Now, CancellationToken);
        var spell = await Addresses.Mark("anna@example.org", Unknown, notice, CancellationToken);

        Assert.True(await Addresses.Clear(spell, "admin", Now.AddDays(1), Audited, CancellationToken));
        Assert.False(await Addresses.Clear(spell, "admin", Now.AddDays(2), Audited, CancellationToken));
        Assert.False(await Addresses.Clear(99, "admin", Now.AddDays(2), Audited, CancellationToken));

        Assert.Empty(await Addresses.Open(CancellationToken));
        Assert.Equal(1L, await Scalar("select count(*) from nec.audit"));
        Assert.Equal("admin", await Scalar("select cleared_by from nec.failing_address"));
        Assert.Equal(new(null, Now.AddDays(1)), await Addresses.HistoryOf("Anna@example.org", CancellationToken));
        Assert.NotEqual(spell, await Addresses.Mark("anna@example.org", Unknown with { ReportedAt = Now.AddDays(3) }, notice, CancellationToken)); // a new spell
    }

    [Fact]
    public async Task Of_two_full_mailboxes_the_later_is_remembered()
    {
        var (first, second) = (await Queue(1), await Queue(2));
        Assert.Equal(AddressHistory.None, await Addresses.HistoryOf("anna@example.org", CancellationToken));
        await Addresses.RememberFull("Anna@example.org", second, Now.AddDays(7), CancellationToken);
        await Addresses.RememberFull("anna@example.org", first, Now, CancellationToken);
        Assert.Equal(new(new(second, Now.AddDays(7)), null), await Addresses.HistoryOf("anna@example.org", CancellationToken));
    }

    [Fact]
    public async Task An_address_that_nobody_uses_any_more_is_cleared_by_nobody()
    {
        var notice = await Queue(1);
        await Addresses.Mark("anna@example.org", Unknown, notice, CancellationToken);
        await Addresses.Mark("bob@example.org", Unknown, notice, CancellationToken);

        Assert.Equal(1, await Addresses.ClearUnused(["Anna@Example.org", "carol@example.org"], Now.AddDays(1), CancellationToken));
        Assert.Equal(0, await Addresses.ClearUnused(["anna@example.org"], Now.AddDays(2), CancellationToken));

        Assert.Equal("anna@example.org", Assert.Single(await Addresses.Open(CancellationToken)).Address);
        Assert.Equal("bob@example.org 2026-02-11", await Scalar("select concat_ws(' ', address, cleared_at::date, cleared_by) from nec.failing_address where cleared_at is not null"));
    }

    [Fact]
    public async Task A_notice_is_found_by_its_Message_ID_and_says_when_it_left()
    {
        var outbox = new Outbox(TestDatabase.DataSource);
        var notice = await Queue(1);
        Assert.Equal(Now, (await outbox.Find("<1@example.org>", CancellationToken))!.LeftAt);
        await new NoticeClaims(TestDatabase.DataSource).Sent([notice], Now.AddMinutes(5), CancellationToken);

        var found = (await outbox.Find("<1@example.org>", CancellationToken))!;
        Assert.Equal((notice, "key 1", "officer1@example.org", Now.AddMinutes(5)), (found.NoticeId, found.NoticeKey, found.RecipientAddress, found.LeftAt));
        Assert.Null(await outbox.Find("<2@example.org>", CancellationToken));
    }

    private async Task<long> Queue(int number)
    {
        var outbox = new Outbox(TestDatabase.DataSource);
        await outbox.Queue(Notice(number), [], Now, CancellationToken);
        return (await outbox.Find($"<{number}@example.org>", CancellationToken))!.NoticeId;
    }

    private static QueuedNotice Notice(int number) => new()
    {
        Key = $"key {number}",
        Kind = "digest",
        RecipientAddress = $"officer{number}@example.org",
        RecipientName = "A. Officer",
        Day = Today,
        Subject = "Meet the Sherborne clerk by 28 February",
        TextBody = "Dear officer",
        HtmlBody = "<p>Dear officer</p>",
        MessageId = $"<{number}@example.org>",
        Fingerprint = "f1",
    };
}
