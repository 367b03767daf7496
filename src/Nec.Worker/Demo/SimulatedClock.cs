namespace Nec.Worker.Demo;

/// <summary>The demo's clock: it stands until it is moved, and then fires the timers that have come due, each at most once a move.</summary>
internal sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<SimulatedTimer> _armed = [];
    private DateTimeOffset _now = start;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to an instant; one that is past is passed over.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        List<SimulatedTimer> due;
        lock (_gate)
        {
            if (instant < _now)
            {
                return;
            }

            _now = instant;
            due = [.. _armed.Where(timer => timer.DueAt <= instant).OrderBy(timer => timer.DueAt)];
            due.ForEach(Rearm);
        }

        due.ForEach(Fire);
    }

    private void Rearm(SimulatedTimer timer)
    {
        _armed.Remove(timer);
        if (timer.Period > TimeSpan.Zero)
        {
            timer.DueAt = _now + timer.Period;
            _armed.Add(timer);
        }
    }

    private static void Fire(SimulatedTimer timer) => ThreadPool.UnsafeQueueUserWorkItem(static due => due.Call(), timer, preferLocal: false);

    private sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset DueAt { get; set; }

        public TimeSpan Period { get; private set; }

        public void Call() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isDue = false;
            lock (clock._gate)
            {
                if (_disposed)
                {
                    return false;
                }

                clock._armed.Remove(this);
                Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    DueAt = clock._now + dueTime;
                    clock._armed.Add(this);
                    isDue = dueTime <= TimeSpan.Zero;
                    if (isDue)
                    {
                        clock.Rearm(this);
                    }
                }
            }

            if (isDue)
            {
                Fire(this);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                clock._armed.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
