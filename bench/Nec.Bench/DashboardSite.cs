using System.Net;
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
using Nec.Dashboard;
using Nec.Storage;
using Nec.Testing;
using Npgsql;

namespace Nec.Bench;

/// <summary>The dashboard on Kestrel over loopback, with a database of its own and a clock that stands still; beside it a page that only asks the database for one row.</summary>
internal sealed class DashboardSite : IAsyncDisposable
{
    /// <summary>The page to compare with: routing, authorization and <c>select 1</c>.</summary>
    public const string Bare = "/select-1";

    private readonly TestDatabase _database;
    private readonly WebApplication _app;

    private DashboardSite(TestDatabase database, WebApplication app, HttpClient client) => (_database, _app, Client) = (database, app, client);

    public static DateTimeOffset Now { get; } = new(2020, 2, 17, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Signed in as an admin, keeping its connections.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public NpgsqlDataSource Database => _database.DataSource;

    public static async Task<DashboardSite> Start(ContractRegistry contracts, CancellationToken cancellationToken)
    {
        var database = await TestDatabase.Create(cancellationToken);
        var time = new FakeTimeProvider(Now);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(database.DataSource);
        builder.Services.AddStorage(database.ConnectionString);
        builder.Services.AddSingleton(new LondonClock(time));
        builder.Services.AddSingleton(contracts);
        builder.Services.AddSingleton<ClosedDays>(_ => Task.FromResult<IReadOnlyCollection<DateOnly>>([]));
        builder.Services.AddSingleton<JobQueue>((_, _) => Task.FromResult<string?>(null)); // nothing is asked for here
        builder.Services.AddSingleton<JobSchedules>().AddSingleton<JobHealth>().AddSingleton<JobActions>().AddSingleton<RunLog>();
        builder.Services.AddSingleton(new ConnectedSources(EvidenceSources.AllSources));
        builder.Services.AddSingleton(NoticeSettings.Of("Nec <nec@example.org>", replyTo: null, marking: null, admin: null, publicAddress: null));
        builder.Services.AddSingleton(new Installation(() => [], []));
        builder.Services.AddApplication();
        builder.Services.AddDashboard(builder.Configuration);
        builder.Services.PostConfigure<CookieAuthenticationOptions>("nec", cookie => cookie.TimeProvider = time);
        var app = builder.Build();
        app.MapDashboard();
        app.MapGet(Bare, async (NpgsqlDataSource source, CancellationToken token) =>
        {
            await using var command = source.CreateCommand("select 1");
            return $"<!DOCTYPE html><title>1</title><p>{await command.ExecuteScalarAsync(token)}</p>";
        });
        await app.StartAsync(cancellationToken);
        return new(database, app, await SignIn(app, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task<HttpClient> SignIn(WebApplication app, CancellationToken cancellationToken)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new(), MaxConnectionsPerServer = 8 }) { BaseAddress = new(app.Urls.Single()) };
        var link = await FirstLink.Create(app.Services.GetRequiredService<SignInLinks>(), "Bench", Roles.Admin, Now.AddHours(1), cancellationToken);
        var token = (await client.GetStringAsync(link, cancellationToken)).Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var reply = await client.PostAsync(link, form, cancellationToken);
        return reply.StatusCode == HttpStatusCode.Found ? client : throw new InvalidOperationException($"Signing in answered {(int)reply.StatusCode}.");
    }
}
