using Dapper;
using Hangfire;
using Hangfire.States;
using Hangfire.Storage;

namespace Nec.Dashboard.Tests.Jobs.EngineRoom;

/// <summary>Every button of Hangfire's dashboard: who pressed is written down before anything is done, and what has no token or is no button is refused.</summary>
public sealed class EnginePressTests(EngineRoomFixture fixture) : IClassFixture<EngineRoomFixture>, IAsyncLifetime
{
    private readonly EngineRoomHost _host = fixture.Host;
    private long _before;
    private IReadOnlyList<(string Id, DateTime? LastExecution)> _schedules = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _before = await Entries() is [.., var last] ? last.AuditId : 0;
        _schedules = Schedules();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_trigger_is_audited_and_its_run_knows_who_asked()
    {
        using var client = await _host.SignedIn(Roles.Operator);
        using var reply = await EngineRoomHost.Press(client, "hangfire/recurring/trigger", "CheckPages", "SendMail");

        Assert.Equal(204, (int)reply.StatusCode);
        var entries = await Entries();
        Assert.Equal([("trigger-job", "CheckPages", "Alex North"), ("trigger-job", "SendMail", "Alex North")], entries.Select(entry => (entry.Action, entry.Target, entry.Who)));
        foreach (var entry in entries)
        {
            using var connection = _host.Storage.GetConnection();
            var run = connection.GetRecurringJobs([entry.Target]).Single().LastJobId;
            Assert.Equal(entry.AuditId.ToString(System.Globalization.CultureInfo.InvariantCulture), connection.GetJobParameter(run, "NecAudit"));
        }
    }

    [Fact]
    public async Task A_trigger_that_creates_nothing_is_written_down_as_such()
    {
        using var client = await _host.SignedIn(Roles.Operator);
        using var reply = await EngineRoomHost.Press(client, "hangfire/recurring/trigger", "NoSuchJob");
        Assert.Equal(["trigger-job", "trigger-job-failed"], (await Entries()).Select(entry => entry.Action));
    }

    [Theory]
    [InlineData("Failed", "jobs/failed/requeue", "requeue-run", "Enqueued")]
    [InlineData("Failed", "jobs/failed/delete", "delete-run", "Deleted")]
    [InlineData("Scheduled", "jobs/scheduled/enqueue", "enqueue-run", "Enqueued")]
    [InlineData("Scheduled", "jobs/scheduled/delete", "delete-run", "Deleted")]
    [InlineData("Enqueued", "jobs/enqueued/delete", "delete-run", "Deleted")]
    [InlineData("Enqueued", "jobs/enqueued/requeue", "requeue-run", "Enqueued")]
    [InlineData("Succeeded", "jobs/succeeded/requeue", "requeue-run", "Enqueued")]
    [InlineData("Processing", "jobs/processing/requeue", "requeue-run", "Enqueued")]
    [InlineData("Processing", "jobs/processing/delete", "delete-run", "Deleted")]
    [InlineData("Deleted", "jobs/deleted/requeue", "requeue-run", "Enqueued")]
    [InlineData("Awaiting", "jobs/awaiting/enqueue", "enqueue-run", "Enqueued")]
    [InlineData("Awaiting", "jobs/awaiting/delete", "delete-run", "Deleted")]
    [InlineData("Failed", "jobs/actions/requeue/{id}", "requeue-run", "Enqueued")]
    [InlineData("Failed", "Jobs/Actions/Delete/{id}/", "delete-run", "Deleted")] // Hangfire reads its addresses so
    public async Task Every_button_is_audited_before_it_does_what_it_says(string state, string button, string action, string expected)
    {
        string[] runs = [Run(state), Run(state)];
        var isOne = button.Contains("{id}", StringComparison.Ordinal);
        using var client = await _host.SignedIn(Roles.Admin);
        using var reply = await EngineRoomHost.Press(client, "hangfire/" + button.Replace("{id}", runs[0], StringComparison.Ordinal), isOne ? [] : runs);

        Assert.Equal(204, (int)reply.StatusCode);
        var pressed = isOne ? runs[..1] : runs;
        var entries = await Entries();
        Assert.Equal(pressed.Select(run => (action, "CheckPages", $"Hangfire job {run}, {state}")), entries.Select(entry => (entry.Action, entry.Target, entry.Before ?? "")));
        using var connection = _host.Storage.GetConnection();
        Assert.All(pressed, run => Assert.Equal(expected, connection.GetStateData(run).Name));
        if (expected == "Enqueued")
        {
            Assert.Equal(entries.Select(entry => $"{entry.AuditId}"), pressed.Select(run => connection.GetJobParameter(run, "NecAudit")));
        }
    }

