using System.Diagnostics;
using Npgsql;

namespace Nec.Dashboard.Promises;

/// <summary>
/// How all teams' promises stand. Counting a hundred thousand rows is the board's dearest question, so its answer serves every reader for a few
/// seconds: real ones, because this is about load and not about the field's time.
/// </summary>
internal sealed class NationalCounts(NpgsqlDataSource source)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private Task<List<StatusCount>>? _counting;
    private long _startedAt;

    public Task<List<StatusCount>> Read(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_counting is null or { IsFaulted: true } || Stopwatch.GetElapsedTime(_startedAt) > Lifetime)
            {
                _startedAt = Stopwatch.GetTimestamp();
                _counting = PromisesQuery.Counts(source, null, null, CancellationToken.None); // shared: one reader's leaving must not end it
            }

            return _counting.WaitAsync(cancellationToken);
        }
    }
}
