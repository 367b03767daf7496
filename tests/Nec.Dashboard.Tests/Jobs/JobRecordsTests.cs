using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>What the menu counts, which failures are alike, and how a job has done.</summary>
public sealed class JobRecordsTests : RunHistoryTests
{
    [Fact]
    public async Task The_menu_counts_what_waits_fails_and_is_paused_and_forgets_it_at_once()
    {
        Assert.DoesNotMatch(Menu("/jobs", "Every job", " \\([^<]*"), await Page("/workers"));
        await Add("earlier", "SendMail", Host.Time.Now.AddHours(-1), JobRunResult.Failed);
        await Add("later", "SendMail", Host.Time.Now, JobRunResult.Succeeded); // it has recovered
        await Add("bad", "CheckPages", Host.Time.Now, JobRunResult.Failed);
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        using var paused = await client.Press("/jobs/SendMail/pause", CancellationToken, ("reason", "the server moves"));
        using var run = await client.Press("/jobs/PurgeExpired/run", CancellationToken);
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        await connection.ExecuteAsync("update quartz.qrtz_triggers set retry_attempt = 1, next_fire_time = @At where job_name = 'CheckPages'", new { At = Host.Time.Now.AddMinutes(5).UtcTicks });
        var page = await client.GetStringAsync("/workers", CancellationToken);
        Assert.Matches(Menu("/jobs", "Every job", " \\(1 failing, 1 paused\\)"), page);
        Assert.Matches(Menu("/runs", "Runs", " \\(1 queued, 1 to be tried again\\)"), page);
        using var resumed = await client.Press("/jobs/SendMail/resume", CancellationToken);
        Assert.Matches(Menu("/jobs", "Every job", " \\(1 failing\\)"), await client.GetStringAsync("/workers", CancellationToken));
    }

    [Fact]
    public async Task The_menu_calls_failing_what_the_list_does_when_the_last_run_has_left_the_history()
    {
        await Add("bad", "CheckPages", Host.Time.Now.AddHours(-30), JobRunResult.Failed);
        await Add("idle", "CheckPages", Host.Time.Now.AddHours(-25), JobRunResult.Skipped);
        await Add("gone", "SendMail", Host.Time.Now, JobRunResult.Failed);
        await Add("gone-too", "PurgeExpired", Host.Time.Now, JobRunResult.Failed);
        await Add("unknown", "Knitting", Host.Time.Now, JobRunResult.Failed); // no job any more
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        await connection.ExecuteAsync("delete from quartz.qrtz_execution_history where entry_id in ('idle', 'gone', 'gone-too')");
        var page = await Page("/jobs");
        Assert.Equal(2, page.Split("<strong class=\"govuk-tag govuk-tag--red\">Failed</strong>").Length - 1);
        Assert.Matches(Menu("/jobs", "Every job", " \\(2 failing\\)"), page);
    }

    [Fact]
    public async Task Failures_of_one_reason_are_one_line_whatever_number_stands_in_it_and_lead_to_the_last()
    {
        for (var number = 1; number <= 3; number++)
        {
            await Add($"port-{number}", "SendMail", Host.Time.Now.AddHours(-number), JobRunResult.Failed, failure: $"no answer at port {number}\n   at Sender.Send()");
        }

        await Add("other", "SendMail", Host.Time.Now.AddHours(-9), JobRunResult.Failed, failure: "no such host");
        await Add("old", "SendMail", Host.Time.Now.AddDays(-8), JobRunResult.Failed, failure: "no such host");
        var page = await Page("/overview");
        Assert.Matches("(?s)data-label=\"Why\">no answer at port 1<.*?data-label=\"Times\">3<.*?href=\"/runs/port-1\"", page);
        Assert.Matches("(?s)data-label=\"Why\">no such host<.*?data-label=\"Times\">1<.*?href=\"/runs/other\"", page);
    }

    [Fact]
    public async Task A_job_says_how_many_of_its_runs_succeeded_and_how_long_half_and_nearly_all_of_them_took()
    {
        for (var number = 1; number <= 20; number++)
        {
            await Add($"run-{number}", "SendMail", Host.Time.Now.AddHours(-number), JobRunResult.Succeeded, took: TimeSpan.FromSeconds(number * 10));
        }

        await Add("failed", "SendMail", Host.Time.Now.AddDays(-7), JobRunResult.Failed, took: TimeSpan.FromHours(1)); // the span's first instant still counts; how long a failure took does not
        await Add("idle", "SendMail", Host.Time.Now, JobRunResult.Skipped);
        await Add("older", "SendMail", Host.Time.Now.AddDays(-7).AddTicks(-1), JobRunResult.Cancelled);
        await Add("oldest", "SendMail", Host.Time.Now.AddDays(-91), JobRunResult.Failed);
        await Add("other", "CheckPages", Host.Time.Now, JobRunResult.Failed);
        var page = WebUtility.HtmlDecode(await Page("/jobs/SendMail"));
        Assert.Matches(Recorded("7", "20 of 21 runs succeeded (95%)", "1 failed, 1 found nothing to do", "1 minute 45 seconds", "3 minutes 10 seconds"), page);
        Assert.Matches(Recorded("90", "20 of 22 runs succeeded (90%)", "1 failed, 1 cancelled, 1 found nothing to do", "1 minute 45 seconds", "3 minutes 10 seconds"), page);
        Assert.Matches(Recorded("30", "0 of 1 runs succeeded (0%)", "1 failed", "–", "–"), WebUtility.HtmlDecode(await Page("/jobs/CheckPages")));
    }

    private static string Recorded(string days, params string[] cells) => $"(?s)The last {days} days</th>{string.Concat(cells.Select(cell => $"\\s*<td[^>]*>{Regex.Escape(cell)}</td>"))}";

    private static string Menu(string address, string words, string counted) => $"href=\"{address}\"[^>]*>{words}</a>{counted}</li>";
}
