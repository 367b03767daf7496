using Dapper;

namespace Nec.Storage.Tests.Migrations;

/// <summary>What the upgrade makes of Quartz's history and pauses.</summary>
public sealed class QuartzHistoryTests(UpgradedYear year) : IClassFixture<UpgradedYear>
{
    [Fact]
    public async Task Every_run_of_all_thirteen_months_is_there()
    {
        var copied = await Rows(
            """
            select format('%s %s', job, floor(extract(epoch from started_at)))
            from nec.run
            where outcome <> 'lost'
            order by 1
            """);
        var kept = await Rows(
            """
            select format('%s %s', job_name, fired_time / 10000000 - 62135596800)
            from quartz_retired.qrtz_execution_history
            order by 1
            """);
        Assert.Equal(QuartzYear.HistoryRuns, kept.Count);
        Assert.Equal(kept, copied);
        var months = await Rows("select distinct to_char(started_at, 'YYYY-MM') from nec.run order by 1");
        Assert.Equal(
            Enumerable.Range(0, 14).Select(month => $"{new DateOnly(2019, 8, 1).AddMonths(month):yyyy-MM}"),
            months);
    }

    [Fact]
    public async Task Runs_are_numbered_in_the_order_in_which_they_started() => Assert.Equal(
        await Rows("select run_id::text from nec.run where outcome <> 'lost' order by started_at, run.run_id"),
        await Rows("select run_id::text from nec.run where outcome <> 'lost' order by run.run_id"));

    [Fact]
    public async Task Outcomes_say_what_was_seen() => Assert.Equal(
        ["cancelled 1", "failed 1", "lost 1", "nothing-seen 7", "partly 10", "retrying 5", "skipped 4", "succeeded 1956"],
        await Rows("select format('%s %s', outcome, count(*)) from nec.run group by outcome order by outcome"));

    [Theory]
    [InlineData("nothing-seen", "0 of 6 pages seen, 6 unable: dorchester: HTTP 503%", """{"seen": 0, "unable": 6}""")]
    [InlineData("partly", "4 of 8 accounts counted, 1 old of%", """{"seen": 4, "unable": 4, "old of YouTube's deleted": 1}""")]
    [InlineData("succeeded", "6 of 6 pages seen", """{"seen": 6, "unable": 0}""")]
    public async Task A_run_keeps_its_summary_and_its_figures(string outcome, string summary, string figures)
    {
        var found = await Rows($"select distinct figures::text from nec.run where outcome = '{outcome}' and summary like '{summary}'");
        Assert.Equal([figures], found);
    }

    [Fact]
    public async Task Retries_are_attempts_at_one_scheduled_time_each_with_its_failure_and_its_log() => Assert.Equal(
        [
            "2019-10-03 05:15 1 retrying logged", "2019-10-03 05:15 2 succeeded ", // mended before the second attempt
            "2019-11-20 06:15 1 retrying logged", "2019-11-20 06:15 2 retrying logged", "2019-11-20 06:15 3 retrying logged",
            "2019-11-20 06:15 4 failed logged",
        ],
        await Rows(
            """
            select format(
                '%s %s %s %s', to_char(scheduled_for, 'YYYY-MM-DD HH24:MI'), attempt, outcome,
                case when failure = '42P01: relation "nec.social_account" does not exist POSITION: 32'
                      and log like '%social_account%' then 'logged' end)
            from nec.run
            where job = 'PullFollowers' and scheduled_for::date in ('2019-10-03', '2019-11-20')
            order by started_at
            """));

    [Fact]
    public async Task Who_asked_and_why_comes_from_the_audit_log_and_is_not_guessed() => Assert.Equal(
        [
            "CheckPageShard pc-ann@example.org ", "CheckPages nec jobs run (ann) ", "PollNeighbourhoods pc-ann@example.org ",
            "PollNeighbourhoods pc-ann@example.org the force says that its list was corrected",
            "PullFollowers pc-ann@example.org the database is mended",
            "RefreshBankHolidays pc-ann@example.org look whether it hangs again", "RefreshBankHolidays pc-ann@example.org new bank holiday",
            "SendMail a person ",
        ],
        await Rows(
            """
            select distinct format('%s %s %s', job, asked_by, asked_because)
            from nec.run
            where scheduled_for is null and asked_by is not null
            order by 1
            """));

    [Fact]
    public async Task A_shard_keeps_its_input_and_no_person_asked_for_it() => Assert.Equal(
        ["""nobody ["west-dorset", "dorchester"]""", """nobody ["west-dorset", "bridport"]"""],
        await Rows(
            """
            select format('%s %s', coalesce(asked_by, 'nobody'), arguments::jsonb -> 'Names' -> 0)
            from nec.run
            where job = 'CheckPageShard' and arguments is not null and (arguments::jsonb -> 'Number')::int <= 2
            order by started_at
            """));

    [Fact]
    public async Task A_run_in_which_its_worker_was_killed_is_lost() => Assert.Equal(
        ["RefreshBankHolidays 2020-09-06 06:02:00+00 worker-1"],
        await Rows(
            """
            select format('%s %s %s', job, started_at, node)
            from nec.run
            where outcome = 'lost' and ended_at >= started_at and trace_id is not null
            """));

    [Fact]
    public async Task Every_run_keeps_its_length_and_its_trace_id()
    {
        Assert.Equal(0, await Count("nec.run where trace_id is null or num_nonnulls(targets, lock_key, engine_id, retry_at) > 0"));
        Assert.Equal(
            await Rows("select sum(run_time / 10)::text from quartz_retired.qrtz_execution_history"),
            await Rows(
                "select (sum(extract(epoch from ended_at - started_at)) * 1000000)::bigint::text from nec.run where outcome <> 'lost'"));
    }

    [Fact]
    public async Task Every_pause_is_there_with_its_reason_and_its_end() => Assert.Equal(
        [
            "PullFollowers", "the token is being renewed; it's with the \"comms\" team", "pc-ann@example.org", "2020-09-05 12:00:00+00",
            "2020-09-08 13:00:00+00",
            "PurgeExpired", "the auditor looks at the old runs first", "nec jobs pause (ann)", "2020-09-05 12:00:00+00", "no end",
        ],
        await Rows(
            """
            select unnest(array[job, reason, paused_by, paused_at::text, coalesce(until_at::text, 'no end')])
            from nec.job_pause
            order by until_at
            """));

    [Fact]
    public async Task Jobs_keep_the_day_since_when_their_schedule_stands() // what is missed during the upgrade is made up for
    {
        Assert.Equal(["AssessCommitments 0 0 7 * * ? true", "CheckPages 0 30 3 * * ? true"], await Rows("select job || ' ' || cron || ' ' || (since < '2019-08-03') from nec.job where job in ('AssessCommitments', 'CheckPages') order by job"));
        Assert.Equal(0, await Count("nec.job where job not in (select job_name from quartz_retired.qrtz_job_details where job_group = 'nec')"));
    }

    [Fact]
    public async Task The_old_schema_is_retired_whole()
    {
        Assert.Equal(["quartz_retired"], await Rows("select nspname::text from pg_namespace where nspname like 'quartz%'"));
        Assert.Equal(15, await Count("pg_tables where schemaname = 'quartz_retired'"));
    }

    private async Task<int> Count(string from)
    {
        await using var connection = await year.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<int>($"select count(*)::int from {from}");
    }

    private async Task<List<string>> Rows(string sql)
    {
        await using var connection = await year.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return [.. await connection.QueryAsync<string>(sql)];
    }
}
