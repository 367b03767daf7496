using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Calendar;
using Nec.Storage;
using Nec.Testing.Core;
using Npgsql;

namespace Nec.Dashboard.Tests.Admin;

public sealed class AdminPagesTests : DashboardTests
{
    [Fact]
    public async Task A_deputy_is_told_from_a_former_holder()
    {
        var post = A.Inspector with { Deputies = [new("Kim Cover", "cover@example.org", A.Day("2026-03-01"), A.Day("2026-03-14"))] };
        await Load([A.Contract with { Posts = [post] }]);
        var text = PageWords.Of(await Page("/admin/people"));
        Assert.Contains("Neighbourhood Inspector holds it Alex North", text, StringComparison.Ordinal);
        Assert.Contains("Neighbourhood Inspector (deputy) not today Kim Cover", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_away_by_an_automatic_reply_is_shown_with_a_deputy_as_a_line_of_the_contract_file()
    {
        var post = A.Inspector with { Deputies = [new("Kim Cover", "cover@example.org", A.Day("2026-01-01"), A.Day("2026-01-14"))] };
        await Load([A.Contract with { Posts = [post] }]);
        Assert.DoesNotContain("automatic replies", PageWords.Of(await Page("/admin/people")), StringComparison.Ordinal);
        var now = Host.Services.GetRequiredService<LondonClock>().Now;

        await Host.Services.GetRequiredService<AwayReplies>().Keep($" {post.Holders[0].Email.ToUpperInvariant()}", now, CancellationToken);

        var text = PageWords.Of(await Page("/admin/people"));
        var today = LondonTime.DateOf(now);
        Assert.Contains($"{post.Holders[0].Name} away, says an automatic reply of {Dates.Long(today)}", text, StringComparison.Ordinal);
        Assert.Contains($"- {{ name: Kim Cover, email: cover@example.org, from: {Dates.Iso(today)}, to: {Dates.Iso(today.AddDays(14))} }}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_tells_moments_in_words()
    {
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        await connection.ExecuteAsync("insert into nec.audit (happened_at, who, action, target, after) values ('2020-02-20', 'test', 'plan', 'one', '2020-02-24T09:00:00.0000000+00:00')");
        Assert.Contains("24 February 2020 at 09:00 GMT", PageWords.Of(await Page("/admin/audit")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_is_none_is_said_to_be_none()
    {
        var html = WebUtility.HtmlDecode(await Page("/admin/audit?from=zz&to=2026-02-10"));
        Assert.Contains("<title>Error: Audit log", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#from\">“From” must be a real date, such as 2026-04-01</a>", html, StringComparison.Ordinal);
        Assert.Contains("value=\"zz\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("“To” must be", html, StringComparison.Ordinal);
    }
}
