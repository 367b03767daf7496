using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Nec.Dashboard.Jobs;

/// <summary>Server-sent events that say only that something has changed; the page then asks for itself, with its person's rights.</summary>
internal static class LiveStream
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    // A browser asks again by itself; a stream that never ends would outlive the session.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static IResult Serve(HttpContext context, RunBoard runs, IHostApplicationLifetime host) =>
        TypedResults.ServerSentEvents(Pulses(runs, host.ApplicationStopping, context.RequestAborted));

    private static async IAsyncEnumerable<string> Pulses(RunBoard runs, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        var left = Longest / Every;
        string? last = null;
        do
        {
            var pulse = await runs.Pulse(cancellationToken);
            if (pulse != last)
            {
                yield return pulse;
                last = pulse;
            }
        }
        while (left-- > 0 && await Next(timer, ending.Token));
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
