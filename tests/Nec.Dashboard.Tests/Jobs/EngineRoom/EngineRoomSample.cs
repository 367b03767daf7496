using Dapper;
using Hangfire;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;

namespace Nec.Dashboard.Tests.Jobs.EngineRoom;

/// <summary>Jobs in every state, with what they achieved.</summary>
internal static class EngineRoomSample
{
    private const string Server = "one:nec:4d6c";

    /// <summary>The pages that are there without a single job.</summary>
    public static readonly string[] Lists =
    [
        "hangfire", "hangfire/?period=week", "hangfire/jobs/enqueued", "hangfire/jobs/enqueued/b-daily", "hangfire/jobs/enqueued/b-daily?count=1", "hangfire/jobs/enqueued/b-daily?count=1&from=2", "hangfire/jobs/enqueued/fetched/c-shards", "hangfire/jobs/processing", "hangfire/jobs/scheduled",
        "hangfire/jobs/succeeded", "hangfire/jobs/failed", "hangfire/jobs/deleted", "hangfire/jobs/awaiting", "hangfire/retries", "hangfire/recurring", "hangfire/servers", "hangfire/jobs/details/999999",
    ];

    /// <summary>Registers two jobs of Nec's, one with a schedule.</summary>
    public static async Task Register(EngineRoomHost host)
    {
        await Execute(host,
            """
            insert into nec.job (job, description, cron, on_working_days, makes_up, since)
            values ('CheckPages', 'Checks every watched section', '0 30 3 * * ?', false, true, '2026-01-01Z'), ('SendMail', 'Sends the outbox', null, false, true, '2026-01-01Z')
            """);
        host.Recurring.AddOrUpdate("CheckPages", StoredCall.Of("CheckPages"), "0 30 3 * * ?", new());
        host.Recurring.AddOrUpdate("SendMail", StoredCall.Of("SendMail"), "0 */10 * * * ?", new());
    }

    /// <summary>Fills every page.</summary>
    /// <returns>The pages about single jobs.</returns>
    public static async Task<IReadOnlyList<string>> Fill(EngineRoomHost host)
    {
        await Register(host);
        host.Recurring.TriggerJob("CheckPages");
        host.Recurring.AddOrUpdate("Broken", StoredCall.Of("Broken"), "0 0 8 * * ?", new());
        host.Recurring.AddOrUpdate("Disabled", StoredCall.Of("Disabled"), "0 0 8 * * ?", new());
        using var connection = host.Storage.GetConnection();
        connection.AnnounceServer(Server, new ServerContext { Queues = ["a-sign-in", "b-daily"], WorkerCount = 4 });
        connection.AnnounceServer("two:nec:77aa", new ServerContext { Queues = ["c-shards"], WorkerCount = 1 });
        List<string> jobs = [];
        string Create(IState state, string? also = null)
        {
            var id = host.Client.Create(StoredCall.Of("CheckPages", """{"Arguments":"[\"town\"]"}"""), state);
            using var transaction = connection.CreateWriteTransaction();
            if (also is not null)
            {
                transaction.AddToSet(also, id);
            }

            foreach (var counter in (string[])["stats:succeeded", "stats:failed", "stats:deleted"])
            {
                transaction.IncrementCounter(counter);
            }

            transaction.Commit();
            jobs.Add(id);
            return id;
        }

        var first = Create(new EnqueuedState("b-daily"));
        Create(new EnqueuedState("b-daily"));
        Create(new EnqueuedState("c-shards"));
        Become(Create(new EnqueuedState("b-daily")), new Stored("Processing", new() { ["StartedAt"] = "1", ["ServerId"] = Server, ["WorkerId"] = "0123456789" })); // stands in its queue still: what the pages call obsolete
        Create(new Stored("Processing", new() { ["StartedAt"] = "1", ["ServerId"] = "gone:nec:1", ["WorkerId"] = "0123456789" }));
        Create(new ScheduledState(TimeSpan.FromHours(3)));
        Create(new ScheduledState(TimeSpan.FromMinutes(2)) { Reason = "It failed and is tried again: HTTP 503" }, "retries");
        Create(new Stored("Succeeded", new() { ["SucceededAt"] = "1", ["PerformanceDuration"] = "1200", ["Latency"] = "12", ["Result"] = """{"Outcome":"partly"}""" }));
        Create(new FailedState(Thrown()));
        Create(new DeletedState { Reason = "this release has no job OldOne" });
        Create(new AwaitingState(first));
        var retired = Create(new EnqueuedState("b-daily"));
        await Execute(host, "update hangfire.job set invocationdata = '{\"Type\":\"Nec.Gone, Nec\",\"Method\":\"Run\",\"ParameterTypes\":\"[]\",\"Arguments\":\"[]\"}' where id = @id", new { id = long.Parse(retired, System.Globalization.CultureInfo.InvariantCulture) });
        connection.SetJobParameter(first, "Continuations", $$"""[{"JobId":"{{jobs[^2]}}","Options":1}]""");
        await Execute(host,
            """
            update hangfire.jobqueue set fetchedat = now() where queue = 'c-shards';
            update hangfire.server set lastheartbeat = now() - interval '1 hour' where id like 'two:%';
            delete from hangfire.hash where key in ('recurring-job:Broken', 'recurring-job:Disabled') and field = 'NextExecution';
            insert into hangfire.hash (key, field, value) values ('recurring-job:Broken', 'Error', 'System.FormatException: The cron expression is wrong.');
            """);
        foreach (var (id, outcome) in jobs.Select((id, index) => (id, index % 2 == 0 ? "partly" : "failed")))
        {
            await Attempted(host, id, outcome);
        }

        return [.. jobs.Select(id => $"hangfire/jobs/details/{id}")];

        void Become(string id, IState state)
        {
            using var transaction = connection.CreateWriteTransaction();
            transaction.SetJobState(id, state);
            transaction.Commit();
        }
    }

    /// <summary>An attempt at a run of the engine, as a worker leaves it.</summary>
    public static Task Attempted(EngineRoomHost host, string engineId, string outcome) => Execute(host,
        """
        insert into nec.run (job, attempt, node, started_at, ended_at, outcome, summary, failure, figures, targets, engine_id, asked_by, asked_because)
        values ('CheckPages', 1, 'one', '2026-02-10 03:30Z', '2026-02-10 03:31Z', @outcome, '1 of 2 pages seen, 1 unable: HTTP 403', case when @outcome = 'failed' then 'the <b>site</b> is down' end, '{"pages": 2, "seen": 1}',
            '[{"team": "north", "target": "town", "source": "web-pages", "outcome": "ok"}, {"team": "north", "target": "harbour", "source": "web-pages", "outcome": "unable", "reason": "HTTP 403"}]', @engineId, 'Alex North', 'after the outage')
        """,
        new { engineId, outcome });

    public static async Task Execute(EngineRoomHost host, string sql, object? values = null)
    {
        await using var connection = await host.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: TestContext.Current.CancellationToken));
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("The site answered 503.");
        }
        catch (InvalidOperationException thrown)
        {
            return thrown; // with a stack trace
        }
    }

    internal sealed class Stored(string name, Dictionary<string, string> values) : IState
    {
        public string Name => name;

        public string? Reason => null;

        public bool IsFinal => name == "Succeeded";

        public bool IgnoreJobLoadException => true;

        public Dictionary<string, string> SerializeData() => values;
    }
}
