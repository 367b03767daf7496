using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Assessment;
using Nec.Application.Contracts;
using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Core.Facts;
using Nec.Core.Year;
using Nec.Storage;
using Nec.Testing;
using Nec.Worker.Hosting;
using Nec.Worker.Jobs;
using Nec.Worker.Jobs.Engine;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs;

/// <summary>Eight years on record, of which half go: nothing that is still judged, packed or told may change.</summary>
public sealed class PurgeExpiredTests
{
    private const string Today = "2026-11-22T04:00Z"; // a Sunday

    private const string Commitments = """
          - { id: clerk-meeting, standard: councillors, title: "Meet the {place} clerk", promise: We meet the clerks., accountable: inspector, places: [Sherborne, Lyme Regis], every: 6 months }
          - { id: clerk-feedback, standard: councillors, title: "Ask the {place} clerk", promise: We ask the clerks., accountable: inspector, places: [Sherborne, Lyme Regis], every: 6 months, evidence: { record-of: clerk-meeting, needs: feedback } }
          - { id: newsletter, standard: councillors, title: Circulate the newsletter, promise: We circulate it., accountable: inspector, each: quarter }
          - { id: priorities, standard: councillors, title: Publish priorities, promise: We publish them., accountable: inspector, each: quarter, evidence: { section: priorities, pages: [town] } }
          - { id: priorities-at-hand, standard: councillors, title: Publish priorities anew, promise: We publish them., accountable: inspector, every: 6 months, evidence: { section: priorities, pages: [town] } }
          - { id: footfall, standard: councillors, title: Record how many came, promise: We count., accountable: inspector, always: true, evidence: { per: event, within: 3 working days, needs: footfall } }
          - { id: likes, standard: councillors, title: Reach the target, promise: We reach it., accountable: inspector, target: { accounts: [bridport], baseline: 1000, at-least: 5000, by: 2026-12-31 } }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_present_finding_a_kept_years_pack_and_the_notices_to_come_nothing_changes()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Workplace.Run<AssessCommitments>(app);
        var (findings, packs, notices) = (await Findings(place), await Packs(app), await Notices(app));
        var facts = await place.Ask<int>("select count(*)::int from nec.fact");

        var run = await Workplace.Run<PurgeExpired>(app);
        await Workplace.Run<AssessCommitments>(app);

        Assert.InRange(run.Metric("facts"), facts / 3, facts * 2 / 3);
        Assert.Equal(findings, await Findings(place));
        Assert.Equal(packs, await Packs(app));
        Assert.Equal(notices, await Notices(app));
        Assert.Contains("overdue", findings, StringComparison.Ordinal); // of Lyme Regis, last met before any year that is kept
        Assert.Contains("last held 10 January 2021", findings, StringComparison.Ordinal);
        Assert.True(notices.Count > 10);
        Assert.Equal(new DateOnly(2022, 5, 2), DateOnly.FromDateTime(await place.Ask<DateTime>("select max(before_on)::timestamp from nec.purge where kind = 'facts'"))); // the version in force began on 2 August 2022
        Assert.Equal(run.Metric("facts"), await place.Ask<int>("select sum(rows)::int from nec.fact_purge"));
    }

    [Fact]
    public async Task What_was_told_is_not_told_again_when_its_letter_has_gone()
    {
        await using var place = await Opened();
        place.MoveTo("2026-11-23T08:00Z"); // Monday
        var app = await place.Host();
        await Workplace.Run<WriteNotices>(app);
        await Workplace.Run<SendMail>(app);
        var (mails, told) = (place.World.Mail.Count, await place.Ask<int>("select count(*)::int from nec.sent_reminder"));
        place.MoveTo("2026-11-23T09:00Z");
        place.Settings["Retention:MailTextDays"] = "7";
        await Spoil(place, "update nec.notice set sent_at = sent_at - interval '3 years'"); // as if it had gone long ago

        var run = await Workplace.Run<PurgeExpired>(await place.Host());
        place.MoveTo("2026-11-24T08:00Z");
        await Workplace.Run<WriteNotices>(app);
        await Workplace.Run<SendMail>(app);

        Assert.True(mails > 0 && told > 0);
        Assert.Equal((mails, mails), (run.Metric("mail-texts"), run.Metric("letters")));
        Assert.Equal(told, await place.Ask<int>("select count(*)::int from nec.sent_reminder"));
        Assert.Equal(mails, place.World.Mail.Count);
    }

    [Fact]
    public async Task A_sent_letter_without_its_words_is_neither_written_nor_sent_again()
    {
        await using var place = await Opened();
        place.MoveTo("2026-11-23T08:00Z");
        var app = await place.Host();
        await Workplace.Run<WriteNotices>(app);
        await Workplace.Run<SendMail>(app);
        var mails = place.World.Mail.Count;
        await Spoil(place, "update nec.notice set sent_at = sent_at - interval '91 days'");

        Assert.Equal(mails, (await Workplace.Run<PurgeExpired>(app)).Metric("mail-texts"));
        Assert.Equal("nothing to say", (await Workplace.Run<WriteNotices>(app)).Summary);
        Assert.Equal(RunOutcome.Skipped, (await Workplace.Run<SendMail>(app)).Outcome);
        Assert.Equal(mails, await place.Ask<int>("select count(*)::int from nec.notice where text_body is null and subject <> '' and state = 'sent'"));
    }

    [Fact]
    public async Task A_run_says_what_it_removed_of_each_kind_and_one_that_finds_nothing_is_skipped()
    {
        await using var place = await Opened();
        var app = await place.Host();

        var first = await Workplace.Run<PurgeExpired>(app);
        var second = await Workplace.Run<PurgeExpired>(app);

        Assert.Matches("^removed: notes [0-9]+, facts [0-9,]+$", first.Summary);
        Assert.Equal(RunOutcome.Skipped, second.Outcome);
        Assert.Equal(0, await place.Ask<int>("select count(*)::int from nec.fact_note join nec.fact using (fact_id) where occurred_on < '2025-05-22'"));
        Assert.True(await place.Ask<int>("select count(*)::int from nec.fact_note") > 0); // of the last 18 months
        Assert.Equal($"notes {first.Metric("notes")}", await place.Ask<string>("select concat_ws(' ', kind, rows) from nec.purge where kind = 'notes'"));
    }

    [Fact]
    public async Task A_run_that_fails_half_way_keeps_what_it_did_and_the_next_one_does_the_rest()
    {
        await using var place = await Opened();
        var app = await place.Host();
        await Spoil(place, "insert into nec.audit (happened_at, who, action, target) values ('2010-01-01', 'Alex', 'pause-job', 'CheckPages')");
        await Spoil(place, """
            create function nec.stumble() returns trigger language plpgsql as $$ begin raise exception 'stumbled'; end $$;
            create trigger stumble before delete on nec.audit for each row execute function nec.stumble();
            """);

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Workplace.Run<PurgeExpired>(app));
        Assert.Equal("notes", await place.Ask<string>("select string_agg(distinct kind, ', ') from nec.purge"));
        await Spoil(place, "drop trigger stumble on nec.audit");
        place.MoveTo("2026-11-22T04:05Z"); // tried again five minutes later

        var again = await Workplace.Run<PurgeExpired>(app);

        Assert.Matches("^removed: audit entries 1, facts [0-9,]+$", again.Summary);
    }

    [Fact]
    public async Task Two_workers_at_once_remove_and_count_each_row_once()
    {
        await using var place = await Opened();
        var (one, other) = (await place.Host(), await place.Host());
        var (facts, notes) = (await place.Ask<int>("select count(*)::int from nec.fact"), await place.Ask<int>("select count(*)::int from nec.fact_note"));

        var runs = await Task.WhenAll(Workplace.Run<PurgeExpired>(one), Workplace.Run<PurgeExpired>(other));

        foreach (var (kind, before, table) in ((string, int, string)[])[("facts", facts, "nec.fact"), ("notes", notes, "nec.fact_note")])
        {
            var gone = runs.Where(run => run.Figures.ContainsKey(kind)).Sum(run => run.Metric(kind));
            Assert.Equal(before - await place.Ask<int>($"select count(*)::int from {table}"), gone);
            Assert.Equal(gone, await place.Ask<int>($"select sum(rows)::int from nec.purge where kind = '{kind}'"));
        }
    }

    [Fact]
    public async Task A_worker_killed_between_two_rows_leaves_whole_batches_and_the_next_removes_the_rest()
    {
        const int Entries = 12_000; // three batches
        const string Expired = "select count(*)::int from nec.audit where happened_at < '2011-01-01'"; // a start has its own entries
        await using var place = await Opened();
        var app = await place.Host();
        await Spoil(place, $"insert into nec.audit (happened_at, who, action, target) select '2010-01-01', 'Alex', 'pause-job', 'CheckPages' from generate_series(1, {Entries})");
        var settings = new Dictionary<string, string?>(place.Settings, StringComparer.Ordinal)
        {
            ["ConnectionStrings:Nec"] = $"{place.Database.ConnectionString};Application Name=purging",
            ["Host:Roles"] = "jobs",
        };
        foreach (var key in JobCatalogue.SettingKeys)
        {
            settings[key] = "-";
        }

        settings["Jobs:PurgeExpired:Cron"] = "* * * * * ?";
        await using (var held = await place.Database.DataSource.OpenConnectionAsync(Token))
        await using (var transaction = await held.BeginTransactionAsync(Token))
        {
            await held.ExecuteAsync("select 1 from nec.audit where happened_at < '2011-01-01' order by audit_id desc limit 1 for update", transaction: transaction); // the worker waits for it, in its last batch
            await using var worker = ChildWorker.Start(settings);
            await worker.Until(Until(place, "select count(*)::int from pg_stat_activity where datname = current_database() and application_name = 'purging' and wait_event_type = 'Lock' and query like '%nec.audit%'", 1));
            await worker.Kill();
        }

        await Until(place, "select (not exists (select 1 from pg_stat_activity where datname = current_database() and application_name = 'purging'))::int", 1);
        var left = await place.Ask<int>(Expired);
        Assert.InRange(left, 1, Entries - 5_000);
        Assert.Equal(Entries - left, await place.Ask<int>("select sum(rows)::int from nec.purge where kind = 'audit-entries'"));

        var run = await Workplace.Run<PurgeExpired>(app);

        Assert.Equal(left, run.Metric("audit-entries"));
        Assert.Equal(0, await place.Ask<int>(Expired));
    }

    [Theory]
    [InlineData("south.yaml", "south", "2018-08-02")] // no file of the team
    [InlineData("north.yaml", "north", "2026-08-02")] // a later version alone: it has not the one of before
    public async Task A_worker_of_another_folder_removes_nothing_that_a_version_on_record_still_needs(string file, string team, string from)
    {
        await using var place = await Workplace.Open(Today, TeamFile.Team("north", "2018-08-02", Commitments));
        await Filled(place);
        var facts = await place.Ask<int>("select count(*)::int from nec.fact where team = 'north'");
        await Move(place, file, TeamFile.Team(team, from, Commitments).Replace("version: \"1\"", "version: later", StringComparison.Ordinal));

        await Workplace.Run<PurgeExpired>(await place.Host());

        Assert.Equal(facts, await place.Ask<int>("select count(*)::int from nec.fact where team = 'north'"));
        Assert.Equal(0, await place.Ask<int>("select count(*)::int from nec.purge where team = 'north'"));
    }

    [Fact]
    public async Task Of_a_team_whose_version_has_ended_and_whose_file_is_gone_the_years_count_back_from_today()
    {
        await using var place = await Workplace.Open(Today, TeamFile.Team("north", "2018-08-02", Commitments).Replace("version: \"1\"", "version: \"1\"\nto: 2020-08-01", StringComparison.Ordinal).Replace("2026-12-31", "2020-07-31", StringComparison.Ordinal));
        await Filled(place);
        await Move(place, "south.yaml", TeamFile.Team("south", "2018-08-02", Commitments));

        await Workplace.Run<PurgeExpired>(await place.Host());

        Assert.Equal("2022-08-22", await place.Ask<string>("select max(before_on)::text from nec.purge where kind = 'facts' and team = 'north'"));
    }

    [Fact]
    public async Task An_export_says_that_words_were_removed_and_after_how_long()
    {
        await using var place = await Opened();
        await Workplace.Run<PurgeExpired>(await place.Host());

        var export = (await NecProcess.Run(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__Nec"] = place.Database.ConnectionString, ["Contracts__Folder"] = place.Settings["Contracts:Folder"]! }, // always set
            Path.GetTempPath(), ["export", "north"])).Answer;

        var notes = export.Out.Split('\n').Where(line => line.Contains("\"note\":", StringComparison.Ordinal)).ToList();
        Assert.Equal(0, export.Code);
        Assert.Contains(notes, line => line.Contains("\"occurredOn\":\"2025-05-05\"", StringComparison.Ordinal) && line.Contains("\"note\":\"removed after 18 months\"", StringComparison.Ordinal));
        Assert.Contains(notes, line => line.Contains("\"note\":\"The clerk asked about speeding.\"", StringComparison.Ordinal));
        Assert.Contains(notes, line => line.Contains("\"feedback\":\"removed after 18 months\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_shipped_settings_are_the_defaults()
    {
        var shipped = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings", "appsettings.json")).Build();

        Assert.Equal(new RetentionOptions(), shipped.GetSection("Retention").Get<RetentionOptions>());
        Assert.Equal(typeof(RetentionOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal), shipped.GetSection("Retention").GetChildren().Select(setting => setting.Key).Order(StringComparer.Ordinal));
        var none = JobCatalogue.Read(new ConfigurationBuilder().Build(), Workplace.At(Today)).All.ToDictionary(job => job.Id, job => job.Declared.Cron, StringComparer.Ordinal);
        Assert.All(JobCatalogue.SettingKeys, key => Assert.Equal(none[key.Split(':')[1]], shipped[key]));
    }

    private static async Task<Workplace> Opened()
    {
        var place = await Workplace.Open(Today, TeamFile.Team("north", "2022-08-02", Commitments));
        await File.WriteAllTextAsync(
            Path.Combine(place.Settings["Contracts:Folder"]!, "north-2018.yaml"), // always set
            TeamFile.Team("north", "2018-08-02", Commitments).Replace("version: \"1\"", "version: \"2018\"\nto: 2022-08-01", StringComparison.Ordinal).Replace("2026-12-31", "2021-12-31", StringComparison.Ordinal), Token);
        await Filled(place);
        return place;
    }

    private static async Task Filled(Workplace place)
    {
        var app = await place.Host();
        await app.Services.GetRequiredService<Facts>().Record("north", [.. History().Select(fact => fact with { RecordedAt = LondonTime.EndOf(fact.OccurredOn) })], "alex", place.Clock.Now, null, Token);
    }

    // To a folder with this file alone: the next worker knows no other.
    private static async Task Move(Workplace place, string file, string contract)
    {
        var folder = Directory.CreateDirectory(Path.Combine(place.Settings["Contracts:Folder"]!, "elsewhere")).FullName; // always set
        await File.WriteAllTextAsync(Path.Combine(folder, file), contract, Token);
        place.Settings["Contracts:Folder"] = folder;
    }

    // Most kept, some missed; what was seen, each Wednesday. Lyme Regis was last met in January 2021.
    private static IEnumerable<Fact> History()
    {
        for (var day = new DateOnly(2018, 8, 8); day < new DateOnly(2026, 11, 22); day = day.AddDays(7))
        {
            var (at, week) = (LondonTime.InstantOf(day, new(3, 30)), (day.DayNumber - new DateOnly(2018, 8, 8).DayNumber) / 7);
            yield return new SourceCheck("web-pages", "town", at, week % 50 == 7 ? CheckOutcome.Unable : CheckOutcome.Ok, week % 50 == 7 ? "HTTP 503" : null);
            if (week % 50 != 7)
            {
                yield return new SectionCheck("town", "priorities", at, week % 17 == 3 ? Verdict.Substantive : Verdict.Unchanged);
            }

            yield return new SourceCheck("police-uk", "N1", at, CheckOutcome.Ok, null);
            yield return new Reading("bridport", "page-likes", at, week % 40 == 9 ? 500 : 1000 + (9 * week));
            if (week % 8 == 2)
            {
                yield return new EventSeen("N1", $"e-{week}", day.AddDays(5), new(18, 0), at) { Attended = week % 16 == 2 ? true : null, Footfall = week % 16 == 2 ? week : null };
            }

            if (week % 12 == 1 && week % 7 != 0)
            {
                yield return new Occurrence("newsletter", null, day, Outcome.ReportSent);
            }
        }

        for (var day = new DateOnly(2018, 9, 5); day < new DateOnly(2026, 11, 22); day = day.AddMonths(5))
        {
            yield return new Occurrence("clerk-meeting", "Sherborne", day, Outcome.Held) { Note = "The clerk asked about speeding.", Feedback = day.Month % 2 == 0 ? "Pleased." : null, By = "Alex North" };
        }

        yield return new Occurrence("clerk-meeting", "Lyme Regis", new(2019, 3, 1), Outcome.Held) { Feedback = "Pleased." };
        yield return new Occurrence("clerk-meeting", "Lyme Regis", new(2021, 1, 10), Outcome.Held) { Note = "New clerk." };
        yield return new Occurrence("clerk-meeting", "Sherborne", new(2025, 5, 5), Outcome.Held) { Note = "The clerk asked about lights.", Feedback = "Pleased." };
    }

    private static async Task<string> Findings(Workplace place) =>
        await place.Ask<string>("select string_agg(concat_ws(' | ', obligation, status, due_on, last_on, reason, body), e'\\n' order by obligation) from nec.finding");

    // Of every month of the years that are kept, as known then.
    private static async Task<List<string>> Packs(WebApplication app)
    {
        var contracts = app.Services.GetRequiredService<ContractRegistry>();
        var packs = new List<string>();
        for (var day = new DateOnly(2023, 8, 31); day < new DateOnly(2026, 11, 22); day = day.AddMonths(1))
        {
            var contract = Assert.Single(contracts.On(day));
            var pack = AnnualPack.Of(await app.Services.GetRequiredService<AssessmentInputs>().AsKnownOn(contract, day, Token), day);
            packs.Add(JsonSerializer.Serialize(new
            {
                pack.Year,
                Promises = pack.Standards.SelectMany(standard => standard.Promises).Select(promise => new { promise.Obligation.Id, promise.Finding.Status, promise.Finding.Reason, promise.Finding.DueOn, promise.Finding.Periods, promise.Finding.Target, promise.Plan.Times }),
                pack.Engagements,
            }));
        }

        return packs;
    }

    // What would be said on each of the days to come.
    private static async Task<List<string>> Notices(WebApplication app)
    {
        var notices = new List<string>();
        for (var day = new DateOnly(2026, 11, 23); day < new DateOnly(2027, 1, 31); day = day.AddDays(1))
        {
            var assessed = app.Services.GetRequiredService<AssessAll>().On(day, Token);
            notices.AddRange((await app.Services.GetRequiredService<NoticeDrafts>().Of(assessed, day, Token))
                .Select(draft => $"{day:O} {draft.Notice.Key} {draft.Notice.Subject}\n{Letters.WithoutTokens(draft.Notice.TextBody)}"));
        }

        return notices;
    }

    private static async Task Spoil(Workplace place, string sql)
    {
        await using var connection = await place.Database.DataSource.OpenConnectionAsync(Token);
        await connection.ExecuteAsync(sql);
    }

    private static Task Until(Workplace place, string sql, int expected) => Poll.Until(async () => await place.Ask<int>(sql) == expected);
}
