using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Core.Facts;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;
using Nec.Worker.Tests.Jobs.Engine;
using Npgsql;

namespace Nec.Worker.Tests.Jobs;

/// <summary>A night's looks: resumed, shared among workers, and never stopped by one page.</summary>
public sealed class CheckPagesTests
{
    private const string Night = "2019-09-16T02:30Z";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_goes_on_where_the_one_before_was_and_the_next_day_looks_anew()
    {
        await using var site = await PageSite.Start();
        await using var place = await Open(Night, [site], each: 3);
        var app = await place.Host();
        site.Broken["/1"] = true;

        var first = await Workplace.Run<CheckPages>(app);
        site.Broken.Clear();
        place.MoveTo("2019-09-16T02:35Z");
        var second = await Workplace.Run<CheckPages>(app);
        var third = await Workplace.Run<CheckPages>(app);
        place.MoveTo("2019-09-16T22:59Z"); // a minute before midnight in London's summer
        var late = await Workplace.Run<CheckPages>(app);
        place.MoveTo("2019-09-16T23:00Z");
        var tomorrow = await Workplace.Run<CheckPages>(app);

        Assert.Equal("2 of 3 pages seen, 1 unable: s0-p1: HTTP 503", first.Summary);
        Assert.Equal("1 of 1 page seen, 2 already seen today", second.Summary);
        Assert.Equal((RunOutcome.Skipped, "3 pages already seen today, none left"), (third.Outcome, third.Summary));
        Assert.Equal(RunOutcome.Skipped, late.Outcome);
        Assert.Equal("3 of 3 pages seen", tomorrow.Summary);
        Assert.Equal((2, 3, 2), (site.Asked["/0"], site.Asked["/1"], site.Asked["/2"]));
    }

    [Fact]
    public async Task A_run_that_a_person_asks_for_looks_again()
    {
        await using var site = await PageSite.Start();
        await using var place = await Open(Night, [site], each: 2);
        var app = await place.Host();
        await Workplace.Run<CheckPages>(app);
        place.MoveTo("2019-09-16T09:00Z");

        var again = await Workplace.Run<CheckPages>(app, isAsked: true);

        Assert.Equal("2 of 2 pages seen", again.Summary);
        Assert.Equal([2, 2], site.Asked.Values);
    }

    [Fact]
    public async Task A_mark_that_never_changes_is_found_out_after_a_week()
    {
        await using var site = await PageSite.Start();
        await using var place = await Open(Night, [site], each: 1);
        site.Tag = "\"stuck\"";
        var (app, first) = (await place.Host(), place.Clock.Now);
        await Workplace.Run<CheckPages>(app);
        site.Text = "Speeding near the school";

        Assert.Equal(1, await SparedAfter(7));
        Assert.Equal(1, await SparedAfter(8));
        Assert.Equal(Verdict.Substantive, (await Workplace.Facts(app)).OfType<SectionCheck>().Last().Verdict);
        Assert.Equal(2, await SparedAfter(9)); // given again with the whole page

        async Task<int> SparedAfter(int days)
        {
            place.MoveTo(first.AddDays(days));
            await Workplace.Run<CheckPages>(app);
            return site.Spared;
        }
    }

    [Fact]
    public async Task A_page_that_the_site_says_is_unchanged_is_a_good_look_and_is_asked_for_whole_when_it_is_watched_otherwise()
    {
        await using var site = await PageSite.Start();
        await using var place = await Open(Night, [site], each: 1);
        site.Tag = "\"one\"";
        await Workplace.Run<CheckPages>(await place.Host());
        place.MoveTo(place.Clock.Now.AddDays(1));

        var app = await place.Host();
        var again = await Workplace.Run<CheckPages>(app);

        Assert.Equal(("1 of 1 page seen", 1), (again.Summary, site.Spared));
        var checks = (await Workplace.Facts(app)).OfType<SectionCheck>().ToList();
        Assert.Equal([Verdict.First, Verdict.Unchanged], checks.Select(check => check.Verdict));
        Assert.Equal(place.Clock.Now, new DateTimeOffset(await place.Ask<DateTime>("select max(last_seen_at) from nec.page_text"), TimeSpan.Zero));

        await place.Ask<int>("update nec.page_mark set watched = 'another heading' returning 1");
        place.MoveTo(place.Clock.Now.AddDays(1));
        await Workplace.Run<CheckPages>(app);
        Assert.Equal(1, site.Spared);
    }

