using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Simulator;
using Nec.Storage;
using Nec.Worker.Hosting;
using Nec.Worker.Jobs;
using Nec.Worker.Jobs.Engine;

namespace Nec.Worker.Demo;

/// <summary>Days on which no source answers; both are inside it.</summary>
internal sealed record Outage(DateOnly From, DateOnly To)
{
    /// <summary>Whether a day is one of them.</summary>
    public bool Includes(DateOnly day) => From <= day && day <= To;
}

/// <summary>
/// Walks the real jobs through simulated days. It steps to each exact scheduled time, asks the engine for the jobs of that time,
/// and waits for their runs. Then it has the mail sent when the outbox holds something.
/// Hangfire itself keeps real time, so its own schedulers are off (design section 8).
/// </summary>
internal sealed class DemoDriver(WebApplication app, OutsideWorld world, SimulatedClock clock, InventedOfficers officers, Outage? outage = null)
{
    /// <summary>Real time without an end of the present runs after which the demo is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Outbox _outbox = app.Services.GetRequiredService<Outbox>();
    private readonly RunLog _runs = app.Services.GetRequiredService<RunLog>();
    private readonly HangfireQueue _queue = app.Services.GetRequiredService<HangfireQueue>();
    private readonly RunSignals _signals = app.Services.GetRequiredService<RunSignals>();

    /// <summary>Walks to an instant; <paramref name="onDay"/> hears of each day begun.</summary>
    public async Task WalkTo(DateTimeOffset end, Action<DateOnly> onDay, CancellationToken cancellationToken)
    {
        _signals.Watch();
        var jobs = (await app.Services.GetRequiredService<JobSchedules>().All(cancellationToken))
            .Where(job => job.Schedule is not null)
            .ToList();
        while (true)
        {
            var now = clock.GetUtcNow();
            var scheduled = jobs.Select(job => (job.Job.Job, At: job.Schedule!.Next(now))).ToList(); // not null: filtered above
            var retry = await _runs.NextRetry(cancellationToken);
            var next = new[] { scheduled.Min(job => job.At), officers.NextAt, await _outbox.NextTryAt(cancellationToken), retry?.At }.Min();
            if (next is not { } at || at > end)
            {
                break;
            }

            onDay(LondonTime.DateOf(at));
            var due = scheduled.Where(job => job.At == at).Select(job => job.Job);
            await StepTo(at, [.. due], retry?.At <= at ? retry.Value.EngineId : null, cancellationToken);
        }

        Move(end);
    }

    private async Task StepTo(DateTimeOffset at, IReadOnlyList<string> jobs, string? retried, CancellationToken cancellationToken)
    {
        Move(at);
        if (officers.NextAt <= at)
        {
            await officers.Act(app.Services, at, cancellationToken);
        }

        if (retried is not null)
        {
            _queue.Requeue(retried);
        }

        foreach (var job in jobs)
        {
            await _queue.Ask(new(job) { ScheduledFor = at }, cancellationToken);
        }

        await Settle(at, cancellationToken);
        if (await _outbox.Waiting(at, cancellationToken) > 0)
        {
            await _queue.Ask(new(nameof(SendMail)), cancellationToken);
            await Settle(at, cancellationToken);
        }
    }

    private async Task Settle(DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            await _signals.Idle.WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException late)
        {
            var day = Dates.Iso(LondonTime.DateOf(at));
            throw new InvalidOperationException($"a run of {day} did not end within {Patience.TotalMinutes} minutes", late);
        }
    }

    private void Move(DateTimeOffset at)
    {
        if (at < clock.GetUtcNow())
        {
            return; // a retry that was due before
        }

        world.Now = at;
        world.IsDark = outage?.Includes(LondonTime.DateOf(at)) ?? false;
        clock.AdvanceTo(at);
    }
}
