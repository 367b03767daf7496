using System.Diagnostics;
using Nec.Core.Calendar;
using Nec.Simulator;
using Nec.Storage;
using Nec.Worker.Hosting;
using Nec.Worker.Jobs;

namespace Nec.Worker.Demo;

/// <summary>Days on which no source answers; both are inside it.</summary>
internal sealed record Outage(DateOnly From, DateOnly To)
{
    /// <summary>Whether a day is one of them.</summary>
    public bool Includes(DateOnly day) => From <= day && day <= To;
}

/// <summary>
/// Walks the real jobs through simulated days: steps to each exact next moment, lets the scheduler fire its own triggers, waits for the runs, and has the mail
/// sent when the outbox holds something. One node, since two on one jumping clock take each other for dead (design section 8).
/// </summary>
internal sealed class DemoDriver(WebApplication app, OutsideWorld world, SimulatedClock clock, InventedOfficers officers, Outage? outage = null)
{
    /// <summary>Real time without an end of the present runs after which the demo is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Real time after which the runs are looked at even if none said that it ended: one may have ended before it was waited for.</summary>
    private static readonly TimeSpan LongestLookAway = TimeSpan.FromMilliseconds(20);

    /// <summary>The same once a run has said that it ended: the store writes that down a moment later, and says nothing then.</summary>
    private static readonly TimeSpan ShortestLookAway = TimeSpan.FromMilliseconds(1);

    private readonly Outbox _outbox = app.Services.GetRequiredService<Outbox>();

    /// <summary>Walks to an instant; <paramref name="onDay"/> hears of each day begun.</summary>
    public async Task WalkTo(DateTimeOffset end, Action<DateOnly> onDay, CancellationToken cancellationToken)
    {
        await using var pulse = await SchedulerPulse.Open(app.Services, cancellationToken);
        await pulse.Started(cancellationToken);
        while (true)
        {
            var next = Earliest(await Settle(pulse, cancellationToken), officers.NextAt, await _outbox.NextTryAt(cancellationToken));
            if (next is not { } at || at > end)
            {
                break;
            }

            onDay(LondonTime.DateOf(at));
            await StepTo(at, pulse, cancellationToken);
        }

        Move(end);
    }

    private async Task StepTo(DateTimeOffset at, SchedulerPulse pulse, CancellationToken cancellationToken)
    {
        Move(at);
        if (officers.NextAt <= at)
        {
            await officers.Act(app.Services, at, cancellationToken);
        }

        await Settle(pulse, cancellationToken);
        if (await _outbox.Waiting(at, cancellationToken) > 0)
        {
            await pulse.SendMailNow(cancellationToken);
            await Settle(pulse, cancellationToken);
        }
    }

    // Waits until nothing is due or running any more, and says when the next run is.
    private async Task<DateTimeOffset?> Settle(SchedulerPulse pulse, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        var (nudgeAfter, lookAway) = (TimeSpan.FromSeconds(1), LongestLookAway);
        while (true)
        {
            var (busy, next) = await pulse.Look(clock.GetUtcNow(), cancellationToken);
            if (!busy)
            {
                return next;
            }

            if (waited.Elapsed > Patience)
            {
                throw new InvalidOperationException($"a run of {Dates.Iso(LondonTime.DateOf(clock.GetUtcNow()))} did not end within {Patience.TotalMinutes} minutes");
            }

            if (waited.Elapsed > nudgeAfter)
            {
                nudgeAfter += TimeSpan.FromSeconds(1);
                Move(clock.GetUtcNow().AddMilliseconds(100)); // a scheduler that missed the move looks at its clock again
            }

            lookAway = await pulse.SomethingEnded(lookAway, cancellationToken) ? ShortestLookAway : Shorter(lookAway * 2, LongestLookAway);
        }
    }

    private void Move(DateTimeOffset at)
    {
        world.Now = at;
        world.IsDark = outage?.Includes(LondonTime.DateOf(at)) ?? false;
        clock.AdvanceTo(at);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static DateTimeOffset? Earliest(params DateTimeOffset?[] moments) => moments.Min();
}