    [Theory]
    [InlineData("recurring/trigger", "CheckPages")]
    [InlineData("recurring/remove", "CheckPages")]
    [InlineData("jobs/failed/requeue", "{run}")]
    [InlineData("jobs/actions/delete/{run}", null)]
    [InlineData("stats", null)]
    public async Task Without_a_token_nothing_is_done_and_nothing_written(string button, string? id)
    {
        var run = Run("Failed");
        using var client = await _host.SignedIn(Roles.Admin);
        using var reply = await EngineRoomHost.Post(
            client, "hangfire/" + button.Replace("{run}", run, StringComparison.Ordinal), id is null ? [] : [KeyValuePair.Create("jobs[]", id == "{run}" ? run : id)], token: null);
        Assert.Equal(400, (int)reply.StatusCode);
        await AssertUntouched(run);
    }

    [Theory]
    [InlineData("recurring/remove", 403)]
    [InlineData("Recurring/Remove/", 403)]
    [InlineData("recurring/remove%0A", 405)] // Hangfire's own pattern would let it through
    [InlineData("recurring", 405)]
    [InlineData("jobs/nowhere", 405)]
    public async Task A_schedule_is_not_removed_and_what_is_no_button_is_not_pressed(string address, int expected)
    {
        var run = Run("Failed");
        using var client = await _host.SignedIn(Roles.Admin);
        using var reply = await EngineRoomHost.Press(client, "hangfire/" + address, "CheckPages");
        Assert.Equal(expected, (int)reply.StatusCode);
        await AssertUntouched(run);
    }

    [Theory]
    [InlineData("GET", "recurring/remove", "CheckPages")]
    [InlineData("GET", "recurring/remove%0A", "CheckPages")]
    [InlineData("GET", "jobs/failed/delete", "{run}")]
    [InlineData("PUT", "jobs/failed/delete", "{run}")]
    [InlineData("DELETE", "jobs/failed/delete", "{run}")]
    [InlineData("OPTIONS", "jobs/failed/delete", "{run}")]
    public async Task No_other_method_does_anything(string method, string address, string id)
    {
        var run = Run("Failed");
        using var client = await _host.SignedIn(Roles.Admin);
        using var request = new HttpRequestMessage(new(method), new Uri("hangfire/" + address, UriKind.Relative)) { Content = new FormUrlEncodedContent([KeyValuePair.Create("jobs[]", id == "{run}" ? run : id)]) };
        using var reply = await client.SendAsync(request, Token);
        Assert.Equal(405, (int)reply.StatusCode);
        await AssertUntouched(run);
    }

    [Theory]
    [InlineData("jobs/failed/requeue", "999999")]
    [InlineData("jobs/failed/requeue", "not-a-number")]
    [InlineData("jobs/failed/requeue", null)]
    [InlineData("recurring/trigger", null)]
    [InlineData("recurring/trigger", "")]
    public async Task A_run_that_is_gone_or_none_at_all_is_refused(string button, string? id)
    {
        var run = Run("Failed");
        using var client = await _host.SignedIn(Roles.Admin);
        using var reply = await EngineRoomHost.Press(client, "hangfire/" + button, id is null ? [] : [id]);
        Assert.Equal(422, (int)reply.StatusCode);
        await AssertUntouched(run);
    }

    private string Run(string state)
    {
        var id = _host.Client.Create(StoredCall.Of("CheckPages"), new EnqueuedState());
        using var connection = _host.Storage.GetConnection();
        using var transaction = connection.CreateWriteTransaction();
        transaction.SetJobState(id, new EngineRoomSample.Stored(state, []));
        transaction.Commit();
        return id;
    }

    private async Task AssertUntouched(string run)
    {
        using var connection = _host.Storage.GetConnection();
        Assert.Equal("Failed", connection.GetStateData(run).Name);
        Assert.Equal(_schedules, Schedules());
        Assert.Empty(await Entries());
    }

    private List<(string Id, DateTime? LastExecution)> Schedules()
    {
        using var connection = _host.Storage.GetConnection();
        return [.. connection.GetRecurringJobs().Select(job => (job.Id, job.LastExecution))];
    }

    private async Task<IReadOnlyList<Entry>> Entries()
    {
        await using var connection = await _host.Database.OpenConnectionAsync(Token);
        return [.. await connection.QueryAsync<Entry>("select audit_id, who, action, target, before from nec.audit where action not like 'sign-%' and audit_id > @_before order by audit_id", new { _before })];
    }

    private sealed record Entry
    {
        public required long AuditId { get; init; }

        public required string Who { get; init; }

        public required string Action { get; init; }

        public required string Target { get; init; }

        public string? Before { get; init; }
    }
}
