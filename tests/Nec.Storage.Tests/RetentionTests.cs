using Dapper;
using Nec.Core.Answers;
using Nec.Core.Facts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Testing;
using Npgsql;

namespace Nec.Storage.Tests;

/// <summary>What leaves, what stays beside it, and that each removal leaves its count.</summary>
public sealed class RetentionTests : DatabaseTests
{
    private static readonly Occurrence Meeting = new("clerk-meeting", "Lyme Regis", new(2025, 8, 31), Outcome.Held);

    private Retention Retention => new(TestDatabase.DataSource);

    private Facts Facts => new(TestDatabase.DataSource);

    [Fact]
    public async Task Every_kind_has_a_name_of_its_own_and_is_removed_from_an_empty_database_without_a_trace()
    {
        Assert.Distinct(RetentionRules.All.Select(expiry => expiry.Kind));
        foreach (var expiry in RetentionRules.All)
        {
            Assert.Equal(0, await Remove(expiry.Kind, Today));
        }

        Assert.Equal(0L, await Scalar("select count(*) from nec.purge"));
    }

    [Fact]
    public async Task Old_facts_go_and_leave_a_count_for_the_retention_jobs_own_transaction_only()
    {
        await Record("north", Meeting, Meet(new(2025, 9, 1)), Meet(new(2025, 9, 2)) with { Note = "n" });
        await Record("south", Meeting, Meet(new(2025, 9, 1)));

        Assert.Equal(0, await Remove("facts", new(2025, 8, 31))); // the day itself stays
        Assert.Equal(1, await Remove("facts", new(2025, 9, 2))); // of two old ones the newest stays
        Assert.Equal("north facts 1 2025-09-02", await Scalar("select string_agg(concat_ws(' ', team, kind, rows, before_on), ', ') from nec.purge"));
        Assert.Equal("north occurrence 2026-02-10 1", await Scalar("select string_agg(concat_ws(' ', team, kind, purged_on, rows), ', ') from nec.fact_purge"));
        Assert.Equal(["2025-09-01", "2025-09-02"], (await Facts.Read("north", CancellationToken)).Select(fact => $"{fact.OccurredOn:yyyy-MM-dd}"));
        Assert.Equal(2, (await Facts.Read("south", CancellationToken)).Count); // another team's years are its own
        Assert.Equal(new DateOnly(2025, 9, 2), await Retention.FactsKeptFrom("north", CancellationToken));
        Assert.Null(await Retention.FactsKeptFrom("south", CancellationToken));
        await Assert.ThrowsAsync<PostgresException>(() => Scalar("delete from nec.fact"));
    }

    [Fact]
    public async Task The_newest_of_each_sort_stays_and_of_events_none()
    {
        var at = Now.AddYears(-5);
        await Record(
            "north",
            Meet(new(2020, 1, 1)), Meet(new(2020, 2, 1)), Meet(new(2020, 3, 1)) with { Outcome = Outcome.Cancelled }, Meet(new(2020, 1, 2)) with { Feedback = "pleased" },
            new Reading("bridport", "page-likes", at, 1), new Reading("bridport", "page-likes", at.AddDays(1), 2), new Reading("bridport", "followers", at, 3),
            new SectionCheck("town", "priorities", at, Verdict.Unchanged), new SectionCheck("town", "priorities", at.AddDays(1), Verdict.Unchanged), new SectionCheck("town", "priorities", at.AddDays(-1), Verdict.Substantive),
            new PriorityCheck("N1", at, null, null, false), new PriorityCheck("N1", at.AddDays(1), null, null, false), new PeopleCheck("N1", at, 4), new PeopleCheck("N1", at.AddDays(1), 4),
            new EventSeen("N1", "e-1", new(2020, 5, 1), new(18, 0), at),
            new SourceCheck("web-pages", "town", at, CheckOutcome.Ok, null), new SourceCheck("web-pages", "town", at.AddDays(1), CheckOutcome.Ok, null));

        Assert.Equal(7, await Remove("facts", new(2022, 1, 1)));
        var left = await Facts.Read("north", CancellationToken);
        Assert.Equal(10, left.Count);
        Assert.Equal(["2020-01-02 Held", "2020-02-01 Held", "2020-03-01 Cancelled"], left.OfType<Occurrence>().Select(fact => $"{fact.OccurredOn:yyyy-MM-dd} {fact.Outcome}").Order(StringComparer.Ordinal));
        Assert.Empty(left.OfType<EventSeen>());
        Assert.All(left.OfType<PeopleCheck>(), fact => Assert.Equal(at.AddDays(1), fact.At));
        Assert.Equal(0, await Remove("facts", new(2022, 1, 1))); // a second time changes nothing
    }

