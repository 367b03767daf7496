using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Storage;
using Nec.Worker.Tests.Cli;

namespace Nec.Worker.Tests.Hosting;

public sealed class SignInNoticesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_leads_to_the_public_address_and_stands_in_a_letter_of_its_own_kind()
    {
        var notice = Assert.Single(await Queued(settings => settings, times: 1));
        Assert.Equal(("sign-in", "alex@example.org", "Your link to sign in to Nec"), (notice.Kind, notice.Recipient, notice.Subject));
        foreach (var body in (string[])[notice.TextBody, notice.HtmlBody])
        {
            Assert.Contains("https://nec.example.org/sign-in/secret-token", body, StringComparison.Ordinal);
            Assert.Contains("It works once, for 15 minutes", body, StringComparison.Ordinal);
        }

        Assert.StartsWith("OFFICIAL\n\n", notice.TextBody.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains(">OFFICIAL</p>", notice.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("auto-generated", notice.Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_twice_gets_two_letters_with_message_ids_of_their_own_although_it_is_the_same_day()
    {
        var notices = await Queued(settings => settings, times: 2);
        Assert.Equal(2, notices.Select(notice => notice.MessageId).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Nothing_in_a_setting_becomes_markup() =>
        Assert.Contains(">OFFICIAL &lt;b&gt;</p>", Assert.Single(await Queued(settings => settings with { Marking = "OFFICIAL <b>" }, times: 1)).HtmlBody, StringComparison.Ordinal);

    [Fact]
    public async Task Without_a_marking_the_letter_begins_with_its_first_sentence() =>
        Assert.StartsWith("Somebody asked", Assert.Single(await Queued(settings => settings with { Marking = "" }, times: 1)).TextBody, StringComparison.Ordinal);

    [Theory]
    [InlineData("Nec Admin <admin@example.org>", "admin@example.org")]
    [InlineData("admin@example.org", "admin@example.org")]
    [InlineData(null, null)]
    public void The_admins_bare_address_is_known_to_the_pages(string? given, string? expected) =>
        Assert.Equal(expected, NoticeSettings.Of("nec@example.org", null, null, given, null).AdminSignsInAs);

    [Theory]
    [InlineData("https://nec.example.org/", "https://nec.example.org")]
    [InlineData("https://nec.example.org/nec", "https://nec.example.org/nec")]
    [InlineData(null, null)]
    public void The_public_address_has_no_slash_at_its_end(string? given, string? expected) =>
        Assert.Equal(expected, NoticeSettings.Of("nec@example.org", null, null, null, given).PublicAddress);

    private static async Task<IReadOnlyList<Row>> Queued(Func<NoticeSettings, NoticeSettings> change, int times)
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        var services = (await place.Host()).Services;
        var mail = new SignInNotices(
            services.GetRequiredService<Outbox>(),
            services.GetRequiredService<Keys>(),
            services.GetRequiredService<JobQueue>(),
            change(services.GetRequiredService<NoticeSettings>()),
            services.GetRequiredService<LondonClock>());
        for (var time = 0; time < times; time++)
        {
            await mail.Queue("alex@example.org", "https://nec.example.org/sign-in/secret-token", 15, Token);
        }

        await using var connection = await place.Database.DataSource.OpenConnectionAsync(Token);
        return [.. await connection.QueryAsync<Row>("select kind, recipient_address as recipient, subject, text_body, html_body, headers::text as headers, message_id from nec.notice")];
    }

    private sealed record Row
    {
        public required string Kind { get; init; }

        public required string Recipient { get; init; }

        public required string Subject { get; init; }

        public required string TextBody { get; init; }

        public required string HtmlBody { get; init; }

        public required string Headers { get; init; }

        public required string MessageId { get; init; }
    }
}
