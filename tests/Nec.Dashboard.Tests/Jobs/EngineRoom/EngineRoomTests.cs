using System.Net;
using Hangfire;
using Hangfire.States;
using Hangfire.Storage;

namespace Nec.Dashboard.Tests.Jobs.EngineRoom;

/// <summary>Who may use Hangfire's dashboard, and what its pages show of Nec.</summary>
public sealed class EngineRoomTests : IAsyncLifetime
{
    private EngineRoomHost _host = null!; // set before each test

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await EngineRoomHost.Start();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Operators_and_admins_of_all_teams_alone_come_in()
    {
        (Scope Force, Scope Team) some = (new(["dorset"], []), new([], ["north"]));
        foreach (var (role, scope, expected) in (IEnumerable<(string, Scope, int)>)
        [
            (Roles.Viewer, Scope.Everything, 403), (Roles.Team, Scope.Everything, 403), (Roles.Operator, Scope.Everything, 200), (Roles.Admin, Scope.Everything, 200),
            (Roles.Operator, some.Force, 403), (Roles.Operator, some.Team, 403), (Roles.Admin, some.Force, 403), (Roles.Admin, some.Team, 403), // the jobs are all teams' jobs
        ])
        {
            using var client = await _host.SignedIn(role, scope);
            foreach (var address in (string[])["hangfire", "hangfire/recurring", "hangfire/jobs/details/1"])
            {
                using var reply = await client.GetAsync(new Uri(address, UriKind.Relative), Token);
                Assert.Equal(expected, (int)reply.StatusCode);
            }
        }
    }