    [Fact]
    public async Task A_correction_goes_together_with_what_it_corrects_when_both_are_old()
    {
        var old = Meeting with { Place = "Sherborne" };
        await Record("north", Meeting, old, Meet(new(2025, 9, 1)) with { Place = "Sherborne" });
        var ids = (await Facts.Read("north", CancellationToken)).Select(fact => fact.Id!.Value).ToList(); // stored
        await Facts.Correct("north", ids[0], Meet(Today), "b", Now, CancellationToken);
        await Facts.Correct("north", ids[1], old with { Means = "by video" }, "b", Now, CancellationToken);

        Assert.Equal(2, await Remove("facts", new(2025, 9, 2)));
        Assert.Equal([new(2025, 9, 1), Today], (await Facts.Read("north", CancellationToken)).Select(fact => fact.OccurredOn).Order());
        Assert.Equal(3L, await Scalar("select count(*) from nec.fact"));
    }

    [Fact]
    public async Task A_withdrawn_fact_goes_with_its_withdrawal_and_may_come_again()
    {
        await Facts.Record("north", [Meeting], "import", Now, "batch", CancellationToken);
        await new FactBatches(TestDatabase.DataSource).Withdraw("north", "batch", "the wrong file", "alex", Now, null, CancellationToken);

        Assert.Equal(0, await Remove("facts", Meeting.OccurredOn)); // too young by a day
        Assert.Equal(2, await Remove("facts", Meeting.OccurredOn.AddDays(1)));
        Assert.Equal(1, await Facts.Record("north", [Meeting], "import", Now, "again", CancellationToken));
    }

    [Fact]
    public async Task Words_go_before_the_fact_does_and_that_there_were_some_stays()
    {
        await Record("north", Meeting with { Note = "n", Feedback = "pleased", By = "A. Officer" });

        Assert.Equal(0, await Remove("notes", Meeting.OccurredOn, null));
        Assert.Equal(1, await Remove("notes", Meeting.OccurredOn.AddDays(1), null));
        var left = Assert.IsType<Occurrence>(Assert.Single(await Facts.Read("north", CancellationToken)));
        Assert.Equal((Facts.KeptNoLonger, Facts.KeptNoLonger, null), (left.Note, left.Feedback, left.By));
    }

