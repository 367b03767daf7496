using System.Globalization;
using Hangfire;
using Hangfire.Common;
using Microsoft.AspNetCore.Http;
using Nec.Core.Calendar;
using Nec.Storage;

namespace Nec.Dashboard.Jobs.Engine;

/// <summary>
/// Does what the buttons of Hangfire's dashboard ask for.
/// Hangfire keeps transactions of its own, so the audit entry comes first: there must be no change without it.
/// </summary>
internal sealed class EnginePresses(JobStorage storage, Audit audit, LondonClock clock)
{
    private const int LongestId = 100;

    /// <summary>Records who presses, does it, and records what failed.</summary>
    public async Task Do(HttpContext context, EngineDeed deed, IReadOnlyList<string> pressed, RequestDelegate dashboard)
    {
        var entries = deed == EngineDeed.Trigger ? OfJobs(context, pressed) : OfRuns(context, deed, pressed);
        if (entries.Count != pressed.Count || entries.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity; // a run is gone, or nothing was selected
            return;
        }

        Dictionary<string, long> written = new(StringComparer.Ordinal);
        foreach (var (id, entry) in entries)
        {
            written[id] = await audit.Add(entry, context.RequestAborted);
        }

        var done = deed == EngineDeed.Trigger ? PressedJobs.Begin(written).Created : LeaveWithRuns(deed, written);
        var isDone = false;
        try
        {
            await dashboard(context);
            isDone = context.Response.StatusCode < StatusCodes.Status400BadRequest;
        }
        finally
        {
            foreach (var (id, entry) in entries.Where(entry => !isDone || !done.Contains(entry.Key)))
            {
                await audit.Add(entry with { Action = $"{entry.Action}-failed", HappenedAt = clock.Now }, CancellationToken.None);
            }
        }
    }

    private Dictionary<string, AuditEntry> OfJobs(HttpContext context, IEnumerable<string> jobs) =>
        jobs.Where(job => job.Length is > 0 and <= LongestId)
            .ToDictionary(job => job, job => Entry(context, EngineDeed.Trigger, job), StringComparer.Ordinal);

    private Dictionary<string, AuditEntry> OfRuns(HttpContext context, EngineDeed deed, IEnumerable<string> runs)
    {
        using var connection = storage.GetConnection();
        Dictionary<string, AuditEntry> entries = new(StringComparer.Ordinal);
        foreach (var run in runs.Where(run => long.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            if (connection.GetJobData(run) is { } known)
            {
                entries[run] = Entry(context, deed, EnginePage.IdOf(known.Job) ?? "unknown") with
                {
                    Before = $"Hangfire job {run}, {known.State}",
                    After = $"Hangfire job {run}",
                };
            }
        }

        return entries;
    }

    // The next attempt at the run records who asked for it.
    private HashSet<string> LeaveWithRuns(EngineDeed deed, IReadOnlyDictionary<string, long> entries)
    {
        if (deed != EngineDeed.Delete)
        {
            using var connection = storage.GetConnection();
            foreach (var (run, auditId) in entries)
            {
                connection.SetJobParameter(
                    run, EngineRoom.AuditParameter, SerializationHelper.Serialize(auditId, SerializationOption.User));
            }
        }

        return [.. entries.Keys];
    }

    private AuditEntry Entry(HttpContext context, EngineDeed deed, string job) => new()
    {
        HappenedAt = clock.Now,
        Who = Session.NameOf(context.User),
        Action = EngineDeeds.ActionOf(deed),
        Target = job,
        Reason = "in Hangfire's dashboard",
    };
}
