using Dapper;
using Nec.Core.Answers;
using Nec.Core.Facts;
using Nec.Testing;
using Npgsql;

namespace Nec.Storage.Tests;

/// <summary>The audit log: never a deed of ours without its entry, and nothing in it is ever changed.</summary>
public sealed class AuditTests : DatabaseTests
{
    private static readonly Occurrence Meeting = new("clerk-meeting", "Lyme Regis", Today, Outcome.Held);
    private static readonly Snooze Later = new("clerk-meeting/lyme-regis", "2026-02-28", new(2026, 2, 20));

    private static readonly AuditEntry Entry = new() { HappenedAt = Now, Who = "Alex North", Action = "test", Team = "north", Target = "clerk-meeting/lyme-regis", Reason = "why", Before = "old", After = "new" };

    private NpgsqlDataSource Source => TestDatabase.DataSource;

    [Theory]
    [InlineData("record", "select count(*) from nec.fact where kind = 'occurrence'", 1)]
    [InlineData("correct", "select count(*) from nec.fact where supersedes is not null", 0)]
    [InlineData("withdraw", "select count(*) from nec.fact where kind = 'withdrawal'", 0)]
    [InlineData("answer", "select count(*) from nec.answer", 0)]
    [InlineData("make token", "select count(*) from nec.api_token", 1)]
    [InlineData("revoke token", "select count(*) from nec.api_token where revoked_at is not null", 0)]
    [InlineData("sign in", "select count(*) from nec.sign_in_link where used_at is not null", 0)]
    [InlineData("make calendar", "select count(*) from nec.calendar_feed", 1)]
    [InlineData("end calendar", "select count(*) from nec.calendar_feed where revoked_at is not null", 0)]
    [InlineData("load contract", "select count(*) from nec.team_contract", 0)]
    [InlineData("write words", "select count(*) from nec.year_text", 0)]
    public async Task A_deed_whose_entry_cannot_be_written_is_not_done(string deed, string done, long before)
    {
        var doing = await Prepare(deed);
        Assert.Equal(before, await Scalar(done));
        await Scalar(
            """
            create function nec.refuse_entry() returns trigger language plpgsql as $$ begin raise exception 'the log is full'; end $$;
            create trigger refuse before insert on nec.audit for each row execute function nec.refuse_entry();
            """);
        var refused = await Assert.ThrowsAsync<PostgresException>(doing);
        Assert.Equal("the log is full", refused.MessageText);
        Assert.Equal(before, await Scalar(done));

        await Scalar("drop trigger refuse on nec.audit");
        await doing();
        Assert.Equal((before + 1, 1L), (await Scalar(done), await Scalar("select count(*) from nec.audit")));
    }

    [Fact]
    public async Task A_deed_that_was_done_before_leaves_no_second_entry()
    {
        foreach (var deed in (string[])["record", "answer", "load contract"])
        {
            var doing = await Prepare(deed);
            await doing();
            await doing();
        }

        Assert.Equal(3L, await Scalar("select count(*) from nec.audit"));
    }

    [Fact]
    public async Task An_entry_holds_all_that_it_was_given()
    {
        await new Audit(Source).Add(Entry, CancellationToken);
        await using var connection = await Source.OpenConnectionAsync(CancellationToken);
        Assert.Equal(Entry, await connection.QuerySingleAsync<AuditEntry>("select happened_at, who, action, team, target, reason, before, after from nec.audit"));
    }

    [Fact]
    public async Task What_happens_again_and_again_is_written_down_once_until_it_changes()
    {
        var audit = new Audit(Source);
        foreach (var after in (string[])["2 errors", "2 errors", "1 errors", "2 errors"])
        {
            await audit.AddOnce(Entry with { Action = "refuse-contracts", After = after }, CancellationToken);
            await audit.Add(Entry, CancellationToken); // another action does not stand between
        }

        Assert.Equal("2 errors, 1 errors, 2 errors", await Scalar("select string_agg(after, ', ' order by audit_id) from nec.audit where action = 'refuse-contracts'"));
    }

    [Fact]
    public async Task A_new_version_is_loaded_and_a_new_text_of_one_supersedes_the_old()
    {
        await Load("2019", "a");
        await Load("2019", "a");
        await Load("2020", "b");
        await Load("2019", "c");

        await using var connection = await Source.OpenConnectionAsync(CancellationToken);
        var entries = (await connection.QueryAsync<AuditEntry>("select happened_at, who, action, team, target, reason, before, after from nec.audit order by audit_id")).AsList();
        Assert.Equal(
            [("load-contract", "contract/2019"), ("load-contract", "contract/2020"), ("supersede-contract", "contract/2019")], entries.Select(entry => (entry.Action, entry.Target)));
        Assert.Equal("text ca978112ca1b, in force from 2019-08-02", entries[0].After); // SHA-256 of "a"
        Assert.Equal(("worker (w1)", "north", "text ca978112ca1b", "text 2e7d2c03a950, in force from 2019-08-02"), (entries[2].Who, entries[2].Team, entries[2].Before, entries[2].After));
    }

