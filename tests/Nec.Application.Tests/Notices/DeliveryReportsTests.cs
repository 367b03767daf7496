using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Core.Deliveries;
using Nec.Storage;
using Nec.Testing;

namespace Nec.Application.Tests.Notices;

/// <summary>What a report does: an address is marked and the administrator told once, and the outbox goes on as before.</summary>
public sealed class DeliveryReportsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 6, 3, 8, 0, 0, TimeSpan.Zero);
    private static readonly NoticeSettings Settings = NoticeSettings.Of("Nec <nec@example.org>", null, null, "Admin <admin@example.org>", "https://nec.example.org");
    private static readonly DeliveryReport Unknown = new()
    {
        Way = ReportWay.DeliveryReport,
        Action = "failed",
        Status = new(5, 1, 1),
        Recipient = "anna@example.org",
        ReportedAt = Now,
    };

    private readonly LondonClock _clock = new(new FakeTimeProvider(Now));
    private TestDatabase? _database;
    private int _asked;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Outbox Outbox => new(_database!.DataSource); // set before every test

    private FailingAddresses Addresses => new(_database!.DataSource);

    private Keys Keys => new(_database!.DataSource);

    private DeliveryReports Reports
    {
        get
        {
            JobQueue queue = (_, _) =>
            {
                _asked++;
                return Task.FromResult<string?>("run");
            };
            return new(Outbox, Addresses, Keys, new(Outbox, Keys, queue, Settings, _clock), Settings, _clock);
        }
    }

    public async ValueTask InitializeAsync() => _database = await TestDatabase.Create(Cancel);

    public async ValueTask DisposeAsync()
    {
        await _database!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_failed_notice_marks_its_address_and_tells_the_administrator_once()
    {
        var id = await Queue("anna@example.org");

        Assert.Equal(ReportVerdict.Fails, await Reports.Take(id.Trim('<', '>'), Unknown, Cancel));
        Assert.Equal(ReportVerdict.Fails, await Reports.Take(id, Unknown, Cancel)); // read again
        Assert.Equal(ReportVerdict.Fails, await Reports.Take(await Queue("anna@example.org", "next"), Unknown with { ReportedAt = Now.AddDays(7) }, Cancel));

        Assert.Equal("anna@example.org", Assert.Single(await Addresses.Open(Cancel)).Address);
        var told = Assert.Single(await ToAdmin());
        Assert.Equal("Nec: mail to an address comes back", told.Subject);
        Assert.Contains("there is no such mailbox (5.1.1)", told.TextBody.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("https://nec.example.org/admin/people", told.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("anna@", told.TextBody + told.HtmlBody + told.Subject, StringComparison.Ordinal); // letters have more readers than the page
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task A_second_spell_is_told_again()
    {
        await Reports.Take(await Queue("anna@example.org"), Unknown, Cancel);
        var spell = Assert.Single(await Addresses.Open(Cancel)).FailingAddressId;
        await Addresses.Clear(spell, "admin", Now, new() { HappenedAt = Now, Who = "admin", Action = "clear-failing-address", Target = "1" }, Cancel);

        Assert.Equal(ReportVerdict.BeforeCleared, await Reports.Take(await Queue("anna@example.org", "same day"), Unknown, Cancel));
        Assert.Equal(ReportVerdict.Fails, await Reports.Take(await Queue("anna@example.org", "later", Now.AddHours(1)), Unknown, Cancel));

        Assert.Equal(2, (await ToAdmin()).Count);
    }

    [Fact]
    public async Task The_second_full_mailbox_marks()
    {
        var full = Unknown with { Status = MailStatus.MailboxFull };
        var id = await Queue("anna@example.org");

        Assert.Equal(ReportVerdict.FirstFull, await Reports.Take(id, full, Cancel));
        Assert.Equal(ReportVerdict.FirstFull, await Reports.Take(id, full, Cancel)); // read again
        Assert.Empty(await Addresses.Open(Cancel));
        Assert.Equal(ReportVerdict.Fails, await Reports.Take(await Queue("anna@example.org", "next"), full with { ReportedAt = Now.AddDays(7) }, Cancel));
        Assert.Equal("5.2.2", Assert.Single(await Addresses.Open(Cancel)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("<nobody@example.org>")]
    [InlineData("a\0b@example.org")]
    public async Task A_report_that_names_no_notice_of_ours_changes_nothing(string? id)
    {
        Assert.Equal(ReportVerdict.NotOurs, await Reports.Take(id, Unknown, Cancel));
        Assert.Empty(await Addresses.Open(Cancel));
        Assert.Empty(await ToAdmin());
    }

    [Fact]
    public async Task A_Message_ID_that_anybody_can_compute_is_not_believed()
    {
        const string Guessed = "<0123456789abcdef0123456789abcdef@example.org>"; // as earlier versions made them: a hash without a secret
        await Put("anna@example.org", "old", Guessed, Now);

        Assert.NotNull(await Outbox.Find(Guessed, Cancel));
        Assert.Equal(ReportVerdict.NotOurs, await Reports.Take(Guessed, Unknown, Cancel));
    }

    [Fact]
    public async Task A_notice_is_found_after_our_own_address_has_changed()
    {
        var secret = await Keys.MessageIds(Now, Cancel);
        var id = NoticeEnvelope.MessageId(secret, "moved", "Nec <nec@old.example.org>");
        await Put("anna@example.org", "moved", id, Now);

        Assert.Equal("moved", (await Reports.Find(id, Cancel))!.NoticeKey);
    }

    [Fact]
    public async Task The_administrators_own_address_is_marked_and_nobody_is_told()
    {
        Assert.Equal(ReportVerdict.Fails, await Reports.Take(await Queue("ADMIN@example.org"), Unknown with { Recipient = "admin@example.org" }, Cancel));
        Assert.Single(await Addresses.Open(Cancel));
        Assert.Empty(await ToAdmin());
    }

    [Fact]
    public async Task The_same_notice_has_the_same_Message_ID_and_another_installation_another()
    {
        var secret = await Keys.MessageIds(Now, Cancel);
        Assert.Equal(secret, await Keys.MessageIds(Now.AddYears(1), Cancel));
        Assert.NotEqual(secret, await Keys.LinkSigning(Now, Cancel));

        var id = NoticeEnvelope.MessageId(secret, "anna@example.org|2026-06-03", Settings.From);
        Assert.Equal(id, NoticeEnvelope.MessageId(secret, "anna@example.org|2026-06-03", Settings.From));
        Assert.EndsWith("@example.org>", id, StringComparison.Ordinal);
        Assert.NotEqual(id, NoticeEnvelope.MessageId(new byte[32], "anna@example.org|2026-06-03", Settings.From));
        Assert.NotEqual(id, NoticeEnvelope.MessageId(secret, "anna@example.org|2026-06-04", Settings.From));
    }

    private async Task<string> Queue(string address, string day = "first", DateTimeOffset? at = null)
    {
        var key = $"{address}|{day}";
        var id = NoticeEnvelope.MessageId(await Keys.MessageIds(Now, Cancel), key, Settings.From);
        await Put(address, key, id, at ?? Now);
        return id;
    }

    private async Task Put(string address, string key, string id, DateTimeOffset at) => Assert.True(await Outbox.Queue(
        new()
        {
            Key = key,
            Kind = "digest",
            RecipientAddress = address,
            RecipientName = "Anna North",
            Day = new(2026, 6, 3),
            Subject = "Meet the clerk",
            TextBody = "Dear officer",
            HtmlBody = "<p>Dear officer</p>",
            MessageId = id,
            Fingerprint = "",
        },
        [],
        at,
        Cancel));

    private async Task<IReadOnlyList<ClaimedNotice>> ToAdmin() =>
        [.. (await new NoticeClaims(_database!.DataSource).Claim("test", 100, Now.AddDays(30), Cancel))
            .Where(notice => notice.Kind == "admin" && notice.RecipientAddress == Settings.Admin)];
}
