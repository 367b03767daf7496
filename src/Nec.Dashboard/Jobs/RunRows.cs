using System.Text.Json;
using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>The history's rows in our words.</summary>
internal static class RunRows
{
    /// <summary>The outcomes of runs that have ended.</summary>
    public static IReadOnlyDictionary<string, JobRunResult> Outcomes { get; } = new Dictionary<string, JobRunResult>(StringComparer.Ordinal)
    {
        ["succeeded"] = JobRunResult.Succeeded,
        ["failed"] = JobRunResult.Failed,
        ["cancelled"] = JobRunResult.Cancelled,
        ["skipped"] = JobRunResult.Skipped,
    };

    public static RunRow Of(ExecutionHistoryEntry entry) => new()
    {
        Id = entry.EntryId ?? "",
        Job = entry.JobName,
        Key = new(entry.JobName, entry.JobGroup),
        Trigger = new(entry.TriggerName, entry.TriggerGroup),
        At = entry.FiredAtUtc,
        Outcome = WordOf(entry.EffectiveResult),
        Took = entry.Duration,
        Summary = entry.Summary,
        Figures = FiguresOf(entry.MetricsJson),
        Failure = entry.ExceptionMessage,
        RetryAttempt = entry.RetryAttempt,
        WillRetry = entry.RetryScheduled,
        IsManual = entry.Manual,
        Node = entry.SchedulerInstanceId,
        Log = entry.Log,
        Input = entry.Input,
    };

    public static string WordOf(JobRunResult result) => Outcomes.FirstOrDefault(outcome => outcome.Value == result).Key ?? "skipped";

    private static IReadOnlyList<KeyValuePair<string, string>> FiguresOf(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return [];
        }

        using var figures = JsonDocument.Parse(json);
        return figures.RootElement.ValueKind == JsonValueKind.Object
            ? [.. figures.RootElement.EnumerateObject().Select(figure => KeyValuePair.Create(figure.Name, figure.Value.ToString()))]
            : [];
    }
}
