using System.Diagnostics;
using System.Net;
using System.Security.Claims;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nec.Dashboard.SignIn;
using Nec.Storage;
using Npgsql;

namespace Nec.Dashboard.Tests.SigningIn;

/// <summary>A session ends for every worker at the next request, whatever ends it.</summary>
public sealed class SessionsTests : IAsyncLifetime
{
    private const string Alex = "alex@example.org";
    private DashboardHost _host = null!; // set before every test

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await DashboardHost.Start(People(Roles.Operator), CancellationToken);
        await Sample.Fill(_host, CancellationToken);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_cookie_that_was_copied_before_signing_out_opens_no_worker_afterwards()
    {
        await using var beside = await _host.Beside(People(Roles.Operator), CancellationToken);
        var link = await _host.Link(Roles.Viewer, CancellationToken);
        using var client = _host.Anonymous();
        using var signedIn = await DashboardHost.Press(client, link, link, CancellationToken);
        var copied = signedIn.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("nec-session=", StringComparison.Ordinal)).Split(';')[0];
        foreach (var host in (DashboardHost[])[_host, beside])
        {
            Assert.Equal(HttpStatusCode.OK, await Opens(host, copied));
        }

        using var signedOut = await DashboardHost.Press(client, "/", "/sign-out", CancellationToken);
        foreach (var host in (DashboardHost[])[_host, beside])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await Opens(host, copied));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Roles.Viewer)] // lower than Operator
    public async Task Whoever_is_taken_out_of_the_settings_or_is_lowered_is_out_on_every_worker_once_one_has_started_with_them(string? role)
    {
        using var client = await _host.SignedInByMail(Alex, CancellationToken);
        Assert.Equal(HttpStatusCode.OK, await Opens(_host, client));
        await using var restarted = await _host.Beside(People(role), CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, await Opens(_host, client)); // it still has the earlier settings
        Assert.Equal(HttpStatusCode.Unauthorized, await Opens(restarted, client));
        Assert.Contains($"{Alex} end-session as Operator", await Audited());
    }

    [Fact]
    public async Task A_worker_with_the_new_settings_ends_a_session_that_another_one_began_since()
    {
        await using var restarted = await _host.Beside(People(null), CancellationToken);
        using var client = await _host.SignedInByMail(Alex, CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, await Opens(restarted, client));
        Assert.Equal(HttpStatusCode.Unauthorized, await Opens(_host, client));
    }

    [Fact]
    public async Task A_role_and_reach_of_the_settings_count_at_the_next_request()
    {
        using var client = await _host.SignedInByMail(Alex, CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, await Opens(_host, client, "/admin"));
        await using var raised = await _host.Beside(People(Roles.Admin, "north"), CancellationToken);
        Assert.Equal(HttpStatusCode.OK, await Opens(raised, client, "/admin"));
        Assert.Equal(HttpStatusCode.OK, await Opens(_host, client, "/promises/south"));
        Assert.Equal(HttpStatusCode.NotFound, await Opens(raised, client, "/promises/south"));
    }

    [Fact]
    public async Task A_link_of_somebody_who_was_taken_out_since_it_was_mailed_lets_nobody_in()
    {
        using var client = _host.Anonymous();
        using var asked = await DashboardHost.PressWithAnyToken(client, "/sign-in", [new("email", Alex)], CancellationToken);
        var letter = await _host.Letters.Reader.ReadAsync(CancellationToken);
        await using var restarted = await _host.Beside(People(null), CancellationToken);
        using var there = restarted.Anonymous();
        using var reply = await DashboardHost.Press(there, letter.Path, letter.Path, CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, reply.StatusCode);
        Assert.Contains($"{Alex} sign-in-failed ", await Audited());
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_of_the_person_and_nobody_elses()
    {
        await using var beside = await _host.Beside(People(Roles.Operator), CancellationToken);
        using var office = await _host.SignedInByMail(Alex, CancellationToken);
        using var lost = await beside.SignedInByMail("ALEX@example.org", CancellationToken);
        using var other = await _host.SignedIn(Roles.Viewer, CancellationToken);
        var page = PageWords.Of(await office.GetStringAsync("/signed-in", CancellationToken));
        Assert.Contains("this one", page, StringComparison.Ordinal);
        Assert.Contains("another one", page, StringComparison.Ordinal);

        using var forged = await office.PostAsync("/sign-out/everywhere", null, CancellationToken);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (forged.StatusCode, await Opens(beside, lost)));
        using var reply = await DashboardHost.Press(office, "/signed-in", "/sign-out/everywhere", CancellationToken);

        Assert.Contains("You are signed out everywhere: 2 sessions ended.", await reply.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await Opens(_host, office));
        Assert.Equal(HttpStatusCode.Unauthorized, await Opens(beside, lost));
        Assert.Equal(HttpStatusCode.OK, await Opens(_host, other));
        Assert.Contains($"{Alex} sign-out-everywhere ", await Audited());
    }

    [Fact]
    public async Task An_admin_of_all_teams_ends_the_sessions_of_somebody_else_and_nobody_else_does()
    {
        using var alex = await _host.SignedInByMail(Alex, CancellationToken);
        using var scoped = await _host.SignedIn(Roles.Admin, new Scope([], ["north"]), CancellationToken);
        using var admin = await _host.SignedIn(Roles.Admin, CancellationToken);
        Assert.DoesNotContain(Alex, await scoped.GetStringAsync("/admin/people", CancellationToken), StringComparison.Ordinal);
        foreach (var (client, expected) in ((HttpClient, HttpStatusCode)[])[(alex, HttpStatusCode.Forbidden), (scoped, HttpStatusCode.Forbidden), (admin, HttpStatusCode.Found)])
        {
            Assert.Equal(HttpStatusCode.OK, await Opens(_host, alex));
            using var pressed = await DashboardHost.PressWithAnyToken(client, "/admin/sign-out", [new("person", Alex)], CancellationToken);
            Assert.Equal(expected, pressed.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await Opens(_host, alex));
        Assert.Equal(HttpStatusCode.OK, await Opens(_host, admin));
        Assert.Contains("Alex North sign-out-everywhere ", await Audited());
    }

    [Theory]
    [InlineData(null, Roles.Operator, false, Roles.Operator)] // the account's role stays with the session
    [InlineData(Roles.Viewer, Roles.Operator, true, Roles.Viewer)] // the lower one counts
    [InlineData(Roles.Admin, Roles.Operator, true, Roles.Operator)] // the settings raise no account
    public async Task Of_an_accounts_role_and_that_of_the_settings_the_lower_counts(string? listed, string claimed, bool isListed, string expected)
    {
        await using var host = await _host.Beside(People(listed), CancellationToken);
        var people = host.Services.GetRequiredService<KnownPeople>();
        var session = people.AtSignIn(OfAccount(claimed));
        Assert.Equal((expected, isListed), (session.Role, session.IsListed));
        Assert.Equal(expected, people.Now(session)?.Role);

        await using var later = await _host.Beside(People(null), CancellationToken);
        Assert.Equal(isListed, later.Services.GetRequiredService<KnownPeople>().Now(session) is null); // taken out of the settings
    }

    [Fact]
    public async Task A_revoked_token_opens_no_worker()
    {
        await using var beside = await _host.Beside(People(null), CancellationToken);
        var tokens = _host.Services.GetRequiredService<ApiTokens>();
        var now = _host.Time.Now;
        AuditEntry audited = new() { HappenedAt = now, Who = Alex, Action = "make-token", Target = "token/script" };
        var secret = await tokens.Create(new() { Name = "script", Role = Roles.Viewer, Forces = ["*"], Teams = [], MadeBy = Alex, MadeAt = now, ExpiresAt = now.AddDays(1) }, audited, CancellationToken);
        using var script = beside.Anonymous();
        script.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        Assert.Equal(HttpStatusCode.OK, await Opens(beside, script, "/api/v1/findings"));
        await tokens.Revoke((await tokens.Read(CancellationToken))[0].ApiTokenId, now, audited, CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, await Opens(beside, script, "/api/v1/findings"));
    }

    [Fact]
    public async Task A_cookie_from_before_sessions_were_rows_leads_to_the_ordinary_page_for_signing_in()
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, Alex), new(ClaimTypes.Role, Roles.Admin), new("nec:started-at", "2026-02-10T08:59:00Z"), new("nec:force", "*")], "nec");
        var cookie = Cookies.TicketDataFormat.Protect(new(new ClaimsPrincipal(identity), new AuthenticationProperties { ExpiresUtc = _host.Time.Now.AddHours(8) }, "nec"));
        using var client = _host.Anonymous();
        client.DefaultRequestHeaders.Add("Cookie", $"nec-session={cookie}");
        using var reply = await client.GetAsync("/promises", CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        Assert.Contains("You need to sign in", await reply.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Opens(_host, client, "/sign-in"));
    }

    [Fact]
    public async Task A_cookie_says_nothing_of_its_person_and_is_another_one_after_signing_in_again()
    {
        var first = await SignIn(null);
        var ticket = Cookies.TicketDataFormat.Unprotect(first.Split('=', 2)[1])!; // our own
        Assert.Equal("nec:session", Assert.Single(ticket.Principal.Claims).Type);
        Assert.Equal(0L, await Ask<long>($"select count(*) from nec.session where encode(token_hash, 'escape') = '{ticket.Principal.Claims.Single().Value}'")); // a hash is kept
        var second = await SignIn(first);
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.Unauthorized, await Opens(_host, first)); // whoever planted it has nothing
        Assert.Equal(HttpStatusCode.OK, await Opens(_host, second));
    }

    [Fact]
    public async Task A_page_reads_the_session_once_and_the_style_sheet_never()
    {
        using var client = await _host.SignedIn(Roles.Admin, CancellationToken);
        Assert.Equal(1, await Statements(client, "/promises"));
        Assert.Equal(1, await Statements(client, "/no-such-page"));
        Assert.Equal(0, await Statements(client, "/nec.css"));
        using var stranger = _host.Anonymous();
        Assert.Equal(0, await Statements(stranger, "/sign-in"));
    }

    [Fact]
    public async Task When_a_person_was_last_seen_is_noted_at_most_once_in_five_minutes()
    {
        using var client = await _host.SignedIn(Roles.Viewer, CancellationToken);
        var start = _host.Time.Now;
        foreach (var (minutes, seen) in ((int, int)[])[(4, 0), (5, 5), (9, 5), (10, 10)])
        {
            _host.Time.Now = start.AddMinutes(minutes);
            Assert.Equal(HttpStatusCode.OK, await Opens(_host, client));
            Assert.Equal(start.AddMinutes(seen).UtcDateTime, await Ask<DateTime>("select last_seen_at from nec.session"));
        }
    }

    private StoredSession OfAccount(string role) => new()
    {
        Person = Alex,
        SignedInBy = StoredSession.Account,
        IsListed = false,
        Role = role,
        Forces = [],
        Teams = ["north"],
        CreatedAt = _host.Time.Now,
        LastSeenAt = _host.Time.Now,
        ExpiresAt = _host.Time.Now.AddHours(12),
    };

    private CookieAuthenticationOptions Cookies => _host.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get("nec");

    private static Dictionary<string, string?> People(string? role, string? team = null)
    {
        Dictionary<string, string?> settings = new(StringComparer.Ordinal);
        if (role is not null)
        {
            (settings["Dashboard:People:0:Email"], settings["Dashboard:People:0:Role"]) = (Alex, role);
        }

        if (team is not null)
        {
            settings["Dashboard:People:0:Teams:0"] = team;
        }

        return settings;
    }

    private async Task<string> SignIn(string? cookie)
    {
        var link = await _host.Link(Roles.Viewer, CancellationToken);
        using var client = _host.Anonymous();
        if (cookie is not null)
        {
            client.DefaultRequestHeaders.Add("Cookie", cookie);
        }

        using var reply = await DashboardHost.Press(client, link, link, CancellationToken);
        return reply.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("nec-session=", StringComparison.Ordinal)).Split(';')[0];
    }

    // The cookies of a client go to every worker here: cookies know no ports.
    private static async Task<HttpStatusCode> Opens(DashboardHost host, HttpClient client, string page = "/notices")
    {
        using var reply = await client.GetAsync(new Uri(host.Address, page), CancellationToken);
        return reply.StatusCode;
    }

    private static async Task<HttpStatusCode> Opens(DashboardHost host, string cookie)
    {
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        return await Opens(host, client);
    }

    private async Task<int> Statements(HttpClient client, string page)
    {
        var ours = new NpgsqlConnectionStringBuilder(_host.Services.GetRequiredService<NpgsqlDataSource>().ConnectionString).Database;
        var count = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                var tags = activity.TagObjects.Select(tag => tag.Value?.ToString() ?? "").ToList();
                if (tags.Contains(ours!) && tags.Exists(tag => tag.Contains("nec.session", StringComparison.Ordinal)))
                {
                    Interlocked.Increment(ref count);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var reply = await client.GetAsync(page, CancellationToken);
        return count;
    }

    private async Task<T> Ask<T>(string sql)
    {
        await using var connection = await _host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        return (await connection.ExecuteScalarAsync<T>(sql))!; // asked only for what is not null
    }

    private async Task<List<string>> Audited()
    {
        await using var connection = await _host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);
        return [.. await connection.QueryAsync<string>("select who || ' ' || action || ' ' || coalesce(before, '') from nec.audit order by audit_id")];
    }
}
