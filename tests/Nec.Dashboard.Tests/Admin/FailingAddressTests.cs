using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Deliveries;
using Nec.Storage;
using Npgsql;

namespace Nec.Dashboard.Tests.Admin;

/// <summary>Whose mail comes back is said in words wherever the address matters, and only an admin of it may say that it works again.</summary>
public sealed class FailingAddressTests : DashboardTests
{
    private const string Said = "Mail to this address has come back since 3 February 2026: there is no such mailbox (5.1.1).";

    [Fact]
    public async Task The_promise_page_names_whose_mail_comes_back_without_the_address()
    {
        await Fail("inspector@example.org");

        var text = PageWords.Of(await Page("/promises/north/clerk-meeting/lyme-regis", Roles.Viewer));

        Assert.Contains($"Mail comes back. Alex North: {Said}", text, StringComparison.Ordinal);
        Assert.Contains("an admin can say so", text, StringComparison.Ordinal);
        Assert.DoesNotContain("inspector@example.org", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_notices_say_it_of_their_recipient_and_what_became_of_each()
    {
        await Fail("officer1@example.org");
        await Execute("""
            insert into nec.delivery (notice_id, delivery_id, accepted_at, status, known_at)
            select notice_id, 'n', sent_at, 'permanent-failure', sent_at from nec.notice where recipient_address = 'officer1@example.org'
            """);

        var list = PageWords.Of(await Page("/notices"));
        var id = await Execute("select notice_id from nec.notice where recipient_address = 'officer1@example.org'");
        var notice = PageWords.Of(await Page($"/notices/{id}"));
        var viewed = PageWords.Of(await Page($"/notices/{id}", Roles.Viewer));

        Assert.Contains($"Officer 1 <officer1@example.org>. {Said}", list, StringComparison.Ordinal);
        Assert.Contains("Not delivered: the address was refused for good", list, StringComparison.Ordinal);
        Assert.Contains($"Mail comes back. {Said}", notice, StringComparison.Ordinal);
        Assert.Contains("Not delivered: the address was refused for good (heard 10 February 2026", notice, StringComparison.Ordinal);
        Assert.Contains($"Mail comes back. {Said}", viewed, StringComparison.Ordinal);
        Assert.DoesNotContain("officer1@example.org", viewed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_People_an_admin_says_that_it_works_again_and_the_log_keeps_no_address()
    {
        var spell = await Fail("inspector@example.org");
        Assert.Contains($"inspector@example.org. {Said}", PageWords.Of(await Page("/admin/people")), StringComparison.Ordinal);
        using var client = await Host.SignedIn(Roles.Admin, CancellationToken);

        using var reply = await DashboardHost.Press(client, "/admin/people", $"/admin/people/failing/{spell}/works", CancellationToken);

        Assert.Equal((HttpStatusCode.Found, "/admin/people"), (reply.StatusCode, reply.Headers.Location?.ToString()));
        Assert.DoesNotContain("come back", PageWords.Of(await Page("/admin/people")), StringComparison.Ordinal);
        Assert.Equal(
            $"Alex North clear-failing-address failing-address/{spell} mail comes back since 2026-02-03 (5.1.1) works again",
            await Execute("select concat_ws(' ', who, action, target, before, after) from nec.audit where action = 'clear-failing-address'"));
        using var again = await DashboardHost.PressWithAnyToken(client, $"/admin/people/failing/{spell}/works", [], CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task An_admin_of_other_teams_neither_sees_nor_clears_it()
    {
        var spell = await Fail("former@example.org"); // in no contract: only who sees every team sees it
        Assert.Contains("former@example.org", await Page("/admin/people"), StringComparison.Ordinal);
        using var client = await Host.SignedIn(Roles.Admin, new Scope([], ["south"]), CancellationToken);

        Assert.DoesNotContain("former@example.org", await client.GetStringAsync("/admin/people", CancellationToken), StringComparison.Ordinal);
        using var reply = await DashboardHost.PressWithAnyToken(client, $"/admin/people/failing/{spell}/works", [], CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.Equal(1L, await Execute("select count(*) from nec.failing_address where cleared_at is null"));
    }

    private async Task<long> Fail(string address)
    {
        await Sample.Fill(Host, CancellationToken);
        var notice = (long)(await Execute("select min(notice_id) from nec.notice"))!; // the sample has some
        DeliveryReport report = new() { Way = ReportWay.DeliveryReport, Action = "failed", Status = new(5, 1, 1), Recipient = address, ReportedAt = new(2026, 2, 3, 9, 0, 0, TimeSpan.Zero) };
        return await Host.Services.GetRequiredService<FailingAddresses>().Mark(address, report, notice, CancellationToken);
    }

    private async Task<object?> Execute(string sql)
    {
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        return await connection.ExecuteScalarAsync(sql);
    }
}
