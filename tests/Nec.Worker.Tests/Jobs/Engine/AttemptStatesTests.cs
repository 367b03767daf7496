using System.Collections.Concurrent;
using Hangfire;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nec.Worker.Jobs;
using Nec.Worker.Jobs.Engine;
using Nec.Worker.Tests.Cli;
using Nec.Worker.Tests.Hosting;

namespace Nec.Worker.Tests.Jobs.Engine;

/// <summary>How a run goes on after an attempt that did not end well.</summary>
public sealed class AttemptStatesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_fails_is_tried_as_often_as_it_says_and_each_failure_is_logged_once()
    {
        await using var place = await Opened();
        place.Settings["Logging:LogLevel:Default"] = "Information";
        using var log = new Failures();
        var worker = await place.Worker(app =>
        {
            app.Declare<Failing>();
            app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        });
        var id = await worker.Ask(nameof(Failing));
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await place.UntilState(id, "Scheduled");
            Assert.Equal(attempt, log.Count);
            worker.Requeue(id);
            await place.Until($"select count(*) = {attempt + 1} from nec.run where ended_at is not null");
        }

        await place.UntilState(id, "Failed");
        Assert.Equal(4, log.Count);
        Assert.Equal("1 retrying 7, 2 retrying 7, 3 retrying 7, 4 failed", await place.Ask<string>(
            "select string_agg(concat_ws(' ', attempt, outcome, extract(epoch from retry_at - started_at)::int / 60), ', ' order by run_id) from nec.run"));
        Assert.Equal("the disk is full", await place.Ask<string>("select string_agg(distinct failure, '|') from nec.run")); // its first line
        Assert.Equal(4, await place.Ask<int>("select count(*)::int from nec.run where log like '%InvalidOperationException: the disk is full%'"));
    }

    [Fact]
    public async Task A_database_that_was_away_is_no_failure_of_the_job()
    {
        await using var place = await Opened();
        var worker = await place.Worker(app => app.Declare<CuttingOff>());
        var id = await worker.Ask(nameof(CuttingOff));
        await place.UntilState(id, "Scheduled");
        worker.Requeue(id);
        await place.Until("select count(*) = 2 from nec.run where ended_at is not null");

        Assert.Equal("lost lost", await place.Ask<string>("select string_agg(outcome, ' ' order by run_id) from nec.run")); // a job without retries is not given up
    }

    [Fact]
    public async Task What_a_release_before_left_behind_ends_without_a_run()
    {
        await using var place = await Opened();
        var worker = await place.Worker(_ => { });
        await using var keep = await place.KeepWatch();
        var client = worker.Services.GetRequiredService<IBackgroundJobClientV2>();
        var retired = client.Create(HangfireQueue.CallOf("GoneJob", null), new EnqueuedState());
        var unreadable = client.Create(HangfireQueue.CallOf(nameof(AssessCommitments), null), new ScheduledState(TimeSpan.FromDays(1)));
        await place.Ask<int>($"update hangfire.job set invocationdata = replace(invocationdata::text, 'JobRunner', 'JobWalker')::jsonb where id = {unreadable} returning 1");
        worker.Requeue(unreadable);
        await place.UntilState(retired, "Deleted");
        await place.UntilState(unreadable, "Failed");

        Assert.Equal(0, await place.Ask<int>("select count(*)::int from nec.run"));
        Assert.Equal("this release has no job GoneJob", await place.Ask<string>($"select reason from hangfire.state join hangfire.job on job.stateid = state.id where job.id = {retired}"));
    }

    private static Task<Workplace> Opened() => Workplace.Open("2019-09-16T07:00Z", TeamFile.Of("newsletter", TeamFile.Newsletter));

    /// <summary>Counts what is logged with an exception.</summary>
    private sealed class Failures : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<Exception> _failures = [];

        public int Count => _failures.Count(failure => failure.ToString().Contains("the disk is full", StringComparison.Ordinal));

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
            // Nothing is held.
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
            {
                _failures.Enqueue(exception);
            }
        }
    }
}
