using System.Diagnostics;
using Nec.Application.Jobs;
using Nec.Core.Calendar;

namespace Nec.Dashboard.Promises;

/// <summary>Whether the jobs ran, in one sentence for all readers; it asks the database at most every few (real) seconds.</summary>
internal sealed class JobsAtAGlance(JobHealth health)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private Task<string>? _asking;
    private long _startedAt;

    public Task<string> Read(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_asking is null or { IsFaulted: true } || Stopwatch.GetElapsedTime(_startedAt) > Lifetime)
            {
                _startedAt = Stopwatch.GetTimestamp();
                _asking = Ask();
            }

            return _asking.WaitAsync(cancellationToken);
        }
    }

    private async Task<string> Ask() => Words(await health.All(CancellationToken.None)); // shared: one reader's leaving must not end it

    private static string Words(IReadOnlyList<JobStatus> jobs)
    {
        List<string> troubles = [];
        Add(jobs.Count(job => job.LateSince is not null), "late");
        Add(jobs.Count(job => job.FailingSince is not null), "failing");
        Add(jobs.Count(job => job.FailingSince is null && job.Last?.Outcome == "retrying"), "being attempted again after a failure");
        Add(jobs.Count(job => job.Pause is not null), "paused");
        var all = Dates.Count(jobs.Count, "job");
        return troubles.Count > 0 ? $"Of {all}: {string.Join(", ", troubles)}." : $"Yes: none of {all} is late, failing or paused.";

        void Add(int number, string words)
        {
            if (number > 0)
            {
                troubles.Add($"{number} {words}");
            }
        }
    }
}