    [Theory]
    [InlineData("audit", "who = 'nobody'")]
    [InlineData("year_text", "words = 'others'")]
    [InlineData("panel_rating", "word = 'outstanding'")]
    public async Task What_is_only_ever_added_to_is_neither_changed_nor_emptied_and_leaves_by_retention_alone(string table, string change)
    {
        await new YearTexts(Source).Write("north", new(2026, 1, 1), new() { Section = "part-1", Words = "Words", WrittenBy = "Alex North", WrittenAt = Now }, CancellationToken);
        await new YearTexts(Source).Rate("north", new(2026, 1, 1), new() { Panel = "Panel", RatedOn = Today, Word = "good", RecordedBy = "Alex North", RecordedAt = Now }, CancellationToken);
        var rows = (long)(await Scalar($"select count(*) from nec.{table}"))!; // a count is never null

        foreach (var refused in (string[])[$"update nec.{table} set {change}", $"delete from nec.{table}", $"truncate nec.{table}"])
        {
            Assert.Contains("only ever added to", (await Assert.ThrowsAsync<PostgresException>(() => Scalar(refused))).MessageText, StringComparison.Ordinal);
            var purge = refused.StartsWith("delete", StringComparison.Ordinal);
            if (!purge)
            {
                // The retention job may delete; it may change as little as anybody.
                await Assert.ThrowsAsync<PostgresException>(() => Scalar($"begin; set local nec.retention = '2026-02-10'; {refused}; commit"));
            }
        }

        Assert.Equal(rows, await Scalar($"select count(*) from nec.{table}"));
        await Scalar($"begin; set local nec.retention = '2026-02-10'; delete from nec.{table}; commit");
        Assert.Equal(0L, await Scalar($"select count(*) from nec.{table}"));
        await new Audit(Source).Add(Entry, CancellationToken);
        await Assert.ThrowsAsync<PostgresException>(() => Scalar("delete from nec.audit")); // it was for that transaction only
    }

    private async Task<Func<Task>> Prepare(string deed)
    {
        var (facts, tokens, links, feeds) = (new Facts(Source), new ApiTokens(Source), new SignInLinks(Source), new CalendarFeeds(Source));
        switch (deed)
        {
            case "record":
                await facts.Record("north", [Meeting with { Place = "Sherborne" }], "a", Now, null, CancellationToken);
                return () => facts.Record("north", [Meeting], "a", Now, null, _ => Entry, CancellationToken);
            case "correct":
                await facts.Record("north", [Meeting], "a", Now, null, CancellationToken);
                var id = (await facts.Read("north", CancellationToken)).Single().Id!.Value; // it is stored
                return () => facts.Correct("north", id, Meeting with { Means = "video" }, "a", Now, Entry, CancellationToken);
            case "withdraw":
                await facts.Record("north", [Meeting], "a", Now, "batch", CancellationToken);
                return () => new FactBatches(Source).Withdraw("north", "batch", "wrong", "a", Now, _ => Entry, CancellationToken);
            case "answer":
                return () => new Answers(Source).Record("north", Later, null, "inspector", 0, Now, Entry, CancellationToken);
            case "make token":
                await tokens.Create(Token, Entry, CancellationToken);
                await Scalar("begin; set local nec.retention = '2026-02-10'; delete from nec.audit; commit");
                return () => tokens.Create(Token, Entry, CancellationToken);
            case "revoke token":
                await tokens.Create(Token, Entry, CancellationToken);
                await Scalar("begin; set local nec.retention = '2026-02-10'; delete from nec.audit; commit");
                return () => tokens.Revoke(1, Now, Entry, CancellationToken);
            case "sign in":
                var link = await links.Create(new() { Person = "Alex North", Role = "Admin" }, Now.AddHours(1), CancellationToken);
                return () => links.Use(link, Now, _ => Entry, CancellationToken);
            case "make calendar":
                await feeds.Create("alex@example.org", Now, null, CancellationToken);
                return () => feeds.Create("alex@example.org", Now, Entry, CancellationToken);
            case "end calendar":
                await feeds.Create("alex@example.org", Now, null, CancellationToken);
                return () => feeds.Revoke("alex@example.org", Now, Entry, CancellationToken);
            case "load contract":
                return () => Load("2019", "a");
            default:
                return () => new YearTexts(Source).Write("north", new(2026, 1, 1), new() { Section = "part-1", Words = "Words", WrittenBy = "Alex North", WrittenAt = Now }, CancellationToken);
        }
    }

    private static ApiToken Token => new() { Name = "test", Role = "Viewer", Forces = ["*"], Teams = [], MadeBy = "Alex North", MadeAt = Now, ExpiresAt = Now.AddDays(1) };

    private Task<bool> Load(string version, string text) =>
        new ContractVersions(Source).Save("north", version, "North", "dorset", new(2019, 8, 2), null, text, "worker (w1)", Now.AddMinutes(text[0]), CancellationToken);
}
