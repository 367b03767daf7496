namespace Nec.Core.Calendar;

/// <summary>The only clock of ours, kept here for the hosts; nothing in Core accepts one.</summary>
public sealed class LondonClock(TimeProvider timeProvider)
{
    /// <summary>This instant, offset zero.</summary>
    public DateTimeOffset Now => timeProvider.GetUtcNow();

    /// <summary>London's date now.</summary>
    public DateOnly Today => LondonTime.DateOf(Now);
}
