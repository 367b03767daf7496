namespace Nec.Testing;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    /// <summary>The instant that every reader of this clock sees.</summary>
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}
