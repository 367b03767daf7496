using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Nec.Core.Facts;
using Nec.Storage;
using Npgsql;
using Quartz;
using Quartz.Extensibility;

namespace Nec.Dashboard.Tests.Jobs;

/// <summary>The runs on a real database: paged, filtered, and each with what it did.</summary>
public sealed partial class RunsTests : DashboardTests
{
    public override async ValueTask InitializeAsync() => await Start(judge: null, storesJobs: true);

    [Fact]
    public async Task A_long_history_goes_back_page_by_page_without_losing_or_repeating_a_run_of_the_same_instant()
    {
        for (var number = 1; number <= 120; number++)
        {
            await Add($"run-{number:000}", "SendMail", Host.Time.Now.AddMinutes(-(number / 40)), JobRunResult.Succeeded);
        }

        var found = await Follow("/runs?job=SendMail");
        Assert.Equal(120, found.Count);
        Assert.Equal(Enumerable.Range(1, 120).Select(number => $"run-{number:000}"), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("started")]
    [InlineData("-took")]
    [InlineData("took")]
    [InlineData("job")]
    [InlineData("-job")]
    [InlineData("outcome")]
    [InlineData("-outcome")]
    public async Task Every_order_is_kept_from_page_to_page_without_losing_or_repeating_a_run_that_is_like_its_neighbours(string? sort)
    {
        string[] jobs = ["CheckPages", "PurgeExpired", "SendMail"];
        JobRunResult[] results = [JobRunResult.Succeeded, JobRunResult.Failed, JobRunResult.Skipped, JobRunResult.Cancelled];
        var runs = Enumerable.Range(0, 120)
            .Select(number => (Id: $"run-{number:000}", Job: jobs[number % 3], At: Host.Time.Now.AddMinutes(-(number / 40)), Result: results[number % 4], Took: TimeSpan.FromSeconds(number % 5))).ToList();
        foreach (var (id, job, at, result, took) in runs)
        {
            await Add(id, job, at, result, took: took);
        }

        var newestFirst = runs.OrderByDescending(run => run.At).ThenByDescending(run => run.Id, StringComparer.Ordinal);
        var expected = sort switch
        {
            "started" => newestFirst.OrderBy(run => run.At),
            "took" => newestFirst.OrderBy(run => run.Took),
            "-took" => newestFirst.OrderByDescending(run => run.Took),
            "job" => newestFirst.OrderBy(run => run.Job, StringComparer.Ordinal),
            "-job" => newestFirst.OrderByDescending(run => run.Job, StringComparer.Ordinal),
            "outcome" => newestFirst.OrderBy(run => run.Result.ToString(), StringComparer.Ordinal),
            "-outcome" => newestFirst.OrderByDescending(run => run.Result.ToString(), StringComparer.Ordinal),
            _ => newestFirst,
        };
        Assert.Equal(expected.Select(run => run.Id), await Follow(sort is null ? "/runs" : $"/runs?sort={sort}"));
    }

    [Theory]
    [InlineData("/runs", "Started", "descending", "/runs?sort=started")]
    [InlineData("/runs?sort=started", "Started", "ascending", "/runs")]
    [InlineData("/runs?sort=knitting", "Started", "descending", "/runs?sort=started")] // no such order
    [InlineData("/runs?job=SendMail", "Took", "none", "/runs?job=SendMail&sort=-took")] // the filter stays
    [InlineData("/runs?sort=-took", "Took", "descending", "/runs?sort=took")]
    [InlineData("/runs?sort=took", "Took", "ascending", "/runs?sort=-took")]
    [InlineData("/runs?sort=took", "Started", "none", "/runs")]
    [InlineData("/runs?sort=job", "Job", "ascending", "/runs?sort=-job")]
    [InlineData("/runs?outcome=missed&sort=-outcome", "Outcome", "descending", "/runs?outcome=missed&sort=outcome")]
    public async Task A_heading_says_how_its_column_is_sorted_and_leads_to_the_next_order(string address, string heading, string direction, string next)
    {
        await Add("a", "SendMail", Host.Time.Now, JobRunResult.Succeeded);
        await Host.Services.GetRequiredService<IExecutionHistoryStore>().AddMisfire(new("nec", "node-1", "t", "CheckPages", new("CheckPages", "nec"), Host.Time.Now, Host.Time.Now), CancellationToken);
        var page = WebUtility.HtmlDecode(await Page(address));
        Assert.Matches($"aria-sort=\"{direction}\"[^<]*<a [^>]*href=\"{Regex.Escape(next)}\"[^>]*>{heading}</a>", page);
    }

    [Fact]
    public async Task A_spreadsheet_holds_every_run_that_fits_once_and_no_formula()
    {
        for (var number = 1; number <= 1100; number++)
        {
            await Add($"run-{number:0000}", "SendMail", Host.Time.Now.AddMinutes(-(number / 600)), JobRunResult.Succeeded);
        }

        await Add("other", "CheckPages", Host.Time.Now, JobRunResult.Succeeded);
        await Add("odd", "SendMail", Host.Time.Now.AddHours(-1), JobRunResult.Failed, summary: "=1+1", failure: "it said \"no\",\nand ended", willRetry: true, took: TimeSpan.FromMilliseconds(1500));
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        Assert.Contains("href=\"/runs.csv?job=SendMail\"", await client.GetStringAsync("/runs?job=SendMail&sort=took", CancellationToken), StringComparison.Ordinal);
        using var reply = await client.GetAsync("/runs.csv?job=SendMail", CancellationToken);
        Assert.Equal(("text/csv", "runs-2026-02-10.csv"), (reply.Content.Headers.ContentType?.MediaType, reply.Content.Headers.ContentDisposition?.FileName));
        var lines = Encoding.UTF8.GetString(await reply.Content.ReadAsByteArrayAsync(CancellationToken)).Split("\r\n"); // with the mark that it begins with
        Assert.Equal("\uFEFFrun,job,at,outcome,took seconds,achieved,failure,try,to be tried again,asked for by a person,worker,trace", lines[0]);
        Assert.Equal(Enumerable.Range(1, 1100).Select(number => $"run-{number:0000}"), lines[1..^2].Select(line => line.Split(',')[0]).Order(StringComparer.Ordinal));
        Assert.Equal(["odd,SendMail,2026-02-10T08:00:00Z,failed,1.5,'=1+1,\"it said \"\"no\"\",\nand ended\",1,yes,no,node-1,", ""], lines[^2..]);
        using var wrong = await client.GetAsync("/runs.csv?from=31/2/2026", CancellationToken);
        Assert.Equal("/runs?from=31/2/2026", wrong.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/runs", "a b c d")]
    [InlineData("/runs?job=CheckPages", "a b")]
    [InlineData("/runs?outcome=failed", "c")]
    [InlineData("/runs?outcome=retrying", "b")]
    [InlineData("/runs?outcome=skipped", "d")]
    [InlineData("/runs?node=node-2", "c")]
    [InlineData("/runs?from=2026-02-09&to=2026-02-09", "b")] // both days are inclusive
    [InlineData("/runs?from=9/2/2026", "a b")]
    [InlineData("/runs?text=DORCHESTER", "a")]
    [InlineData("/runs?text=send%20mail", "c d")]
    [InlineData("/runs?text=refused", "b c")]
    [InlineData("/runs?text=knitting", "")]
    [InlineData("/runs?text=began%20with", "a")] // its log
    [InlineData("/runs?text=50%25", "")] // a percent sign is no pattern
    [InlineData("/runs?text=4BF92F3577B34DA6A3CE929D0E0E4736", "b")]
    [InlineData("/runs?text=4bf92f3577b34da6", "")] // a part of a trace id is none
    public async Task A_filter_stands_in_the_address_and_is_asked_of_the_store(string address, string expected)
    {
        await Add("a", "CheckPages", Host.Time.Now, JobRunResult.Succeeded, summary: "59 of 60 pages seen, 1 unable: dorchester", log: "Began with page 7");
        await Add("b", "CheckPages", new(2026, 2, 9, 23, 59, 0, TimeSpan.Zero), JobRunResult.Failed, failure: "the database refused", willRetry: true);
        await Add("c", "SendMail", new(2026, 2, 8, 12, 0, 0, TimeSpan.Zero), JobRunResult.Failed, failure: "the server refused", node: "node-2");
        await Add("d", "SendMail", new(2026, 2, 7, 12, 0, 0, TimeSpan.Zero), JobRunResult.Skipped);
        await Host.Services.GetRequiredService<RunTraces>().Keep("firing-b", "4bf92f3577b34da6a3ce929d0e0e4736", Host.Time.Now, CancellationToken);
        Assert.Equal(expected, string.Join(' ', await Follow(address)));
    }

    [Fact]
    public async Task A_run_shows_its_trace_id_and_how_long_it_took_and_one_without_an_id_says_none()
    {
        await Add("traced", "CheckPages", Host.Time.Now, JobRunResult.Succeeded, log: "Began with page 7");
        await Add("bare", "CheckPages", Host.Time.Now.AddHours(-1), JobRunResult.Succeeded);
        await Host.Services.GetRequiredService<RunTraces>().Keep("firing-traced", "4bf92f3577b34da6a3ce929d0e0e4736", Host.Time.Now, CancellationToken);
        Assert.Matches("(?s)Trace</dt>\\s*<dd[^>]*>4bf92f3577b34da6a3ce929d0e0e4736<.*Began with page 7", await Page("/runs/traced"));
        Assert.Matches("(?s)Trace</dt>\\s*<dd[^>]*>none<", await Page("/runs/bare"));
        Assert.Matches("(?s)data-label=\"Took\">20 seconds<", await Page("/runs?text=4bf92f3577b34da6a3ce929d0e0e4736"));
    }

    [Theory]
    [InlineData("/runs?outcome=missed", 120)]
    [InlineData("/runs?outcome=missed&job=SendMail", 0)]
    [InlineData("/runs?outcome=missed&node=node-2", 0)]
    [InlineData("/runs?outcome=missed&text=check%20pages", 120)]
    [InlineData("/runs?outcome=missed&to=2026-02-09", 0)]
    public async Task Missed_moments_are_paged_without_losing_or_repeating_one_of_the_same_instant(string address, int expected)
    {
        var history = Host.Services.GetRequiredService<IExecutionHistoryStore>();
        for (var number = 0; number < 120; number++)
        {
            await history.AddMisfire(new("nec", "node-1", $"t{number}", "CheckPages", new("CheckPages", "nec"), Host.Time.Now, Host.Time.Now.AddMinutes(-(number / 70))), CancellationToken);
        }

        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        var (shown, pages) = (0, 0);
        for (string? next = address; next is not null; pages++)
        {
            var html = await client.GetStringAsync(next, CancellationToken);
            shown += Due().Count(html);
            next = Next().Match(html) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups["address"].Value) : null;
        }

        Assert.Equal((expected, expected == 0 ? 1 : 3), (shown, pages));
    }

    [Theory]
    [InlineData("/runs?outcome=queued&job=PurgeExpired", true)]
    [InlineData("/runs?outcome=queued&text=purge", true)]
    [InlineData("/runs?outcome=queued&job=PurgeExpired&from=2026-02-11", false)]
    [InlineData("/runs?outcome=queued&node=node-1", false)] // no node has it yet
    [InlineData("/runs?outcome=running", false)]
    public async Task What_waits_for_a_worker_is_found_as_queued(string address, bool isFound)
    {
        await Host.Services.GetRequiredService<IScheduler>().TriggerJob(new JobKey("PurgeExpired", "nec"), new JobDataMap(), CancellationToken);
        var page = await Page(address);
        Assert.Equal(isFound, Regex.IsMatch(page, "<th scope=\"row\"[^>]*>Purge expired</th>", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal(isFound, page.Contains("waits for a worker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_retry_that_is_asked_for_now_takes_the_place_of_the_planned_one()
    {
        var scheduler = Host.Services.GetRequiredService<IScheduler>();
        await scheduler.Start(CancellationToken);
        await scheduler.TriggerJob(new JobKey(nameof(Stumbling), "nec-tests"), new JobDataMap(), CancellationToken);
        var failed = Assert.Single(await Runs(nameof(Stumbling), atLeast: 1));
        Assert.True(failed.RetryScheduled);

        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        Assert.Contains("Stumbling: try 2 on 10 February 2026 at 10:00 GMT", await client.GetStringAsync("/runs", CancellationToken), StringComparison.Ordinal);
        var address = $"/runs/{Uri.EscapeDataString(failed.EntryId!)}/retry"; // the store names every run
        using var pressed = await client.Press(address, CancellationToken);
        Assert.EndsWith("?done=retry", pressed.Headers.Location?.ToString(), StringComparison.Ordinal);
        await scheduler.TriggerJob(new JobKey("PurgeExpired", "nec"), new JobDataMap(), CancellationToken); // wakes the scheduler, which would look again by itself within seconds

        var runs = await Runs(nameof(Stumbling), atLeast: 2);
        Assert.Equal([(0, false), (1, true)], runs.Select(run => (run.RetryAttempt, run.Succeeded)).Order()); // by the standing clock they are of one instant
        IReadOnlyCollection<ITrigger> left;
        do
        {
            left = await scheduler.GetTriggersOfJob(new JobKey(nameof(Stumbling), "nec-tests"), CancellationToken);
        }
        while (left.Count > 0);

        using var again = await client.Press(address, CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode); // nothing is planned any more
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        Assert.Equal([$"Alex North after run {failed.EntryId}"], await connection.QueryAsync<string>("select who || ' ' || after from nec.audit where action = 'retry-now'"));
    }

    [Fact]
    public async Task A_planned_try_that_is_cancelled_is_not_made_and_the_run_has_failed()
    {
        var scheduler = Host.Services.GetRequiredService<IScheduler>();
        await scheduler.Start(CancellationToken);
        await scheduler.TriggerJob(new JobKey(nameof(Stumbling), "nec-tests"), new JobDataMap(), CancellationToken);
        var failed = Assert.Single(await Runs(nameof(Stumbling), atLeast: 1));
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        var address = $"/runs/{Uri.EscapeDataString(failed.EntryId!)}"; // the store names every run
        Assert.Contains($"href=\"{address}/cancel-retry\"", await client.GetStringAsync(address, CancellationToken), StringComparison.Ordinal);
        Assert.Contains("The try that is planned for 10 February 2026 at 10:00 GMT is not made", await client.GetStringAsync($"{address}/cancel-retry", CancellationToken), StringComparison.Ordinal);
        using var pressed = await client.Press($"{address}/cancel-retry", CancellationToken);
        var page = await client.GetStringAsync(pressed.Headers.Location, CancellationToken);
        Assert.Contains("The next try of Stumbling is cancelled.", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{address}/again\">Run it again</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("cancel-retry\"", page, StringComparison.Ordinal);
        Assert.Empty(await scheduler.GetTriggersOfJob(new JobKey(nameof(Stumbling), "nec-tests"), CancellationToken)); // it was asked for once, and that is over
        Assert.Contains(address, await client.GetStringAsync("/runs?outcome=failed", CancellationToken), StringComparison.Ordinal);

        using var again = await client.Press($"{address}/cancel-retry", CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        Assert.Equal([$"Alex North after run {failed.EntryId}"], await connection.QueryAsync<string>("select who || ' ' || after from nec.audit where action = 'cancel-retry'"));
    }

    [Fact]
    public async Task A_cancelled_try_of_a_job_with_a_schedule_leaves_it_its_next_moment()
    {
        var scheduler = Host.Services.GetRequiredService<IScheduler>();
        await Add("bad", "CheckPages", Host.Time.Now, JobRunResult.Failed, willRetry: true, trigger: (await scheduler.GetTriggersOfJob(new JobKey("CheckPages", "nec"), CancellationToken)).Single().Key);
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        await connection.ExecuteAsync("update quartz.qrtz_triggers set retry_attempt = 1, next_fire_time = @At where job_name = 'CheckPages'", new { At = Host.Time.Now.AddMinutes(5).UtcTicks });
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        using var pressed = await client.Press("/runs/bad/cancel-retry", CancellationToken);
        Assert.Equal("/runs/bad?done=cancel-retry", pressed.Headers.Location?.ToString());
        var trigger = Assert.Single((await scheduler.QueryTriggers(new() { Job = new("CheckPages", "nec") }, CancellationToken)).Items);
        Assert.Equal((0, new DateTimeOffset(2026, 2, 11, 3, 30, 0, TimeSpan.Zero), TriggerState.Normal), (trigger.RetryAttempt, trigger.NextFireTimeUtc, trigger.State));
    }

    [Fact]
    public async Task What_failed_and_fits_is_run_again_once_for_each_job_and_input_and_each_is_written_down()
    {
        var scheduler = Host.Services.GetRequiredService<IScheduler>();
        for (var number = 1; number <= 3; number++)
        {
            await Add($"mail-{number}", "SendMail", Host.Time.Now.AddHours(-number), JobRunResult.Failed, failure: "the server refused\n   at Sender.Send()");
        }

        await Add("shard-1", "CheckPageShard", Host.Time.Now.AddHours(-1), JobRunResult.Failed, input: "shard 1");
        await Add("shard-2", "CheckPageShard", Host.Time.Now.AddHours(-2), JobRunResult.Failed, input: "shard 2");
        await Add("shard-3", "CheckPageShard", Host.Time.Now, JobRunResult.Succeeded, input: "shard 2");
        await Add("retrying", "CheckPages", Host.Time.Now, JobRunResult.Failed, willRetry: true);
        await Add("old", "PurgeExpired", Host.Time.Now.AddDays(-9), JobRunResult.Failed);
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        Assert.Contains("href=\"/runs/failed?from=2026-02-09\"", await client.GetStringAsync("/runs?from=2026-02-09&sort=took", CancellationToken), StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/runs/failed?from=2026-02-09", CancellationToken));
        Assert.Contains("5 runs that fit failed for good.", page, StringComparison.Ordinal);
        Assert.Contains("Which of these 3 to run once", page, StringComparison.Ordinal);
        Assert.Matches("(?s)value=\"mail-1\" checked.*Send mail<.*Failed 3 times, the last on 10 February 2026 at 08:00 GMT: the server refused\\.<", page);
        Assert.Matches("(?s)value=\"shard-2\" aria-describedby.*It has succeeded since\\.<", page); // and so it is not ticked
        Assert.DoesNotContain("value=\"retrying\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"old\"", page, StringComparison.Ordinal);

        using var none = await client.Press("/runs/failed?from=2026-02-09", CancellationToken, ("reason", new('x', 251)));
        page = await none.Content.ReadAsStringAsync(CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        Assert.Contains("<a href=\"#run\">Tick at least one job to run</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#reason\">The reason must be 250 characters or fewer</a>", page, StringComparison.Ordinal);
        Assert.Contains("value=\"mail-1\"", page, StringComparison.Ordinal);

        using var pressed = await client.Press("/runs/failed?from=2026-02-09&outcome=failed", CancellationToken,
            ("run", "mail-1"), ("run", "mail-1"), ("run", "shard-1"), ("run", "shard-3"), ("run", "gone"), ("reason", "the server is back"));
        Assert.Equal("/runs?outcome=failed&from=2026-02-09&asked=2", pressed.Headers.Location?.ToString()); // what is gone or never failed is not run
        Assert.Contains("2 runs are asked for.", await client.GetStringAsync(pressed.Headers.Location, CancellationToken), StringComparison.Ordinal);
        var shard = Assert.Single(await scheduler.GetTriggersOfJob(new JobKey("CheckPageShard", "nec"), CancellationToken));
        Assert.Equal("shard 1", shard.JobDataMap.GetString(SchedulerConstants.JobInput));
        Assert.Equal(2, (await scheduler.GetTriggersOfJob(new JobKey("SendMail", "nec"), CancellationToken)).Count); // its schedule, and one run
        await using var connection = await Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        Assert.Equal(
            ["Alex North SendMail the server is back after run mail-1", "Alex North CheckPageShard the server is back after run shard-1"],
            await connection.QueryAsync<string>("select concat_ws(' ', who, target, reason, after) from nec.audit where action = 'run-again' order by audit_id"));
    }

    [Fact]
    public async Task What_failed_is_not_run_by_a_filter_that_was_not_understood()
    {
        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        using var reply = await client.GetAsync("/runs/failed?from=31/2/2026", CancellationToken);
        Assert.Equal((HttpStatusCode.Found, "/runs?from=31/2/2026"), (reply.StatusCode, reply.Headers.Location?.PathAndQuery));
    }

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

    [Fact]
    public async Task A_day_that_is_none_is_said_at_its_field()
    {
        var page = await Page("/runs?from=31/2/2026");
        Assert.Contains("<title>Error: Runs", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#from\">The day must be a real date, such as 1/4/2026</a>", page, StringComparison.Ordinal);
        Assert.Contains("value=\"31/2/2026\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_names_every_target_that_could_not_be_seen_with_its_reason_and_its_log_and_input()
    {
        var at = Host.Time.Now.AddHours(-1);
        await Add("whole", "CheckPages", at, JobRunResult.Succeeded, summary: "1 of 3 pages seen", log: "Began with page 7", input: "{\"Names\":[]}");
        var facts = Host.Services.GetRequiredService<Facts>();
        Fact[] checks =
        [
            new SourceCheck("web-pages", "dorchester", at.AddSeconds(1), CheckOutcome.Unable, "HTTP 403"),
            new SourceCheck("web-pages", "lyme-regis", at.AddSeconds(2), CheckOutcome.Unable, "no answer in 30 seconds"),
            new SourceCheck("web-pages", "sherborne", at.AddSeconds(3), CheckOutcome.Ok, null),
            new SourceCheck("web-pages", "later", at.AddHours(1), CheckOutcome.Unable, "of another run"),
        ];
        await facts.Record("north", checks, "CheckPages", at, null, CancellationToken);

        var page = WebUtility.HtmlDecode(await Page("/runs/whole"));
        Assert.Contains("1 of 3 targets seen", page, StringComparison.Ordinal);
        Assert.Matches("(?s)dorchester.*HTTP 403.*lyme-regis.*no answer in 30 seconds.*sherborne.*Seen", page);
        Assert.DoesNotContain("of another run", page, StringComparison.Ordinal);
        Assert.Contains("Began with page 7", page, StringComparison.Ordinal);
        Assert.Contains("{\"Names\":[]}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_goes_by_its_name_and_leads_to_its_evidence()
    {
        await Sample.Fill(Host, CancellationToken);
        await Evidence.EvidenceSample.Fill(Host, CancellationToken);
        var at = Host.Time.Now.AddHours(-1);
        await Add("named", "CheckPages", at, JobRunResult.Succeeded, summary: "3 of 3 seen");
        Fact[] checks =
        [
            new SourceCheck("web-pages", "town", at.AddSeconds(1), CheckOutcome.Ok, null),
            new SourceCheck("facebook", "bridport", at.AddSeconds(2), CheckOutcome.Ok, null),
            new SourceCheck("web-pages", "https://www.example.org/contract", at.AddSeconds(3), CheckOutcome.Ok, null),
        ];
        await Host.Services.GetRequiredService<Facts>().Record("north", checks, "CheckPages", at, null, CancellationToken);

        var page = WebUtility.HtmlDecode(await Page("/runs/named"));
        Assert.Contains("<a class=\"govuk-link\" href=\"/evidence/north/pages/town\">Town</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a class=\"govuk-link\" href=\"/evidence/north/accounts/bridport\">Facebook, Bridport</a>", page, StringComparison.Ordinal);
        Assert.Contains("header\">https://www.example.org/contract</th>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_in_hand_says_what_it_is_on_and_ends_when_it_is_cancelled()
    {
        var scheduler = Host.Services.GetRequiredService<IScheduler>();
        await scheduler.Start(CancellationToken);
        await scheduler.TriggerJob(new JobKey(nameof(Endless), "nec-tests"), new JobDataMap(), CancellationToken);
        FireInstance? running;
        do
        {
            running = (await scheduler.QueryFireInstances(new() { State = FireInstanceState.Executing }, CancellationToken)).Items.FirstOrDefault(run => run.Progress is not null);
        }
        while (running is null);

        using var client = await Host.SignedIn(Roles.Operator, CancellationToken);
        var address = $"/runs/{Uri.EscapeDataString(running.FireInstanceId)}";
        Assert.Contains("40%: 4 of 10 pages", await client.GetStringAsync("/runs", CancellationToken), StringComparison.Ordinal);
        Assert.Contains("4 of 10 pages", await client.GetStringAsync("/runs?outcome=running&text=10%20pages", CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("4 of 10 pages", await client.GetStringAsync("/runs?outcome=running&text=11%20pages", CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Cancel the run of Endless?", await client.GetStringAsync($"{address}/cancel", CancellationToken), StringComparison.Ordinal);
        using var reply = await client.Press($"{address}/cancel", CancellationToken);
        Assert.Equal($"{address}?done=cancel", reply.Headers.Location?.ToString());
        string page;
        do
        {
            page = await client.GetStringAsync(address, CancellationToken);
        }
        while (!page.Contains("<title>Endless: cancelled", StringComparison.Ordinal));

        Assert.Contains("Began with page 7", page, StringComparison.Ordinal);
        Assert.Contains("a person", page, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<ExecutionHistoryEntry>> Runs(string job, int atLeast)
    {
        while (true)
        {
            var runs = await Host.Services.GetRequiredService<IExecutionHistoryStore>().QueryExecutions(new() { SchedulerName = "nec", Job = new(job, "nec-tests"), Take = 10 }, CancellationToken);
            if (runs.Items.Count >= atLeast)
            {
                return runs.Items;
            }
        }
    }

    private static string Recorded(string days, params string[] cells) => $"(?s)The last {days} days</th>{string.Concat(cells.Select(cell => $"\\s*<td[^>]*>{Regex.Escape(cell)}</td>"))}";

    private static string Menu(string address, string words, string counted) => $"href=\"{address}\"[^>]*>{words}</a>{counted}</li>";

    private async Task<List<string>> Follow(string address)
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        List<string> found = [];
        for (string? next = address; next is not null;)
        {
            var html = await client.GetStringAsync(next, CancellationToken);
            found.AddRange(RunLinks().Matches(html).Select(match => match.Groups["run"].Value));
            next = Next().Match(html) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups["address"].Value) : null;
        }

        return found;
    }

    private async Task Add(
        string id, string job, DateTimeOffset at, JobRunResult result, string? summary = null, string? failure = null, bool willRetry = false, string node = "node-1", string? log = null, string? input = null,
        TimeSpan? took = null, TriggerKey? trigger = null) =>
        await Host.Services.GetRequiredService<IExecutionHistoryStore>().AddExecution(new("nec", node, "nec", job, trigger?.Group ?? "nec", trigger?.Name ?? job, at, took ?? TimeSpan.FromSeconds(20), result != JobRunResult.Failed, failure)
        {
            EntryId = id,
            FireInstanceId = $"firing-{id}",
            Result = result,
            Summary = summary,
            RetryScheduled = willRetry,
            Log = log,
            Input = input,
        }, CancellationToken);

    [GeneratedRegex("<td[^>]*data-label=\"Due\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Due();

    [GeneratedRegex(@"href=""/runs/(?<run>[a-z0-9-]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RunLinks();

    [GeneratedRegex(@"href=""(?<address>[^""]+)"" rel=""next""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Next();
}