    [Fact]
    public async Task A_persons_reason_goes_before_the_answer_does_and_the_latest_answer_of_each_sort_stays()
    {
        var answers = new Answers(TestDatabase.DataSource);
        await answers.Record("north", new Snooze("newsletter", "2025-Q4", Today), "she is on leave", "inspector", 0, Now, null, CancellationToken);
        await answers.Record("north", new Snooze("newsletter", "2026-Q1", Today), null, "inspector", 1, Now, null, CancellationToken);
        await answers.Record("north", new HandOver("newsletter", "2025-Q4", "sergeant"), null, "inspector", 2, Now, null, CancellationToken);

        Assert.Equal(0, await Remove("reasons", Today, null)); // given on that day: it stays
        Assert.Equal(1, await Remove("reasons", Today.AddDays(1), null));
        Assert.Equal(3, (await answers.Read("north", CancellationToken)).Count);
        Assert.Equal(0, await Remove("answers", Today));
        Assert.Equal(1, await Remove("answers", Today.AddDays(1)));
        Assert.Equal(["2025-Q4", "2026-Q1"], (await answers.Read("north", CancellationToken)).Select(answer => answer.Period).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_letters_words_go_first_then_the_letter_and_what_it_told_stays_told_and_what_waits_stays_whole()
    {
        var outbox = new Outbox(TestDatabase.DataSource);
        var claims = new NoticeClaims(TestDatabase.DataSource);
        var line = SentReminder.Read("north", "newsletter", "2025-Q4", "due-7", "inspector")!;
        await outbox.Queue(Notice(1), [line], Now, CancellationToken);
        await outbox.Queue(Notice(2), [], Now, CancellationToken);
        await outbox.Queue(Notice(3), [], Now, CancellationToken);
        await claims.Sent([(await claims.Claim("w", 1, Now, CancellationToken))[0].NoticeId], Now, CancellationToken);
        var refused = (await claims.Claim("w", 1, Now, CancellationToken))[0];
        var parked = refused.NoticeId;
        await claims.Park(refused, "550", Now, CancellationToken);

        Assert.Equal(0, await Remove("mail-texts", Today, null));
        Assert.Equal(2, await Remove("mail-texts", Today.AddDays(1), null));
        Assert.Equal(0, await Remove("mail-texts", Today.AddDays(1), null));
        Assert.False(await outbox.Unpark(parked, new() { HappenedAt = Now, Who = "alex", Action = "send-again", Target = "2" }, CancellationToken)); // there is nothing left to send
        Assert.Equal("1 sent Subject , 2 parked Subject , 3 queued Subject Text", await Scalar("select string_agg(concat_ws(' ', substr(notice_key, 1, 1), state, subject, coalesce(text_body, '')), ', ' order by notice_id) from nec.notice"));
        Assert.False(await outbox.Queue(Notice(1), [line], Now, CancellationToken)); // its key is still there
        Assert.Equal("Text", Assert.Single(await claims.Claim("w", 9, Now, CancellationToken)).TextBody);

        Assert.Equal(2, await Remove("letters", Today.AddDays(1), null));
        Assert.Equal([line], await new SentReminders(TestDatabase.DataSource).Read("north", CancellationToken));
        await Assert.ThrowsAsync<StorageException>(() => outbox.Queue(Notice(4), [line], Now, CancellationToken)); // told is told
    }

    [Fact]
    public async Task What_waits_to_be_sent_cannot_lose_its_words()
    {
        await new Outbox(TestDatabase.DataSource).Queue(Notice(1), [], Now, CancellationToken);
        await Assert.ThrowsAsync<PostgresException>(() => Scalar("update nec.notice set text_body = null"));
    }

    [Fact]
    public async Task An_old_page_text_is_emptied_and_known_again_and_the_latest_stays()
    {
        var texts = new PageTexts(TestDatabase.DataSource);
        await Seen("h1", "old", Now.AddDays(-9));
        await Seen("h2", "new", Now.AddDays(-5));

        Assert.Equal(1, await Remove("page-texts", Today));
        Assert.Equal("h1: , h2: new", await Scalar("select string_agg(concat_ws(': ', text_hash, coalesce(text, '')), ', ' order by text_hash) from nec.page_text"));
        Assert.Equal("new", Assert.Single(await texts.Latest("north", "town", CancellationToken)).Value.Text);
        Assert.Equal(Now.AddDays(-9), await texts.LastSeen("north", "town", "priorities", "plain h1", CancellationToken));
        await Seen("h1", "old", Now); // back again, with its words
        Assert.Equal("old", Assert.Single(await texts.Latest("north", "town", CancellationToken)).Value.Text);

        Task Seen(string hash, string text, DateTimeOffset at) =>
            texts.Record("north", "town", [new("priorities", hash, $"plain {hash}", text, null)], [], "CheckPages", at, CancellationToken);
    }

    [Fact]
    public async Task What_let_people_in_goes_after_it_ended()
    {
        var links = new SignInLinks(TestDatabase.DataSource);
        await links.Create(new() { Person = "a@example.org", Role = "Admin" }, Now, CancellationToken);
        await links.Create(new() { Person = "a@example.org", Role = "Admin" }, Now.AddDays(2), CancellationToken);
        await Scalar("""
            insert into nec.api_token (token_hash, name, role, forces, teams, made_by, made_at, expires_at, revoked_at)
            values ('a', 'revoked', 'Viewer', '{}', '{}', 'a', '2025-01-01', '2027-01-01', '2026-02-09'),
                   ('b', 'expired', 'Viewer', '{}', '{}', 'a', '2025-01-01', '2026-02-09', null),
                   ('c', 'good', 'Viewer', '{}', '{}', 'a', '2025-01-01', '2027-01-01', null);
            insert into nec.calendar_feed (token_hash, address, created_at, revoked_at)
            values ('a', 'a@example.org', '2025-01-01', '2026-02-09'), ('b', 'a@example.org', '2025-01-01', null);
            insert into nec.session (token_hash, person, signed_in_by, is_listed, role, forces, teams, created_at, last_seen_at, expires_at, ended_at)
            values ('a', 'ended', 'link', true, 'Viewer', '{}', '{}', '2026-02-09', '2026-02-09', '2026-02-11', '2026-02-09'),
                   ('b', 'expired', 'link', true, 'Viewer', '{}', '{}', '2026-02-08', '2026-02-09', '2026-02-09', null),
                   ('c', 'good', 'account', false, 'Viewer', '{}', '{}', '2026-02-09', '2026-02-09', '2026-02-10', null)
            """);

        Assert.Equal(0, await Remove("sign-in-links", Today, null));
        Assert.Equal(1, await Remove("sign-in-links", Today.AddDays(1), null));
        Assert.Equal(2, await Remove("sessions", Today, null));
        Assert.Equal("good", await Scalar("select person from nec.session"));
        Assert.Equal(2, await Remove("api-tokens", Today, null));
        Assert.Equal("good", await Scalar("select name from nec.api_token"));
        Assert.Equal(1, await Remove("calendar-addresses", Today, null));
        Assert.Equal(1L, await Scalar("select count(*) from nec.calendar_feed"));
    }

    [Fact]
    public async Task An_address_that_failed_goes_after_it_was_cleared_or_after_its_last_report()
    {
        await Scalar("""
            insert into nec.failing_address (address, since_at, reported_at, way, cleared_at)
            values ('cleared@example.org', '2025-01-01', '2025-01-01', 'notify', '2026-02-09'), ('today@example.org', '2025-01-01', '2025-01-01', 'notify', '2026-02-10'),
                   ('silent@example.org', '2025-01-01', '2026-02-09', 'notify', null), ('fails@example.org', '2025-01-01', '2026-02-10', 'notify', null);
            insert into nec.full_mailbox (address, reported_at)
            values ('old@example.org', '2026-02-09'), ('young@example.org', '2026-02-10')
            """);

        Assert.Equal(2, await Remove("failing-addresses", Today, null));
        Assert.Equal("fails@example.org, today@example.org", await Scalar("select string_agg(address, ', ' order by address) from nec.failing_address"));
        Assert.Equal(1, await Remove("full-mailboxes", Today, null));
        Assert.Equal("young@example.org", await Scalar("select address from nec.full_mailbox"));
    }

    [Fact]
    public async Task Runs_go_after_their_days_and_those_that_had_nothing_to_do_after_one()
    {
        await using var connection = await TestDatabase.DataSource.OpenConnectionAsync(CancellationToken);
        foreach (var (job, outcome, days) in new[] { ("old", "succeeded", 9), ("open", "running", 9), ("young", "succeeded", 0), ("idle", "skipped", 2), ("idle today", "skipped", 0) })
        {
            await connection.ExecuteAsync(
                "insert into nec.run (job, attempt, node, started_at, ended_at, outcome) values (@job, 1, 'one', @at, case when @outcome <> 'running' then @at end, @outcome)",
                new { job, outcome, at = Now.AddDays(-days) });
        }

        Assert.Equal(1, await Remove("runs", Today.AddDays(-7), null));
        Assert.Equal(1, await Remove("idle-runs", Today.AddDays(-1), null));
        Assert.Equal("idle today, open, young", await Scalar("select string_agg(job, ', ' order by job) from nec.run"));
    }

    [Fact]
    public async Task What_was_changed_and_how_findings_changed_goes_when_it_is_old()
    {
        var audit = new Audit(TestDatabase.DataSource);
        await audit.Add(new() { HappenedAt = Now.AddDays(-1), Who = "Alex", Action = "pause-job", Target = "CheckPages" }, CancellationToken);
        await audit.Add(new() { HappenedAt = Now, Who = "Alex", Action = "pause-job", Target = "CheckPages" }, CancellationToken);
        await Scalar("""
            insert into nec.finding_change (team, obligation, judged_on, status, reason, changed_at)
            values ('north', 'newsletter', '2026-01-01', 'met', '', now()), ('north', 'newsletter', '2026-01-02', 'missed', '', now()), ('north', 'page', '2026-01-01', 'met', '', now())
            """);
        await new EventSightings(TestDatabase.DataSource).Seen("north", "N1", [("e-1", Today.AddDays(-1)), ("e-2", Today)], Now, CancellationToken);

        Assert.Equal(1, await Remove("audit-entries", Today, null));
        await Assert.ThrowsAsync<PostgresException>(() => Scalar("delete from nec.audit"));
        Assert.Equal(1, await Remove("finding-changes", Today)); // the last of each promise stays
        Assert.Equal("missed, met", await Scalar("select string_agg(status, ', ' order by finding_change_id) from nec.finding_change"));
        Assert.Equal(1, await Remove("event-sightings", Today));
        Assert.Equal("e-2", await Scalar("select event_id from nec.event_sighting"));
    }

    [Fact]
    public async Task What_people_wrote_into_a_year_goes_with_the_year()
    {
        await Scalar("""
            insert into nec.year_text (team, year_from, section, words, written_by, written_at)
            values ('north', '2021-08-02', 'part-1', 'w', 'a', now()), ('north', '2022-08-02', 'part-1', 'w', 'a', now());
            insert into nec.panel_rating (team, year_from, panel, rated_on, word, recorded_by, recorded_at)
            values ('north', '2021-08-02', 'OPCC', '2022-08-02', 'good', 'a', now()), ('north', '2022-08-02', 'OPCC', '2023-08-02', 'good', 'a', now())
            """);

        Assert.Equal(1, await Remove("year-texts", new(2022, 8, 2)));
        Assert.Equal(1, await Remove("panel-ratings", new(2022, 8, 2)));
        Assert.Equal("2022-08-02", await Scalar("select string_agg(distinct year_from::text, ', ') from (select year_from from nec.year_text union select year_from from nec.panel_rating) years"));
    }

    [Fact]
    public async Task Much_goes_some_at_a_time_and_two_at_once_count_each_row_once()
    {
        await Scalar("""
            insert into nec.audit (happened_at, who, action, target)
            select '2010-01-01', 'Alex', 'pause-job', 'CheckPages'
            from generate_series(1, 95)
            """);
        var some = new Retention(TestDatabase.DataSource) { RowsAtOnce = 10 };
        var expiry = Of("audit-entries");

        var both = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => some.Remove(expiry, null, Today, Now, CancellationToken)));

        Assert.Equal(95, both.Sum());
        Assert.Equal((10L, 95L), (await Scalar("select count(*) from nec.purge"), Convert.ToInt64(await Scalar("select sum(rows) from nec.purge"), null)));
        Assert.Equal(0L, await Scalar("select count(*) from nec.audit"));
    }

