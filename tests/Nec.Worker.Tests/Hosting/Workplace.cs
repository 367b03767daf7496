using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Core.Facts;
using Nec.Simulator;
using Nec.Storage;
using Nec.Testing;
using Nec.Worker.Hosting;
using Nec.Worker.Jobs;
using Nec.Worker.Jobs.Engine;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Jobs;

namespace Nec.Worker.Tests.Hosting;

/// <summary>A database, the simulated outside and a clock that stands: what a worker has around it.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private readonly Scratch _scratch = new();
    private readonly List<WebApplication> _apps = [];
    private TableWatch? _runs;

    private Workplace(OutsideWorld world, TestDatabase database, FakeTimeProvider clock) => (World, Database, Clock) = (world, database, clock);

    public OutsideWorld World { get; }

    public TestDatabase Database { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>The settings of every host to come.</summary>
    public Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens one at an instant, with one contract; <c>{site}</c> in it stands for the simulated website's address.</summary>
    public static async Task<Workplace> Open(string now, string contract)
    {
        var world = await OutsideWorld.Start(Token);
        var place = new Workplace(world, await TestDatabase.Create(Token), new(At(now)));
        world.Now = place.Clock.Now;
        (world.Graph.AppId, world.Graph.AppSecret) = ("1", "simulated");
        place._scratch.Write("contracts/north.yaml", contract.Replace("https://force.example.org/town", new Uri(world.ForceWebsiteAddress, ForceWebsite.PathOf("dorchester")).ToString(), StringComparison.Ordinal));
        foreach (var (name, value) in place.Given())
        {
            place.Settings[name] = value;
        }

        return place;
    }

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Moves the clock, and the outside with it.</summary>
    public void MoveTo(string instant) => MoveTo(At(instant));

    /// <summary>Moves the clock, and the outside with it.</summary>
    public void MoveTo(DateTimeOffset instant) => World.Now = Clock.Now = instant;

    /// <summary>A host that is open and runs nothing: jobs are run by hand.</summary>
    public async Task<WebApplication> Host(bool runsJobs = false, TimeProvider? clock = null, bool servesPages = false)
    {
        var app = await NecHost.Open(Plan(runsJobs, clock, servesPages), Token);
        _apps.Add(app);
        return app;
    }

    /// <summary>What <see cref="Host"/> opens.</summary>
    public HostPlan Plan(bool runsJobs = false, TimeProvider? clock = null, bool servesPages = false) => new()
    {
        ConnectionString = Database.ConnectionString,
        Clock = clock ?? Clock,
        RunsJobs = runsJobs,
        ServesPages = servesPages,
        Settings = Settings,
    };

    /// <summary>Runs a job of a host once, without the engine.</summary>
    public static async Task<RunReport> Run<TJob>(
        WebApplication app, string? arguments = null, bool isAsked = false, DateTimeOffset? scheduledFor = null, CancellationToken? stop = null)
        where TJob : IJob
    {
        await using var scope = app.Services.CreateAsyncScope();
        var run = new RunContext
        {
            Id = Guid.NewGuid().ToString("N"),
            Arguments = arguments,
            IsAsked = isAsked,
            ScheduledFor = scheduledFor,
            BeganAt = app.Services.GetRequiredService<LondonClock>().Now,
        };
        return await ActivatorUtilities.CreateInstance<TJob>(scope.ServiceProvider).Run(run, stop ?? Token);
    }

    /// <summary>Switches every scheduled job off but these, so that the engine's real clock starts nothing by chance.</summary>
    public void SwitchOffAllBut(params IReadOnlyCollection<string> jobs)
    {
        foreach (var key in JobCatalogue.SettingKeys.Where(key => !jobs.Contains(key.Split(':')[1], StringComparer.Ordinal)))
        {
            Settings[key] = "-";
        }
    }

    /// <summary>Keeps the workers on this database from looking after their jobs, as one of them would keep the others, until this connection ends.</summary>
    public async Task<IAsyncDisposable> KeepWatch()
    {
        var connection = await Database.DataSource.OpenConnectionAsync(Token);
        await connection.ExecuteAsync($"select pg_advisory_lock({EngineWatch.Lock})");
        return connection;
    }

    /// <summary>Asks for a run and waits until its last attempt so far has ended.</summary>
    public async Task<RunRow> RunByEngine(WebApplication app, string job, string? arguments = null)
    {
        var id = await app.Services.GetRequiredService<JobQueue>()(new(job) { Arguments = arguments }, Token);
        await Until($"select exists (select from nec.run where engine_id = '{id}' and ended_at is not null)");
        return (await app.Services.GetRequiredService<RunLog>().Attempts(Assert.IsType<string>(id), Token))[^1];
    }

    /// <summary>Waits until a question about the runs is answered with yes.</summary>
    public async Task Until(string sql)
    {
        _runs ??= await TableWatch.Over(Database, "nec.run");
        await _runs.Until(() => Ask<bool>(sql));
    }

    /// <summary>Every fact of the team, in the order in which it was recorded.</summary>
    public static async Task<IReadOnlyList<Fact>> Facts(WebApplication app) => await app.Services.GetRequiredService<Facts>().Read("north", Token);

    /// <summary>One value from the database.</summary>
    public async Task<T> Ask<T>(string sql)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync(Token);
        return (await connection.ExecuteScalarAsync<T>(sql))!; // asked only for what is not null
    }

    /// <summary>Makes the database refuse some rows of a table with an error of its own.</summary>
    public async Task Refuse(string table, string when, string state)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync(Token);
        await connection.ExecuteAsync($"""
            create function nec.refuse_{table}() returns trigger language plpgsql as $$ begin raise exception 'refused' using errcode = '{state}'; end $$;
            create trigger refuse before insert on nec.{table} for each row when ({when}) execute function nec.refuse_{table}();
            """);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
        {
            if (app.Lifetime.ApplicationStarted.IsCancellationRequested && !app.Lifetime.ApplicationStopped.IsCancellationRequested)
            {
                await app.StopAsync(CancellationToken.None);
            }

            await app.DisposeAsync();
        }

        await (_runs?.DisposeAsync() ?? ValueTask.CompletedTask);
        await World.DisposeAsync();
        await Database.DisposeAsync();
        _scratch.Dispose();
    }

    private Dictionary<string, string?> Given() => new(StringComparer.Ordinal)
    {
        ["Contracts:Folder"] = Path.Combine(_scratch.Folder, "contracts"),
        ["Urls"] = "http://127.0.0.1:0",
        ["Mail:Transport"] = "Smtp",
        ["Mail:From"] = "Nec <nec@example.org>",
        ["Mail:ReplyTo"] = "north@example.org",
        ["Mail:Admin"] = "admin@example.org",
        ["Mail:Marking"] = "OFFICIAL",
        ["Mail:PublicAddress"] = "https://nec.example.org",
        ["Mail:Smtp:Host"] = World.Mail.Host,
        ["Mail:Smtp:Port"] = World.Mail.Port.ToString(CultureInfo.InvariantCulture),
        ["Mail:Smtp:Tls"] = "None",
        ["Facebook:BaseAddress"] = World.GraphAddress.ToString().TrimEnd('/'),
        ["Facebook:Token"] = "simulated",
        ["Facebook:AppId"] = "1",
        ["Facebook:AppSecret"] = "simulated",
        ["BankHolidays:BaseAddress"] = World.GovUkAddress.ToString().TrimEnd('/'),
        ["PoliceUk:BaseAddress"] = World.PoliceUk.BaseAddress,
        ["Http:AllowedPrivateHosts:0"] = "127.0.0.1",
        ["Http:PerHostPerSecond"] = "0",
        ["Http:RetrySeconds"] = "0",
        ["Http:Retries"] = "0",
        ["Logging:LogLevel:Default"] = "None",
    };
}