    [Fact]
    public async Task A_text_that_comes_back_is_kept_once_and_a_person_is_asked()
    {
        await using var site = await PageSite.Start();
        await using var place = await Open(Night, [site], each: 1);
        var app = await place.Host();
        foreach (var text in new[] { "Drug dealing in the park", "Burglary of sheds on the allotments", "Drug dealing in the park" })
        {
            site.Text = text;
            await Workplace.Run<CheckPages>(app);
            place.MoveTo(place.Clock.Now.AddDays(1));
        }

        var checks = (await Workplace.Facts(app)).OfType<SectionCheck>().ToList();
        Assert.Equal([Verdict.First, Verdict.Substantive, Verdict.Unclear], checks.Select(check => check.Verdict));
        Assert.Equal("the text is one that stood here before, last seen on 16 September 2019: a person should look", checks[2].Reason);
        Assert.Equal(2, await place.Ask<int>("select count(*)::int from nec.page_text"));
        Assert.Equal(2, await place.Ask<int>("select count(*)::int from nec.page_text where stated_on = '2019-07-03'"));
    }

    [Fact]
    public async Task A_page_of_standing_notices_is_one_that_could_not_be_seen()
    {
        await using var site = await PageSite.Start();
        await using var place = await Open(Night, [site], each: 1);
        place.Settings["WebPages:Boilerplate:0"] = "Town";
        place.Settings["WebPages:Boilerplate:1"] = "Our priorities";
        site.Text = "Sorry, there was a technical problem";
        await File.WriteAllTextAsync(ContractPath(place), Contract([site], 1).Replace("Our priorities", "Our team", StringComparison.Ordinal), Token);

        var run = await Workplace.Run<CheckPages>(await place.Host());

        Assert.Equal("0 of 1 page seen, 1 unable: s0-p0: the page holds nothing but standing notices", run.Summary);
    }

    [Fact]
    public async Task Many_pages_are_handed_out_and_two_workers_share_them()
    {
        await using var one = await PageSite.Start();
        await using var two = await PageSite.Start();
        await using var three = await PageSite.Start();
        await using var place = await Open(Night, [one, two, three], each: 4);
        place.Settings["Jobs:CheckPages:ShardSize"] = "5";
        place.SwitchOffAllBut();

        var workers = new[] { await place.Host(runsJobs: true), await place.Host(runsJobs: true) };
        var handedOut = await Workplace.Run<CheckPages>(workers[0]);
        await Task.WhenAll(workers.Select(worker => worker.StartAsync(Token)));
        await place.Until("select count(*) = 3 from nec.run where job = 'CheckPageShard' and ended_at is not null");

        await Task.WhenAll(workers.Select(worker => worker.StopAsync(Token)));
        Assert.Equal("12 pages handed out in 3 shards", handedOut.Summary);
        Assert.Equal("12 pages already seen today, none left", (await Workplace.Run<CheckPages>(workers[1])).Summary);
        Assert.Equal(Enumerable.Repeat(1, 12), new[] { one, two, three }.SelectMany(site => site.Asked.Values));
        Assert.Equal(12, (await Workplace.Facts(workers[0])).OfType<SectionCheck>().Count());
        Assert.Equal(
            ["shard 1 of 3: 4 of 4 pages seen", "shard 2 of 3: 4 of 4 pages seen", "shard 3 of 3: 4 of 4 pages seen"],
            (await place.Ask<string>("select string_agg(summary, '|' order by summary) from nec.run where job = 'CheckPageShard' and outcome = 'succeeded'")).Split('|'));
    }

    [Fact]
    public async Task A_repeated_run_hands_out_the_same_shards_again_and_none_that_is_done()
    {
        await using var one = await PageSite.Start();
        await using var two = await PageSite.Start();
        await using var three = await PageSite.Start();
        await using var place = await Open(Night, [one, two, three], each: 4);
        place.Settings["Jobs:CheckPages:ShardSize"] = "5";
        var app = await place.Host();
        await Workplace.Run<CheckPages>(app);
        var first = await HandedOut(place);
        await Workplace.Run<CheckPageShard>(app, first[0]); // of the others, one has seen a page
        var second = Assert.IsType<PageShard>(PageShard.Of(first[1]));
        await Workplace.Run<CheckPageShard>(app, (second with { Names = [second.Names[0]] }).ToJson());
        var again = await Workplace.Run<CheckPages>(app);

        Assert.Equal("7 pages handed out in 2 shards, 5 already seen today", again.Summary);
        string[] all = [.. first, first[1], first[2]];
        Assert.Equal(all, await HandedOut(place)); // alike, so that they wait for each other
    }

