using Nec.Simulator;

namespace Nec.Integrations.Tests.Http;

/// <summary>
/// Time that passes by a test's hand. A wait shorter than <see cref="Patience"/> is over at once and moves the clock; a longer one (the limits of a
/// reply) ends when the test lets it.
/// </summary>
internal sealed class HandTime(DateTimeOffset now) : TimeProvider
{
    private readonly List<HandTimer> _timers = [];
    private readonly Lock _lock = new();
    private DateTimeOffset _now = now;

    public HandTime()
        : this(new(2026, 3, 2, 3, 30, 0, TimeSpan.Zero))
    {
    }

    /// <summary>From this length on a wait is left for the test to end; the default is below every limit of a reply.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the clock goes on with the waits that are over at once; otherwise it stands still.</summary>
    public bool MovesWithWaits { get; init; } = true;

    /// <summary>The waits that were over at once.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <summary>Moves the clock; no timer is asked.</summary>
    public void Pass(TimeSpan time)
    {
        lock (_lock)
        {
            _now += time;
        }
    }

    /// <summary>Lets every wait of exactly this length run out.</summary>
    public void RunOut(TimeSpan length)
    {
        HandTimer[] due;
        lock (_lock)
        {
            due = [.. _timers.Where(timer => timer.Length == length)];
        }

        Array.ForEach(due, timer => timer.Fire());
    }

    /// <summary>A fault during which every wait of this length runs out, once the server has the request; no other limit does.</summary>
    public HttpFault RunOut(TimeSpan length, HttpFault during) => during with
    {
        Answer = (context, good) =>
        {
            RunOut(length);
            return during.Answer(context, good);
        },
    };

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < Patience && dueTime >= TimeSpan.Zero)
        {
            lock (_lock)
            {
                Waits.Add(dueTime);
                _now += MovesWithWaits ? dueTime : TimeSpan.Zero;
            }

            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        var timer = new HandTimer(this, () => callback(state), dueTime);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    private sealed class HandTimer(HandTime time, Action fire, TimeSpan length) : ITimer
    {
        public TimeSpan Length => length;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
