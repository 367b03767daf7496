using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Dashboard;
using Nec.Storage;
using Nec.Worker.Jobs;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>Hangfire's dashboard over a worker that runs: whoever presses a button there is named by the run that follows.</summary>
public sealed partial class PressedRunsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_says_who_triggered_and_who_requeued_it()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        place.SwitchOffAllBut(nameof(AssessCommitments));
        var app = await place.Host(runsJobs: true, servesPages: true);
        await app.StartAsync(Token);
        using var client = await SignedIn(app);

        await Press(client, "/hangfire/recurring/trigger", nameof(AssessCommitments));
        await place.Until("select exists (select from nec.run where asked_by = 'Alex North' and ended_at is not null)");
        var triggered = await place.Ask<string>("select engine_id from nec.run where asked_by = 'Alex North'");
        await place.Until($"select exists (select from hangfire.job where id = {triggered} and statename = 'Succeeded')");

        await Press(client, $"/hangfire/jobs/actions/requeue/{triggered}");
        await place.Until($"select count(*) = 2 from nec.run where engine_id = '{triggered}' and ended_at is not null");
        var attempts = await app.Services.GetRequiredService<RunLog>().Attempts(triggered, Token);
        Assert.All(attempts, attempt => Assert.Equal(("Alex North", "in Hangfire's dashboard"), (attempt.AskedBy, attempt.AskedBecause)));
        Assert.Equal("trigger-job, requeue-run", await place.Ask<string>("select string_agg(action, ', ' order by audit_id) from nec.audit where target = 'AssessCommitments'"));

        var page = await client.GetStringAsync(new Uri($"/hangfire/jobs/details/{triggered}", UriKind.Relative), Token);
        Assert.Contains($"href=\"/runs/{attempts[^1].RunId.ToString(CultureInfo.InvariantCulture)}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_job_is_not_triggered_and_the_press_is_written_down()
    {
        await using var place = await Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));
        place.SwitchOffAllBut(nameof(AssessCommitments));
        var app = await place.Host(runsJobs: true, servesPages: true);
        await app.StartAsync(Token);
        await app.Services.GetRequiredService<JobActions>().Pause(nameof(AssessCommitments), "Alex North", "the contracts are wrong", until: null, Token);
        using var client = await SignedIn(app);

        await Press(client, "/hangfire/recurring/trigger", nameof(AssessCommitments));
        Assert.Equal("pause-job, trigger-job, trigger-job-failed", await place.Ask<string>("select string_agg(action, ', ' order by audit_id) from nec.audit where target = 'AssessCommitments'"));
    }

    /// <summary>A browser's worth of cookies, with an operator signed in.</summary>
    internal static async Task<HttpClient> SignedIn(WebApplication app)
    {
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var expiresAt = TimeProvider.System.GetUtcNow().AddHours(1); // sessions live in real time
        var link = await FirstLink.Create(app.Services.GetRequiredService<SignInLinks>(), "Alex North", Roles.Operator, expiresAt, Token);
        using var reply = await Post(client, link, [KeyValuePair.Create("__RequestVerificationToken", await Find(client, link, FormToken()))]);
        reply.EnsureSuccessStatusCode();
        return client;
    }

    private static async Task Press(HttpClient client, string button, params string[] jobs)
    {
        var token = KeyValuePair.Create("__RequestVerificationToken", await Find(client, "/hangfire", MetaToken()));
        using var reply = await Post(client, button, [token, .. jobs.Select(job => KeyValuePair.Create("jobs[]", job))]);
        Assert.Equal(204, (int)reply.StatusCode);
    }

    private static async Task<HttpResponseMessage> Post(HttpClient client, string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(new Uri(address, UriKind.Relative), content, Token);
    }

    private static async Task<string> Find(HttpClient client, string page, Regex token) => token.Match(await client.GetStringAsync(new Uri(page, UriKind.Relative), Token)).Groups["token"].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormToken();

    [GeneratedRegex("name=\"csrf-token\" content=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetaToken();
}
