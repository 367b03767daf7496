using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Nec.Dashboard.Tests.SigningIn;

/// <summary>Somebody is signed in, and the database takes nothing more, or does not answer.</summary>
public sealed class FailingDatabaseTests : DashboardTests
{
    private const string Warning = "Warning: Nec cannot record when people were last active (";

    [Fact]
    public async Task A_page_opens_although_nobody_can_note_that_its_reader_was_seen_and_the_log_says_so_once()
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        await Execute(
            """
            create function nec.no_room() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$;
            create trigger no_room before update on nec.session for each row execute function nec.no_room();
            """);
        Host.Time.Now += TimeSpan.FromMinutes(6);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await Opens(client, "/promises"), await Opens(client, "/notices")]);
        Assert.Equal(1, Warnings());

        await Execute("drop trigger no_room on nec.session");
        Assert.Equal(HttpStatusCode.OK, await Opens(client, "/promises"));
        Assert.Equal(Host.Time.Now.UtcDateTime, await Seen());
        Assert.Equal(1, Warnings());
    }

    [Fact]
    public async Task A_page_does_not_wait_for_long_until_its_reader_can_be_noted()
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        Host.Time.Now += TimeSpan.FromMinutes(6);
        await using var connection = await Source.OpenConnectionAsync(CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken);
        await connection.ExecuteAsync("select from nec.session for update"); // until the request is answered
        Assert.Equal(HttpStatusCode.OK, await Opens(client, "/promises"));
        Assert.Equal(1, Warnings());
    }

    [Fact]
    public async Task A_session_that_has_to_end_lets_nobody_in_although_its_end_cannot_be_written()
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        await Execute(
            """
            update nec.session set is_listed = true, person = 'nobody@example.org';
            create function nec.no_room() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$;
            create trigger no_room before update on nec.session for each row execute function nec.no_room();
            """);
        Assert.Equal(HttpStatusCode.Unauthorized, await Opens(client, "/promises"));
    }

    [Theory]
    [InlineData("57P03")] // it is starting or stopping
    [InlineData("53300")] // it has no connection left
    public async Task While_the_database_is_away_a_page_says_so_and_health_checks_and_the_style_sheet_answer_for_themselves(string state)
    {
        using var client = await Host.SignedIn(Roles.Viewer, CancellationToken);
        await Execute(
            $"""
            create function nec.away() returns boolean language plpgsql as $$ begin raise exception 'away' using errcode = '{state}'; end $$;
            alter table nec.session rename to kept_session;
            create view nec.session as select * from nec.kept_session where (select nec.away());
            """);
        foreach (var path in (string[])["/promises", "/sign-in", "/signed-in", "/no-such-page"])
        {
            using var reply = await client.GetAsync(path, CancellationToken);
            Assert.Equal((path, HttpStatusCode.ServiceUnavailable), (path, reply.StatusCode));
            Assert.Contains("The database is unavailable", await reply.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        }

        Assert.Equal("Healthy", await client.GetStringAsync("/healthz", CancellationToken));
        Assert.Equal("Healthy", await client.GetStringAsync("/HEALTHZ", CancellationToken));
        Assert.Equal(HttpStatusCode.OK, await Opens(client, "/nec.css"));
    }

    [Fact]
    public async Task A_script_is_told_too_that_the_database_is_away()
    {
        using var client = Host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", "nec_unknown");
        await Execute(
            """
            create function nec.away() returns boolean language plpgsql as $$ begin raise exception 'away' using errcode = '57P03'; end $$;
            alter table nec.api_token rename to kept_api_token;
            create view nec.api_token as select * from nec.kept_api_token where (select nec.away());
            """);
        using var reply = await client.GetAsync("/api/v1/findings", CancellationToken);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "application/problem+json"),
            (reply.StatusCode, reply.Content.Headers.ContentType?.MediaType));
        Assert.Contains("database is unavailable", await reply.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
    }

    private NpgsqlDataSource Source => Host.Services.GetRequiredService<NpgsqlDataSource>();

    private int Warnings() => Host.Logged.Count(line => line.StartsWith(Warning, StringComparison.Ordinal));

    private static async Task<HttpStatusCode> Opens(HttpClient client, string page)
    {
        using var reply = await client.GetAsync(page, CancellationToken);
        return reply.StatusCode;
    }

    private async Task Execute(string sql)
    {
        await using var connection = await Source.OpenConnectionAsync(CancellationToken);
        await connection.ExecuteAsync(sql);
    }

    private async Task<DateTime> Seen()
    {
        await using var connection = await Source.OpenConnectionAsync(CancellationToken);
        return await connection.ExecuteScalarAsync<DateTime>("select last_seen_at from nec.session");
    }
}
