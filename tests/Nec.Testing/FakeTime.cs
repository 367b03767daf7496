namespace Microsoft.Extensions.Time.Testing; // seen wherever its clock is

/// <summary>
/// A fake clock, told the time as a property; <c>Advance</c> moves it together with its timers. Start it in UTC: it keeps the offset it was given.
/// </summary>
public static class FakeTime
{
    extension(FakeTimeProvider time)
    {
        /// <summary>The instant that every reader of this clock sees; it may be set back, and no timer is asked.</summary>
        public DateTimeOffset Now
        {
            get => time.GetUtcNow();
            set => time.AdjustTime(value.ToUniversalTime());
        }
    }
}