    [Fact]
    public async Task Nobody_is_shown_the_way_to_sign_in()
    {
        using var client = _host.Anonymous();
        foreach (var address in (string[])["hangfire", "hangfire/servers", "hangfire/css1", "hangfire/fonts/glyphicons-halflings-regular/woff2"])
        {
            using var reply = await client.GetAsync(new Uri(address, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
            Assert.Contains("Sign in", await reply.Content.ReadAsStringAsync(Token), StringComparison.OrdinalIgnoreCase);
        }

        using var press = await EngineRoomHost.Post(client, "hangfire/recurring/trigger", [KeyValuePair.Create("jobs[]", "CheckPages")], token: null);
        Assert.Equal(HttpStatusCode.Unauthorized, press.StatusCode);
    }

    [Fact]
    public async Task A_session_that_has_ended_opens_no_page_and_presses_no_button()
    {
        using var client = await _host.SignedIn(Roles.Admin);
        await Read(client, "hangfire");
        await using (var command = _host.Database.CreateCommand("update nec.session set ended_at = now()"))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        using var page = await client.GetAsync(new Uri("hangfire", UriKind.Relative), Token);
        using var press = await EngineRoomHost.Post(client, "hangfire/recurring/trigger", [KeyValuePair.Create("jobs[]", "CheckPages")], token: null);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (page.StatusCode, press.StatusCode));
    }

    [Fact]
    public async Task Its_pages_have_the_policy_of_all_others()
    {
        using var client = await _host.SignedIn(Roles.Operator);
        using var ours = await client.GetAsync(new Uri("", UriKind.Relative), Token);
        using var page = await client.GetAsync(new Uri("hangfire/recurring", UriKind.Relative), Token);
        Assert.Equal(ours.Headers.GetValues("Content-Security-Policy"), page.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal("no-store", page.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task The_recurring_page_names_jobs_in_words_with_their_next_and_last_run()
    {
        await EngineRoomSample.Register(_host);
        _host.Recurring.TriggerJob("CheckPages");
        using var client = await _host.SignedIn(Roles.Operator);
        var html = await Read(client, "hangfire/recurring");
        Assert.Contains("<html lang=\"en-GB\">", html, StringComparison.Ordinal);
        Assert.Contains("CheckPages: Checks every watched section", html, StringComparison.Ordinal);
        var job = _host.Storage.GetConnection().GetRecurringJobs(["CheckPages"]).Single();
        Assert.Contains($"data-moment=\"{Seconds(job.NextExecution)}\"", html, StringComparison.Ordinal);
        Assert.Contains($"data-moment=\"{Seconds(job.LastExecution)}\"", html, StringComparison.Ordinal);

        static long Seconds(DateTime? at) => new DateTimeOffset(at ?? default, TimeSpan.Zero).ToUnixTimeSeconds();
    }

    [Fact]
    public async Task A_run_says_what_each_attempt_achieved_and_leads_to_it()
    {
        await EngineRoomSample.Register(_host);
        var id = _host.Client.Create(StoredCall.Of("CheckPages"), new EnqueuedState());
        using var client = await _host.SignedIn(Roles.Operator);
        Assert.Contains("It has not started yet.", await Read(client, $"hangfire/jobs/details/{id}"), StringComparison.Ordinal);

        await EngineRoomSample.Attempted(_host, id, "failed");
        await EngineRoomSample.Attempted(_host, "999", "partly");
        var html = await Read(client, $"hangfire/jobs/details/{id}");
        Assert.Contains("Attempt 1: failed", html, StringComparison.Ordinal);
        Assert.Contains("1 of 2 pages seen, 1 unable: HTTP 403", html, StringComparison.Ordinal);
        Assert.Contains("the &lt;b&gt;site&lt;/b&gt; is down", html, StringComparison.Ordinal);
        Assert.Contains("Asked for by Alex North: after the outage.", html, StringComparison.Ordinal);
        Assert.Matches("(?s)<td>Harbour</td>.*<td>Unable</td>.*<td>HTTP 403</td>.*<td>Town</td>", html); // what could not be seen comes first
        Assert.Contains("href=\"/runs/1\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/runs/2\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retired_job_has_its_id_for_a_name()
    {
        var id = _host.Client.Create(StoredCall.Of("OldOne"), new EnqueuedState());
        using var client = await _host.SignedIn(Roles.Operator);
        Assert.Contains("<title>OldOne – Nec: jobs</title>", await Read(client, $"hangfire/jobs/details/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_prefix_every_link_keeps_it()
    {
        await using var host = await EngineRoomHost.Start("/nec");
        await EngineRoomSample.Register(host);
        var id = host.Client.Create(StoredCall.Of("CheckPages"), new EnqueuedState());
        await EngineRoomSample.Attempted(host, id, "partly");
        using var client = await host.SignedIn(Roles.Operator);
        foreach (var address in (string[])["hangfire", "hangfire/recurring", $"hangfire/jobs/details/{id}", "hangfire/jobs/enqueued/default"])
        {
            var html = await Read(client, address);
            var links = System.Text.RegularExpressions.Regex.Matches(html, "(?:href|src|data-url|data-ajax|data-pollurl)=\"(?<to>/[^\"]*)\"", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
                .Select(link => link.Groups["to"].Value).ToList();
            Assert.Contains("/nec/jobs", links);
            Assert.All(links, link => Assert.StartsWith("/nec/", link, StringComparison.Ordinal));
        }

        using var press = await EngineRoomHost.Press(client, "hangfire/recurring/trigger", "CheckPages");
        Assert.Equal(HttpStatusCode.NoContent, press.StatusCode);
    }

    [Fact]
    public async Task A_page_that_is_left_open_does_not_keep_the_session()
    {
        using var client = await _host.SignedIn(Roles.Operator);
        for (var hour = 0; hour < 3; hour++)
        {
            _host.Time.Now += TimeSpan.FromHours(2.5); // past half of the eight hours, a request renews the session
            using var refresh = await client.PostAsync(new Uri("hangfire/stats", UriKind.Relative), content: null, Token);
            Assert.Equal(HttpStatusCode.BadRequest, refresh.StatusCode); // without a token, but signed in
        }

        _host.Time.Now += TimeSpan.FromHours(1);
        using var late = await client.GetAsync(new Uri("hangfire", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
    }

    private static Task<string> Read(HttpClient client, string address) => client.GetStringAsync(new Uri(address, UriKind.Relative), Token);
}
