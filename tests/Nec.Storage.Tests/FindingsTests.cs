using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Core.Reminders;
using Nec.Testing;
using Npgsql;

namespace Nec.Storage.Tests;

public sealed class FindingsTests : DatabaseTests
{
    private static readonly Finding Meeting = new()
    {
        Obligation = "clerk-meeting/sherborne",
        Status = Status.OnTrack,
        Reason = "last held 31 August 2025",
        DueOn = new(2026, 2, 28),
        LastOn = new(2025, 8, 31),
    };

    private static readonly Finding Newsletter = new() { Obligation = "newsletter", Status = Status.NoRecord, Reason = "nothing is on record" };

    private Findings Findings => new(TestDatabase.DataSource);

    [Fact]
    public async Task A_finding_comes_back_with_all_that_it_holds_and_the_ids_of_its_facts()
    {
        var full = Meeting with
        {
            Status = Status.Incomplete,
            Period = "2026-Q1",
            Periods = [new("2025-Q4", Status.MetLate) { Reason = "recorded late", EndsOn = new(2025, 12, 31) }, new("2026-Q1", Status.Incomplete)],
            Steps = [new Step(ReminderStep.Due(28), new(2026, 1, 30), "inspector")],
            Target = new() { Total = 7000, Target = 8200, Short = 1200, PercentTarget = 8209, PercentShort = null },
            StaleFrom = new(2026, 5, 1),
            IncompleteOn = new(2026, 1, 20),
            Lacking = ["bridport"],
            Flags = ["no post for 14 days"],
            Sights = [new("bridport", new(2026, 3, 1), null)],
            LeadDays = 3,
            ConcernsEvents = true,
            Troubles = [new Trouble(TroubleKind.NoReading, TroubleKey.Target("bridport"), Today, "one account is missing")],
        };
        Assert.DoesNotContain(typeof(Finding).GetProperties(), field => field.GetValue(full) is null or false or System.Collections.IList { Count: 0 } && field.Name != nameof(Finding.Facts)); // a new field has to be kept too
        await Findings.Save("north", Today, [full with { Facts = [new Reading("a", "m", Now, 1) { Id = 7 }] }], Now, CancellationToken);

        var stored = Assert.Single(await Findings.Current("north", CancellationToken));
        Assert.Equal(("north", Today, Now), (stored.Team, stored.JudgedOn, stored.ChangedAt));
        Assert.Equal([7L], stored.FactIds);
        Assert.Equal(full.Periods, stored.Finding.Periods);
        Assert.Equal(full.Steps, stored.Finding.Steps);
        Assert.Equal(full.Troubles, stored.Finding.Troubles);
        Assert.Equal(full.Lacking, stored.Finding.Lacking);
        Assert.Equal(full.Sights, stored.Finding.Sights);
        Assert.Equal(full.Flags, stored.Finding.Flags);
        Assert.Equal(
            full with { Periods = stored.Finding.Periods, Steps = stored.Finding.Steps, Troubles = stored.Finding.Troubles, Lacking = stored.Finding.Lacking, Flags = stored.Finding.Flags, Sights = stored.Finding.Sights, Facts = stored.Finding.Facts },
            stored.Finding);
    }

    [Fact]
    public async Task Only_what_changed_is_written_and_only_changes_of_status_or_date_enter_the_history()
    {
        Assert.Equal(2, await Findings.Save("north", Today, [Meeting, Newsletter], Now, CancellationToken));
        Assert.Equal(0, await Findings.Save("north", Today.AddDays(1), [Meeting, Newsletter], Now.AddDays(1), CancellationToken));
        Assert.Equal([Today, Today], (await Findings.Current("north", CancellationToken)).Select(finding => finding.JudgedOn));

        var reworded = Meeting with { Reason = "held on 31 August 2025" };
        Assert.Equal(0, await Findings.Save("north", Today.AddDays(2), [reworded, Newsletter], Now.AddDays(2), CancellationToken));
        var moved = reworded with { DueOn = new(2026, 3, 31) };
        Assert.Equal(0, await Findings.Save("north", Today.AddDays(3), [moved, Newsletter], Now.AddDays(3), CancellationToken));
        var soon = moved with { Status = Status.DueSoon };
        Assert.Equal(1, await Findings.Save("north", Today.AddDays(4), [soon, Newsletter], Now.AddDays(4), CancellationToken));

        Assert.Equal([Today.AddDays(4), Today], (await Findings.Current("north", CancellationToken)).Select(finding => finding.JudgedOn));
        Assert.Equal(
            "-on-track 2026-02-28, on-track-on-track 2026-03-31, on-track-due-soon 2026-03-31",
            await Scalar(
                """
                select string_agg(concat(old_status, '-', status, ' ', due_on), ', ' order by finding_change_id)
                from nec.finding_change
                where obligation = 'clerk-meeting/sherborne'
                """));
    }