    [Theory]
    [InlineData("update nec.purge set rows = 2")]
    [InlineData("delete from nec.purge")]
    [InlineData("truncate nec.purge")]
    [InlineData("select set_config('nec.retention', '2026-02-10', true); delete from nec.purge")]
    public async Task Counts_are_only_ever_added_to_by_retention_itself_too(string change)
    {
        await Scalar("insert into nec.purge (purged_at, kind, rows, before_on) values (now(), 'notes', 1, '2026-01-01')");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Scalar(change));
        Assert.Contains("only ever added", refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_team_with_facts_is_known_once()
    {
        Assert.Empty(await Retention.Teams(CancellationToken));
        await Record("south", Meeting, Meeting with { Place = "Sherborne" });
        await Record("north", Meeting);
        Assert.Equal(["north", "south"], await Retention.Teams(CancellationToken));
    }

    private static RetentionRule Of(string kind) => Assert.Single(RetentionRules.All, expiry => expiry.Kind == kind);

    private Task<long> Remove(string kind, DateOnly firstKept, string? team = "north") => Retention.Remove(Of(kind), team, firstKept, Now, CancellationToken);

    private Task<int> Record(string team, params Fact[] facts) => Facts.Record(team, facts, "alex", Now, null, CancellationToken);

    private static Occurrence Meet(DateOnly on) => new("clerk-meeting", "Lyme Regis", on, Outcome.Held);

    private static QueuedNotice Notice(int number) => new()
    {
        Key = $"{number}@example.org|2026-02-10",
        Kind = "digest",
        RecipientAddress = $"{number}@example.org",
        RecipientName = "A. Officer",
        Day = Today,
        Subject = "Subject",
        TextBody = "Text",
        HtmlBody = "<p>Text</p>",
        MessageId = $"<{number}@example.org>",
        Fingerprint = "f",
    };
}
