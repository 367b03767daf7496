namespace Nec.Integrations.Mail;

/// <summary>Holds mail back instead of sleeping: so many in any minute, and none while the other side has asked for quiet.</summary>
internal sealed class SendPace(int perMinute, TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _gone = new();
    private DateTimeOffset _quietUntil = DateTimeOffset.MinValue;

    /// <summary>How long to wait before another mail may go; null when one may go now, which is then counted.</summary>
    public TimeSpan? Take()
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_quietUntil > now)
            {
                return _quietUntil - now;
            }

            while (_gone.TryPeek(out var oldest) && (oldest <= now - Minute || oldest > now)) // one of the future: the clock was set back
            {
                _gone.Dequeue();
            }

            if (perMinute > 0 && _gone.Count >= perMinute)
            {
                return _gone.Peek() + Minute - now;
            }

            _gone.Enqueue(now);

            return null;
        }
    }

    /// <summary>The other side asked for quiet.</summary>
    public void BeQuiet(TimeSpan wait)
    {
        var until = time.GetUtcNow() + wait;
        lock (_gate)
        {
            _quietUntil = until > _quietUntil ? until : _quietUntil;
        }
    }
}
