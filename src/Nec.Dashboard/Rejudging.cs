namespace Nec.Dashboard;

/// <summary>Judges the promises again after something was put on record; the host says how.</summary>
public sealed class Rejudging(Func<CancellationToken, Task> now)
{
    /// <summary>Judges now, and returns when the findings stand.</summary>
    public Task Now(CancellationToken cancellationToken) => now(cancellationToken);
}
