using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Nec.Application;
using Nec.Application.Contracts;
using Nec.Application.Notices;
using Nec.Core.Calendar;
using Nec.Dashboard;
using Nec.Integrations.Mail;
using Nec.Integrations.PoliceUk;
using Nec.Integrations.WebPages;
using Nec.Storage;
using Nec.Worker.Jobs;
using Nec.Worker.Jobs.Engine;
using Npgsql;

namespace Nec.Worker.Hosting;

/// <summary>The host of jobs, pages, or both; <c>nec run</c>, <c>nec demo</c> and every verb that needs the database build the same one.</summary>
internal static class NecHost
{
    /// <summary>Builds it, and brings the database to what it needs: there is no other way to one.</summary>
    /// <exception cref="SettingException">A setting or a contract file is wrong.</exception>
    /// <exception cref="StorageException">The database is not to be had.</exception>
    public static async Task<WebApplication> Open(HostPlan plan, CancellationToken cancellationToken)
    {
        BuiltHost built;
        try
        {
            built = Build(plan);
        }
        catch (SettingException refused) when (refused.ContractErrors > 0)
        {
            await ContractLoading.WriteDown(refused, plan, cancellationToken);
            throw;
        }

        return await built.StartUp(cancellationToken);
    }

    /// <summary>Builds it, and touches no database.</summary>
    /// <exception cref="SettingException">A setting or a contract file is wrong.</exception>
    internal static BuiltHost Build(HostPlan plan)
    {
        var builder = WebApplication.CreateSlimBuilder();
        Settings.AddTo(builder.Configuration, plan.Settings);
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateOnBuild, provider.ValidateScopes) = (true, true));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(35));
        AddLog(builder.Logging, builder.Configuration);

        var jobs = JobCatalogue.Read(builder.Configuration, plan.Clock.GetUtcNow());
        var contracts = ContractFolder.Load(builder.Configuration);
        builder.Services
            .AddSingleton(plan)
            .AddSingleton(contracts)
            .AddSingleton<StartUp>()
            .AddSingleton(new ContractRegistry(contracts.Select(loaded => loaded.Contract)))
            .AddSingleton(new LondonClock(plan.Clock))
            .AddStorage(plan.ConnectionString)
            .AddSources(builder.Configuration)
            .AddMail(builder.Configuration)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<WebPageOptions>>().Value)
            .AddSingleton(provider => SourceRegistration.Connected(provider.GetRequiredService<PoliceUkOptions>()))
            .AddSingleton(provider => SettingsOf(provider.GetRequiredService<MailOptions>()))
            .AddApplication()
            .AddPageRuns(builder.Configuration)
            .AddSingleton<NeighbourhoodPoller>()
            .AddSingleton<MailRecipients>()
            .AddRetention(builder.Configuration)
            .AddEngine(plan, jobs);
        builder.Services.AddHealthChecks().AddCheck<DatabaseAnswers>(DatabaseAnswers.Name);

        Telemetry.AddTo(builder.Services, builder.Configuration);

        // Behind a proxy on this machine that ends TLS: cookies are secure and addresses https when it says so. Other proxies are not believed.
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost);

        if (plan.ServesPages)
        {
            builder.Services.AddSingleton(new Installation(
                () => ContractFolder.FaultsOnDisk(builder.Configuration),
                ShownSettings.Of(builder.Configuration)));
            builder.Services.AddDashboard(builder.Configuration);
        }

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.MapHealthChecks("/healthz").AllowAnonymous();
        app.MapHealthChecks("/healthz/live", new() { Predicate = _ => false }).AllowAnonymous(); // the process answers: restart it when it does not
        app.MapHealthChecks("/healthz/ready", new() { Predicate = check => check.Name == DatabaseAnswers.Name }).AllowAnonymous(); // send requests here, or do not
        if (plan.ServesPages)
        {
            app.MapDashboard();
        }

        return new(app);
    }

    private static NoticeSettings SettingsOf(MailOptions mail) => NoticeSettings.Of(mail.From, mail.ReplyTo, mail.Marking, mail.Admin, mail.PublicAddress);

    /// <summary>Where the log goes, and what of it.</summary>
    public static void AddLog(ILoggingBuilder log, IConfiguration configuration) => log
        .AddConfiguration(configuration.GetSection("Logging")).AddSimpleConsole(console => console.SingleLine = true)
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace) // stdout belongs to what a verb answers
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // what stops a start is said in a sentence by the verb, not in a trace
}

/// <summary>A host over a database of which nothing is known yet: all that it can do is to start up.</summary>
internal sealed class BuiltHost(WebApplication app) : IAsyncDisposable
{
    /// <summary>Brings the database to what the host needs, and gives the host.</summary>
    /// <exception cref="StorageException">The database is not to be had, or cannot be brought up to date.</exception>
    public async Task<WebApplication> StartUp(CancellationToken cancellationToken)
    {
        try
        {
            await app.Services.GetRequiredService<StartUp>().Run(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>Healthy while the database answers a query.</summary>
internal sealed class DatabaseAnswers(NpgsqlDataSource source) : IHealthCheck
{
    public const string Name = "database";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy("the database answers");
        }
        catch (NpgsqlException)
        {
            return HealthCheckResult.Unhealthy("the database does not answer");
        }
    }
}