    [Fact]
    public async Task Pages_that_cannot_be_handed_out_are_not_said_to_be()
    {
        await using var one = await PageSite.Start();
        await using var two = await PageSite.Start();
        await using var place = await Open(Night, [one, two], each: 4);
        place.Settings["Jobs:CheckPages:ShardSize"] = "5";
        var app = await place.Host(runsJobs: true);
        await app.Register();
        await app.Services.GetRequiredService<JobActions>().Pause(nameof(CheckPageShard), "Alex North", "the sites move", null, Token);
        var run = await Workplace.Run<CheckPages>(app);

        Assert.Equal((RunOutcome.NothingSeen, "CheckPageShard is paused, so 8 pages could not be handed out"), (run.Outcome, run.Summary));
    }

    [Fact]
    public async Task The_shard_of_a_killed_worker_is_taken_by_another_that_goes_on_where_it_was()
    {
        await using var slow = await PageSite.Start();
        await using var other = await PageSite.Start();
        await using var place = await Open(Night, [slow, other], each: 3);
        place.Settings["Jobs:CheckPages:ShardSize"] = "2"; // fewer than either host has
        await Workplace.Run<CheckPages>(await place.Host());
        place.SwitchOffAllBut();
        var settings = new Dictionary<string, string?>(place.Settings, StringComparer.Ordinal) { ["ConnectionStrings:Nec"] = place.Database.ConnectionString, ["Host:Roles"] = "jobs" };

        slow.Silent["/1"] = true;
        await using (var killed = ChildWorker.Start(settings))
        {
            await killed.Until(Task.WhenAll(slow.Reached(2), other.Reached(3)));
            await killed.Kill();
        }

        slow.Silent.Clear();
        await using var facts = await TableWatch.Over(place.Database, "nec.fact");
        await using (var heir = ChildWorker.Start(settings))
        {
            await heir.Until(facts.Until(async () => await place.Ask<int>("select count(distinct target)::int from nec.fact where kind = 'section'") == 6));
        }

        Assert.Equal((1, 2, 1), (slow.Asked["/0"], slow.Asked["/1"], slow.Asked["/2"]));
        Assert.Equal(6, await place.Ask<int>("select count(*)::int from nec.fact where kind = 'section'"));
    }

    [Fact]
    public async Task A_shard_that_is_begun_again_goes_on_where_it_was_and_one_without_pages_says_what_to_run()
    {
        await using var site = await PageSite.Start();
        await using var place = await Open(Night, [site], each: 3);
        var app = await place.Host();
        var since = place.Clock.Now;
        await Workplace.Run<CheckPageShard>(app, Shard(["north", "s0-p0"]));
        var again = await Workplace.Run<CheckPageShard>(app, Shard(["north", "s0-p0"], ["north", "s0-p2"], ["north", "gone"]));
        var bare = await Workplace.Run<CheckPageShard>(app);

        Assert.Equal("shard 1 of 2: 1 of 1 page seen, 1 already seen today", again.Summary);
        Assert.Equal(1, again.Metric("seen"));
        Assert.Equal((RunOutcome.Skipped, "a shard is handed out by CheckPages: run that job instead"), (bare.Outcome, bare.Summary));
        Assert.Equal(["/0", "/2"], site.Asked.Keys.Order(StringComparer.Ordinal));

        string Shard(params string[][] names) => new PageShard(1, 2, since, names).ToJson();
    }

    [Fact]
    public async Task A_hosts_pages_stay_in_one_shard()
    {
        await using var big = await PageSite.Start();
        await using var small = await PageSite.Start();
        await using var place = await Open(Night, [big], each: 7);
        place.Settings["Jobs:CheckPages:ShardSize"] = "3";
        var runs = (await place.Host()).Services.GetRequiredService<PageRuns>();
        var targets = PageTarget.Of([Integrations.Contract(Contract([big], 7)), Integrations.Contract(Contract([small, small], 1))]).ToList();

        Assert.Equal([7, 2], runs.Shards(targets).Select(shard => shard.Count));
        Assert.Equal([3], runs.Shards(targets[..3]).Select(shard => shard.Count));
    }

