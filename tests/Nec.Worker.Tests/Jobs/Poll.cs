namespace Nec.Worker.Tests.Jobs;

/// <summary>Asks again and again for what no process announces, at a pace that leaves the processor to the others.</summary>
internal static class Poll
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Ends when the answer is yes.</summary>
    /// <exception cref="OperationCanceledException">It was no for two minutes.</exception>
    public static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var pace = new PeriodicTimer(Pace);
        while (!await isSo())
        {
            await pace.WaitForNextTickAsync(patience.Token);
        }
    }
}
