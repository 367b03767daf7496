namespace Nec.Simulator;

/// <summary>The one instant that every server of the outside world answers from; the driver sets it.</summary>
internal sealed class SimulatedTime
{
    private long ticks = London.At(new DateOnly(2019, 8, 2), new TimeOnly(0, 0)).UtcTicks;

    public DateTimeOffset Now
    {
        get => new(Interlocked.Read(ref ticks), TimeSpan.Zero);
        set => Interlocked.Exchange(ref ticks, value.UtcTicks);
    }

    public DateOnly Today => London.DayOf(Now);
}