    [Theory]
    [InlineData("ShardSize", "0", "Jobs:CheckPages:ShardSize must lie between 1 and 100000.")]
    [InlineData("Concurrency", "65", "Jobs:CheckPages:Concurrency must lie between 1 and 64.")]
    public async Task A_wrong_setting_stops_the_start(string name, string value, string expected)
    {
        await using var place = await Workplace.Open(Night, TeamFile.Of("newsletter", TeamFile.Newsletter));
        place.Settings[$"Jobs:CheckPages:{name}"] = value;
        var app = await place.Host();

        var failure = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => app.StartAsync(Token));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_foresaw_leaves_a_row_and_the_next_page_is_looked_at()
    {
        await using var odd = await PageSite.Start();
        await using var next = await PageSite.Start();
        await using var place = await Open(Night, [odd, next], each: 1);
        var app = await place.Host();
        next.Text = "Sheds";
        await using (var spoil = place.Database.DataSource.CreateCommand("alter table nec.page_text alter column text type varchar(40)"))
        {
            await spoil.ExecuteNonQueryAsync(Token); // "Drug dealing in the park" and its date are longer
        }

        var run = await Workplace.Run<CheckPages>(app);

        Assert.Equal("1 of 2 pages seen, 1 unable: s0-p0: the look failed in a way that nobody foresaw; the worker's log says how", run.Summary);
        var facts = await Workplace.Facts(app);
        Assert.Equal("s1-p0", Assert.Single(facts.OfType<SectionCheck>()).Page); // nothing of the first is half kept
        Assert.Equal((CheckOutcome.Unable, CheckOutcome.Ok), (Outcome("s0-p0"), Outcome("s1-p0")));

        CheckOutcome Outcome(string page) => Assert.Single(facts.OfType<SourceCheck>(), check => check.Target == page).Outcome;
    }

    [Fact]
    public void One_pages_failure_is_its_own_and_a_database_or_a_stop_ends_the_run()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.True(PageChecker.IsOfThePage(new InvalidOperationException(), Token));
        Assert.True(PageChecker.IsOfThePage(new OperationCanceledException(), Token)); // somebody's own time limit
        Assert.True(PageChecker.IsOfThePage(new PostgresException("no such letter", "ERROR", "ERROR", "22021"), Token));
        Assert.False(PageChecker.IsOfThePage(new OperationCanceledException(), stopped.Token));
        Assert.False(PageChecker.IsOfThePage(new PostgresException("shutting down", "FATAL", "FATAL", "57P01"), Token));
        Assert.False(PageChecker.IsOfThePage(new NpgsqlException(), Token));
    }

    [Fact]
    public async Task Hosts_are_visited_side_by_side_and_the_targets_of_one_in_their_order()
    {
        var (running, most, order) = (0, 0, new System.Collections.Concurrent.ConcurrentDictionary<string, string>());
        var together = new TaskCompletionSource();
        string[] targets = ["a1", "b1", "a2", "c1", "b2", "a3"];

        var results = await HostByHost.Visit(targets, target => target[..1], 2, Visit, Token);

        Assert.Equal(["A1", "B1", "A2", "C1", "B2", "A3"], results);
        Assert.Equal(2, most);
        Assert.Equal(("a1a2a3", "b1b2"), (order["a"], order["b"]));

        async Task<string> Visit(string target, CancellationToken cancellationToken)
        {
            var now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            order.AddOrUpdate(target[..1], target, (_, before) => before + target);
            if (now == 2)
            {
                together.TrySetResult();
            }

            await together.Task.WaitAsync(cancellationToken);
            Interlocked.Decrement(ref running);
            return target.ToUpperInvariant();
        }
    }

    private static async Task<Workplace> Open(string now, PageSite[] sites, int each) => await Workplace.Open(now, Contract(sites, each));

    // The arguments of every shard in the engine's store, in the order in which they were handed out.
    private static async Task<string[]> HandedOut(Workplace place)
    {
        await using var connection = await place.Database.DataSource.OpenConnectionAsync(Token);
        await using var command = new NpgsqlCommand(
            """select (((arguments ->> 1)::jsonb #>> '{}')::jsonb ->> 'Arguments') from hangfire.job where arguments ->> 0 = '"CheckPageShard"' order by id""", connection);
        await using var rows = await command.ExecuteReaderAsync(Token);
        List<string> shards = [];
        while (await rows.ReadAsync(Token))
        {
            shards.Add(rows.GetString(0));
        }

        return [.. shards];
    }

    private static string ContractPath(Workplace place) => Path.Combine(place.Settings["Contracts:Folder"]!, "north.yaml"); // always set

    private static string Contract(PageSite[] sites, int each)
    {
        var pages = from site in Enumerable.Range(0, sites.Length)
                    from page in Enumerable.Range(0, each)
                    select string.Create(CultureInfo.InvariantCulture, $"  - {{ id: s{site}-p{page}, url: \"{sites[site].Address}/{page}\", sections: {{ priorities: \"Our priorities\" }} }}");
        var team = TeamFile.Of("newsletter", TeamFile.Newsletter, from: "2019-08-02");

        return team.Replace("  - { id: town, url: \"https://force.example.org/town\", sections: { priorities: \"Our priorities\" } }", string.Join('\n', pages), StringComparison.Ordinal);
    }

    private static class Integrations
    {
        public static Nec.Core.Contracts.Contract Contract(string yaml) => Nec.Integrations.ContractFiles.ContractFile.Parse("c.yaml", System.Text.Encoding.UTF8.GetBytes(yaml)).Contract!; // a good one
    }
}
