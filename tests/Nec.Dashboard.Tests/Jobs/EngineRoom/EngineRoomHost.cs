using System.Text.RegularExpressions;
using Hangfire;
using Hangfire.Client;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nec.Application;
using Nec.Application.Assessment;
using Nec.Application.Contracts;
using Nec.Application.Jobs;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Storage;
using Nec.Testing;
using Npgsql;

namespace Nec.Dashboard.Tests.Jobs.EngineRoom;

/// <summary>The dashboard over a job storage of its own, at the root of its host or below a prefix; no worker takes a job.</summary>
internal sealed partial class EngineRoomHost : IAsyncDisposable, IConnectionFactory
{
    private static readonly DateTimeOffset Now = new(2026, 2, 10, 9, 0, 0, TimeSpan.Zero);
    private readonly TestDatabase _database;
    private WebApplication _app = null!; // set when it has started

    private EngineRoomHost(TestDatabase database) => _database = database;

    public Uri Address { get; private set; } = null!; // set when it has started

    public NpgsqlDataSource Database => _database.DataSource;

    public FakeTimeProvider Time { get; } = new(Now);

    public JobStorage Storage => _app.Services.GetRequiredService<JobStorage>();

    public IRecurringJobManagerV2 Recurring => _app.Services.GetRequiredService<IRecurringJobManagerV2>();

    public IBackgroundJobClientV2 Client => _app.Services.GetRequiredService<IBackgroundJobClientV2>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<EngineRoomHost> Start(string? prefix = null)
    {
        var host = new EngineRoomHost(await TestDatabase.Create(Token));
        await using (var connection = await host.Database.OpenConnectionAsync(Token))
        {
            PostgreSqlObjectsInstaller.Install(connection, "hangfire");
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Host.UseDefaultServiceProvider((_, options) => options.ValidateScopes = options.ValidateOnBuild = true);
        builder.Logging.ClearProviders();
        builder.Services
            .AddStorage(host._database.ConnectionString)
            .AddSingleton(new LondonClock(host.Time))
            .AddSingleton(new ContractRegistry([]))
            .AddSingleton<ClosedDays>(_ => Task.FromResult<IReadOnlyCollection<DateOnly>>([]))
            .AddSingleton<JobQueue>((_, _) => Task.FromResult<string?>(null))
            .AddSingleton<JobSchedules>().AddSingleton<JobHealth>().AddSingleton<JobActions>().AddSingleton<RunLog>()
            .AddSingleton<JobStorage>(_ => new PostgreSqlStorage(host, new PostgreSqlStorageOptions { PrepareSchemaIfNecessary = false }))
            .AddSingleton<IJobFilterProvider>(provider => new Filters(provider.GetServices<IClientFilter>()))
            .AddHangfire((provider, hangfire) => hangfire.UseStorage(provider.GetRequiredService<JobStorage>()).UseNoOpLogProvider()) // its logging is the process's: that of a host that is gone throws
            .AddSingleton(new ConnectedSources(EvidenceSources.AllSources))
            .AddSingleton(NoticeSettings.Of("Nec <nec@example.org>", replyTo: null, marking: null, admin: null, publicAddress: null))
            .AddSingleton(new Installation(() => [], []))
            .AddApplication()
            .AddDashboard(builder.Configuration)
            .PostConfigure<CookieAuthenticationOptions>("nec", cookie => cookie.TimeProvider = host.Time);
        var app = host._app = builder.Build();
        if (prefix is not null)
        {
            app.UsePathBase(prefix);
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
        }

        app.MapDashboard();
        await app.StartAsync(Token);
        host.Address = new Uri($"{app.Urls.Single()}{prefix}/");
        return host;
    }

    /// <summary>A browser's worth of cookies, with somebody signed in.</summary>
    public async Task<HttpClient> SignedIn(string role, Scope? scope = null)
    {
        var client = Anonymous();
        var link = await Link(role, scope);
        using var reply = await Post(client, link, [], await TokenOn(client, link, FormToken()));
        Assert.Equal(302, (int)reply.StatusCode);
        return client;
    }

    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A sign-in link below the host's address.</summary>
    public async Task<string> Link(string role, Scope? scope = null) => (await FirstLink.Create(
        _app.Services.GetRequiredService<SignInLinks>(), "Alex North", role, scope ?? Scope.Everything, Time.Now.AddHours(1), Token)).TrimStart('/');

    /// <summary>AnswerActions a button of Hangfire's as its script does.</summary>
    public static async Task<HttpResponseMessage> Press(HttpClient client, string button, params string[] ids) =>
        await Post(client, button, ids.Select(id => KeyValuePair.Create("jobs[]", id)), await TokenOn(client, "hangfire", MetaToken()));

    public static Task<HttpResponseMessage> Post(HttpClient client, string address, IEnumerable<KeyValuePair<string, string>> fields, string? token) =>
        client.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent(token is null ? fields : fields.Append(KeyValuePair.Create("__RequestVerificationToken", token))), Token);

    public NpgsqlConnection GetOrCreateConnection() => Database.CreateConnection();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task<string> TokenOn(HttpClient client, string page, Regex where) =>
        where.Match(await client.GetStringAsync(new Uri(page, UriKind.Relative), Token)) is { Success: true } found ? found.Groups["token"].Value : throw new InvalidOperationException($"There is no token on {page}.");

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormToken();

    [GeneratedRegex("name=\"csrf-token\" content=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetaToken();

    // Hangfire's own filters would retry and expire.
    private sealed class Filters(IEnumerable<IClientFilter> filters) : IJobFilterProvider
    {
        public IEnumerable<JobFilter> GetFilters(Job job) => filters.Select(filter => new JobFilter(filter, JobFilterScope.Global, order: 0));
    }
}

/// <summary>Stands for the one call that a worker stores.</summary>
public sealed class StoredCall
{
    /// <summary>Nobody calls it.</summary>
    public void Run(string job, string? request) => throw new NotSupportedException($"{job} {request}");

    public static Job Of(string job, string? request = null) => Job.FromExpression<StoredCall>(call => call.Run(job, request));
}

/// <summary>One for all tests of a class, with two registered jobs.</summary>
public sealed class EngineRoomFixture : IAsyncLifetime
{
    internal EngineRoomHost Host { get; private set; } = null!; // set before the first test

    public async ValueTask InitializeAsync()
    {
        Host = await EngineRoomHost.Start();
        await EngineRoomSample.Register(Host);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