    [Fact]
    public async Task An_obligation_that_is_no_longer_owed_goes_and_other_teams_are_left_alone()
    {
        await using (var turn = await Findings.Begin(["south", "north"], CancellationToken))
        {
            await turn.Save([new("north", [Meeting, Newsletter]), new("south", [Meeting])], Today, Now, CancellationToken);
        }

        await Findings.Save("north", Today, [Newsletter], Now, CancellationToken);
        Assert.Equal("newsletter", Assert.Single(await Findings.Current("north", CancellationToken)).Finding.Obligation);
        await Findings.Save("north", Today, [], Now, CancellationToken);
        Assert.Empty(await Findings.Current("north", CancellationToken));
        Assert.Single(await Findings.Current("south", CancellationToken));
    }

    [Fact]
    public async Task Whoever_assesses_a_team_waits_for_whoever_does_so_already_and_for_no_other_team()
    {
        await using var first = await Findings.Begin(["north"], CancellationToken);
        await using (await Findings.Begin(["south"], CancellationToken))
        {
        }

        var second = Findings.Begin(["south", "north"], CancellationToken);
        while (Equals(await Scalar("select count(*)::text from pg_locks where locktype = 'advisory' and not granted"), "0"))
        {
            Assert.False(second.IsCompleted);
        }

        await first.Save([new("north", [Meeting])], Today, Now, CancellationToken);
        await using var turn = await second;
        Assert.Single(await Findings.Current("north", CancellationToken));
    }

    [Fact]
    public async Task Many_who_assess_at_once_do_not_use_up_the_connections_that_each_of_them_needs()
    {
        await using var source = Database.Open(new NpgsqlConnectionStringBuilder(TestDatabase.ConnectionString) { MaxPoolSize = 4, Timeout = 5 }.ConnectionString);
        using var findings = new Findings(source);

        await Task.WhenAll(Enumerable.Range(0, 24).Select(number => Assess($"team-{number}")));

        Assert.Equal(24L, await Scalar("select count(*) from nec.finding"));

        async Task Assess(string team)
        {
            await using var turn = await findings.Begin([team], CancellationToken);
            Assert.Empty(await findings.Current(team, CancellationToken)); // as reading its facts does, it asks for a connection of its own
            await turn.Save([new(team, [Newsletter])], Today, Now, CancellationToken);
        }
    }

    [Fact]
    public async Task More_findings_than_the_databases_memory_holds_at_once_are_compared_within_the_time_of_a_statement()
    {
        // A nation's 100,000 do not fit the 8 MB that a statement has by default. Compared each with each, even these take longer than a statement may.
        await using var source = Database.Open(new NpgsqlConnectionStringBuilder(TestDatabase.ConnectionString) { Options = "-c work_mem=64kB" }.ConnectionString);
        var many = Enumerable.Range(0, 40_000).Select(number => Newsletter with { Obligation = $"newsletter/place-{number}" }).ToList();
        await new Findings(source).Save("north", Today, many, Now, CancellationToken);

        await new Findings(source).Save("north", Today.AddDays(1), many[1..], Now.AddDays(1), CancellationToken);

        Assert.Equal(many.Count - 1L, await Scalar("select count(*) from nec.finding"));
    }

    [Fact]
    public async Task The_table_takes_every_status()
    {
        var all = Enum.GetValues<Status>().Select(status => Newsletter with { Obligation = $"o-{status}", Status = status }).ToList();
        Assert.Equal(all.Count, await Findings.Save("north", Today, all, Now, CancellationToken));
        Assert.Equal(
            all.Select(finding => finding.Status).Order(),
            (await Findings.Current("north", CancellationToken)).Select(finding => finding.Finding.Status).Order());
    }
}
