using System.Threading.Channels;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>
/// Records what the mail server has taken, while the next mail is already on its way: whatever was taken during one commit shares the next.
/// No more wait for it than <paramref name="most"/>, so that a worker that is killed leaves few.
/// </summary>
/// <param name="most">Taken notices that may wait to be recorded.</param>
/// <param name="write">Records some; it is not called again before it has ended.</param>
internal sealed class SentMarks(int most, Func<IReadOnlyList<ClaimedNotice>, Task> write)
{
    private readonly Channel<ClaimedNotice> _taken = Channel.CreateBounded<ClaimedNotice>(new BoundedChannelOptions(most) { SingleReader = true });
    private Task? _writing;

    /// <summary>Begins to record.</summary>
    public void Begin() => _writing = Write();

    /// <summary>Has a notice recorded; waits only while too many are waiting.</summary>
    /// <exception cref="ChannelClosedException">An earlier one could not be recorded.</exception>
    public ValueTask Add(ClaimedNotice notice) => _taken.Writer.WriteAsync(notice, CancellationToken.None);

    /// <summary>Ends when all are recorded; throws what kept one from it.</summary>
    public Task End()
    {
        _taken.Writer.TryComplete();
        return _writing ?? Task.CompletedTask;
    }

    private async Task Write()
    {
        try
        {
            while (await _taken.Reader.WaitToReadAsync(CancellationToken.None))
            {
                var together = new List<ClaimedNotice>();
                while (_taken.Reader.TryRead(out var notice))
                {
                    together.Add(notice);
                }

                await write(together);
            }
        }
        catch (Exception failure)
        {
            _taken.Writer.TryComplete(failure);
            throw;
        }
    }
}
