using System.Net;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nec.Application;
using Nec.Application.Assessment;
using Nec.Application.Contracts;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Storage;
using Nec.Testing;

namespace Nec.Dashboard.Tests;

/// <summary>The dashboard as a host would serve it: a database of its own, an engine that only keeps what it is asked, a clock that stands still.</summary>
public sealed partial class DashboardHost : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 2, 10, 9, 0, 0, TimeSpan.Zero);
    private readonly TestDatabase _database;
    private readonly WebApplication _app;
    private bool _isFirst = true;

    private DashboardHost(TestDatabase database, WebApplication app, FakeTimeProvider time)
    {
        (_database, _app, Time) = (database, app, time);
        Address = new Uri(app.Urls.Single());
    }

    public Uri Address { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>Where requests seem to come from; null: from where they do, this machine.</summary>
    public IPAddress? RemoteAddress { get; set; }

    /// <summary>What was logged, each line with its level.</summary>
    public IEnumerable<string> Logged => Services.GetRequiredService<KeptLog>().Lines;

    public IServiceProvider Services => _app.Services;

    /// <summary>The sign-in letters that would be mailed, in their order.</summary>
    public Channel<SignInLetter> Letters { get; } = Channel.CreateUnbounded<SignInLetter>();

    /// <summary>A mail with a sign-in link: the path is of this dashboard.</summary>
    public sealed record SignInLetter(string Address, string Path, int Minutes);

    /// <summary>What was asked of the engine, in its order.</summary>
    internal AskedRuns Asked => Services.GetRequiredService<AskedRuns>();

    /// <summary>What would be written on a day ahead; nothing until a test says so.</summary>
    public Func<DateOnly, CancellationToken, Task<IReadOnlyList<DraftedNotice>>> Drafts { get; set; } = (_, _) => Task.FromResult<IReadOnlyList<DraftedNotice>>([]);

    /// <summary>A dashboard of these contracts.</summary>
    public static async Task<DashboardHost> Start(IReadOnlyList<Contract> contracts, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        return await Start(settings, contracts, cancellationToken);
    }

    /// <summary>A dashboard of <see cref="Sample.Contracts"/> on these settings.</summary>
    public static Task<DashboardHost> Start(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken) =>
        Start(settings, Sample.Contracts, cancellationToken);

    /// <summary>The dashboard after a restart with other contracts.</summary>
    public async Task<DashboardHost> With(IReadOnlyList<Contract> contracts, CancellationToken cancellationToken)
    {
        await _app.DisposeAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        return await Start(_database, Time, settings, contracts, cancellationToken);
    }

    /// <summary>Another worker over the same database, by the same time, with settings of its own; it goes before this one.</summary>
    public async Task<DashboardHost> Beside(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var beside = await Start(_database, Time, settings, Services.GetRequiredService<ContractRegistry>().All, cancellationToken);
        beside._isFirst = false;
        return beside;
    }

    /// <summary>A dashboard of these contracts on these settings.</summary>
    public static async Task<DashboardHost> Start(
        IReadOnlyDictionary<string, string?> settings,
        IReadOnlyList<Contract> contracts,
        CancellationToken cancellationToken)
    {
        var host = await Start(await TestDatabase.Create(cancellationToken), new(Now), settings, contracts, cancellationToken);
        await SampleJobs.Register(host.Services, Now.AddDays(-2), cancellationToken); // jobs are scheduled from here on
        return host;
    }

    private static async Task<DashboardHost> Start(
        TestDatabase database,
        FakeTimeProvider time,
        IReadOnlyDictionary<string, string?> settings,
        IReadOnlyList<Contract> contracts,
        CancellationToken cancellationToken)
    {
        DashboardHost? host = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Host.UseDefaultServiceProvider((_, options) => options.ValidateScopes = options.ValidateOnBuild = true);
        var log = new KeptLog();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton(log);
        builder.Services.AddSingleton<IStartupFilter>(new Elsewhere(() => host?.RemoteAddress)); // before ours
        builder.Services.AddSingleton(database.DataSource);
        builder.Services.AddStorage(database.ConnectionString);
        builder.Services.AddSingleton(new LondonClock(time));
        builder.Services.AddSingleton(new ContractRegistry(contracts));
        builder.Services.AddSampleEngine();
        builder.Services.AddSingleton(new ConnectedSources(EvidenceSources.AllSources));
        builder.Services.AddSingleton(NoticeSettings.Of("Nec <nec@example.org>", replyTo: null, marking: null, "admin@example.org", settings.GetValueOrDefault("Mail:PublicAddress")));
        builder.Services.AddSingleton(new Installation(() => [], []));
        builder.Services.AddApplication();
        builder.Services.AddSingleton<SignInMail>((address, link, minutes, token) =>
            host!.Letters.Writer.WriteAsync(new(address, new Uri(link).AbsolutePath, minutes), token).AsTask()); // nobody asks before it stands
        builder.Services.AddSingleton<NoticePreview>((day, token) => host!.Drafts(day, token));
        builder.Services.AddDashboard(builder.Configuration);
        builder.Services.PostConfigure<CookieAuthenticationOptions>("nec", cookie => cookie.TimeProvider = time);
        builder.Services.PostConfigure<AuthenticationSchemeOptions>("nec-api", scheme => scheme.TimeProvider = time);
        var app = builder.Build();
        app.MapDashboard();
        app.MapGet("/broken", string () => throw new InvalidOperationException("secret"));
        app.MapGet("/healthz", () => "Healthy").AllowAnonymous();
        await app.StartAsync(cancellationToken);
        return host = new DashboardHost(database, app, time);
    }

    /// <summary>A browser's worth of cookies, and nobody signed in.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    public Task<HttpClient> SignedIn(string role, CancellationToken cancellationToken) => SignedIn(role, Scope.Everything, cancellationToken);

    public async Task<HttpClient> SignedIn(string role, Scope scope, CancellationToken cancellationToken)
    {
        var client = Anonymous();
        var link = await Link(role, scope, cancellationToken);
        using var reply = await Press(client, link, link, cancellationToken);
        Assert.Equal(StatusCodes.Status302Found, (int)reply.StatusCode);
        return client;
    }

    /// <summary>Signs in by a link that is mailed, as somebody whom the settings or a contract name.</summary>
    public async Task<HttpClient> SignedInByMail(string address, CancellationToken cancellationToken)
    {
        var client = Anonymous();
        using var asked = await PressWithAnyToken(client, "/sign-in", [KeyValuePair.Create("email", address)], cancellationToken);
        var letter = await Letters.Reader.ReadAsync(cancellationToken);
        using var reply = await Press(client, letter.Path, letter.Path, cancellationToken);
        Assert.Equal(StatusCodes.Status302Found, (int)reply.StatusCode);
        return client;
    }

    public Task<string> Link(string role, CancellationToken cancellationToken) => Link(role, Scope.Everything, cancellationToken);

    public Task<string> Link(string role, Scope scope, CancellationToken cancellationToken) =>
        FirstLink.Create(Services.GetRequiredService<SignInLinks>(), "Alex North", role, scope, Time.Now.AddHours(1), cancellationToken);

    /// <summary>Loads a page and presses its button that posts to an address.</summary>
    public static async Task<HttpResponseMessage> Press(HttpClient client, string page, string action, CancellationToken cancellationToken)
    {
        var html = await client.GetStringAsync(page, cancellationToken);
        var form = Forms().Matches(html).Select(match => match.Value).Single(form => form.Contains($"action=\"{action}\"", StringComparison.Ordinal));
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", Token().Match(form).Groups["token"].Value)]);
        return await client.PostAsync(action, content, cancellationToken);
    }

    /// <summary>Posts with the antiforgery token of any form of the person's, as a forger who has got hold of one would.</summary>
    public static async Task<HttpResponseMessage> PressWithAnyToken(HttpClient client, string action, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellationToken)
    {
        using var page = await client.GetAsync("/sign-in/any-token", cancellationToken); // a page with a form that everybody may see
        var token = Token().Match(await page.Content.ReadAsStringAsync(cancellationToken)).Groups["token"].Value;
        using var content = new FormUrlEncodedContent(fields.Append(KeyValuePair.Create("__RequestVerificationToken", token)));
        return await client.PostAsync(action, content, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_isFirst)
        {
            await _database.DisposeAsync();
        }
    }

    /// <summary>Makes requests come from another machine.</summary>
    private sealed class Elsewhere(Func<IPAddress?> address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((HttpContext context, RequestDelegate rest) =>
            {
                context.Connection.RemoteIpAddress = address() ?? context.Connection.RemoteIpAddress;
                return rest(context);
            });
            next(app);
        };
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
