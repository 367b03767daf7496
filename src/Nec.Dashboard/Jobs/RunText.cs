using System.Text.Json;
using Nec.Application.Jobs;
using Nec.Dashboard.Layout;

namespace Nec.Dashboard.Jobs;

/// <summary>Runs in words.</summary>
internal static class RunText
{
    public const string NotShown = "Not shown: it is about all teams";

    /// <summary>What it achieved, or why it failed; of a running one, how far it is.</summary>
    public static string Achieved(RunRow run, bool isScoped)
    {
        var first = run switch
        {
            { Failure: { } failure } => run.Summary is { } summary ? $"{failure}. {summary}" : failure,
            { EndedAt: null, Percent: { } percent } => $"{percent}%{(run.Summary is { } on ? $": {on}" : null)}",
            { Summary: { } summary } => summary,
            { Outcome: "lost" } => "Its worker was lost",
            { EndedAt: null } => "No progress reported yet",
            _ => isScoped ? NotShown : "Nothing reported",
        };
        return $"{first}{(run.Attempt > 1 ? $". Attempt {run.Attempt}" : null)}{(run.AskedBy is null ? null : ". Asked for by a person")}";
    }

    /// <summary><c>seen 59, unable 1</c>.</summary>
    public static string Figures(RunRow run, bool isScoped)
    {
        if (run.Figures is null)
        {
            return isScoped ? NotShown : "None";
        }

        using var figures = JsonDocument.Parse(run.Figures);
        return string.Join(", ", figures.RootElement.EnumerateObject().Select(figure => $"{figure.Name} {figure.Value}"));
    }

    /// <summary>Why it ran.</summary>
    public static string Cause(RunRow run) => run switch
    {
        { AskedBy: { } who } => $"{who} asked for it{(run.AskedBecause is { } reason ? $": {reason}" : null)}",
        { ScheduledFor: { } at } => $"Scheduled for {When.At(at)}",
        _ => "Another job asked for it",
    };

    /// <summary>How a job stands, each in a word of its own with what is known of it; with its failure for who may read that.</summary>
    public static IEnumerable<(JobStanding Standing, string Word, string? Says)> States(JobStatus job, string? failure)
    {
        var why = failure is null ? null : $"; {failure}";
        if (job.Running.Count > 0)
        {
            yield return (JobStanding.Running, "running", null);
        }

        if (job.Pause is { } pause)
        {
            yield return (JobStanding.Paused, "paused", Pause(pause));
        }

        if (job.Job.MissingSetting is { } setting)
        {
            yield return (JobStanding.NotSetUp, "not set up", setting);
        }
        else if (job.Job is { Cron: null, AskedByJob: null })
        {
            yield return (JobStanding.SwitchedOff, "switched off", null);
        }

        if (job.LateSince is { } late)
        {
            yield return (JobStanding.Late, "late", $"due on {When.At(late)}");
        }

        if (job.FailingSince is { } since)
        {
            yield return (JobStanding.Failing, "failing", $"since {When.At(since)}{why}");
        }

        if (job is { Last: { Outcome: "retrying", RetryAt: { } retry }, Running.Count: 0 })
        {
            yield return (JobStanding.Retrying, "retrying", $"next attempt on {When.At(retry)}{why}");
        }
        else if (job.FailingSince is null)
        {
            yield return (JobStanding.Ended, job.Last?.Outcome ?? "never run", null);
        }
    }

    /// <summary>When a job runs, in words.</summary>
    public static string Schedule(JobStatus status) => status.Job switch
    {
        { Cron: { } cron } => $"{CronText.Of(cron)}{(status.Job.OnWorkingDays ? ", on working days" : null)}",
        { AskedByJob: { } asker } => $"when {Phrase.OfName(asker)} asks for it",
        { MissingSetting: { } setting } => $"not set up: {setting}",
        _ => "switched off",
    };

    /// <summary>When a job runs next, in words.</summary>
    public static string Next(JobStatus status) => status switch
    {
        { Pause.UntilAt: { } until } => $"when its pause ends on {When.At(until)}",
        { Pause: not null } => "when it is resumed",
        { Last: { Outcome: "retrying", RetryAt: { } retry }, Running.Count: 0 } => $"{When.At(retry)}, as another attempt",
        { NextAt: { } next } => When.At(next),
        _ => "not scheduled",
    };

    /// <summary>Why and until when a job is paused.</summary>
    public static string Pause(Storage.JobPause pause)
    {
        var end = pause.UntilAt is { } until ? When.At(until) : "a person resumes it";
        return $"{pause.Reason} ({pause.PausedBy}, {When.At(pause.PausedAt)}); until {end}";
    }
}

/// <summary>The ways in which a job stands.</summary>
internal enum JobStanding
{
    /// <summary>It runs now.</summary>
    Running,

    /// <summary>A person has paused it.</summary>
    Paused,

    /// <summary>Configuration has switched it off.</summary>
    SwitchedOff,

    /// <summary>A setting that it needs is not set.</summary>
    NotSetUp,

    /// <summary>It has not run when it should have.</summary>
    Late,

    /// <summary>It has failed for good.</summary>
    Failing,

    /// <summary>It failed and will be attempted again.</summary>
    Retrying,

    /// <summary>Its last run has ended, or it has never run.</summary>
    Ended,
}
