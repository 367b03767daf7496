using System.CommandLine;
using System.Globalization;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Storage;

namespace Nec.Worker.Cli;

/// <summary><c>nec jobs</c> and its actions: the job list of all workers on the database.</summary>
internal static class JobsVerb
{
    public static Command Command()
    {
        var json = CommonOptions.Json();
        var command = new Command("jobs", "List the jobs: last run, outcome, what it achieved, next run")
        {
            json,
            Run(),
            Pause(),
            Resume(),
        };
        command.SetAction((parsed, cancellationToken) => With(
            (services, token) => List(services.GetRequiredService<JobHealth>(), parsed.GetValue(json), token),
            cancellationToken));
        return command;
    }

    private static Command Run()
    {
        var name = Name();
        var command = new Command("run", "Run a job now") { name };
        command.SetAction((parsed, cancellationToken) => With(
            async (services, token) =>
            {
                var job = parsed.GetValue(name)!; // an argument without a default is always given
                return await services.GetRequiredService<JobActions>().Run(job, Who("run"), null, token) switch
                {
                    Asked.Queued => Done($"{job} will run within seconds, if a worker is up."),
                    Asked.Paused => Output.No($"{job} is paused: resume it first, with nec jobs resume {job}."),
                    _ => await Unknown(services, job, token),
                };
            },
            cancellationToken));
        return command;
    }

    private static Command Resume()
    {
        var name = Name();
        var command = new Command("resume", "Resume a paused job") { name };
        command.SetAction((parsed, cancellationToken) => Act(
            parsed.GetValue(name)!,
            "is resumed",
            (actions, job, token) => actions.Resume(job, Who("resume"), null, token),
            cancellationToken));
        return command;
    }

    private static Command Pause()
    {
        var name = Name();
        var reason = new Option<string>("--reason") { Description = $"Why, in {JobActions.LongestReason} characters at most", DefaultValueFactory = _ => "paused from the command line" };
        var until = new Option<string>("--until") { Description = "The London day, or day and time, at which it is resumed: 2026-04-01 or 2026-04-01T09:00; without it a person resumes it" };
        var command = new Command("pause", "Pause a job, with a reason and perhaps an end") { name, reason, until };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (why, given) = (parsed.GetValue(reason)!.Trim(), parsed.GetValue(until));
            var end = given is null ? null : EndOf(given);
            return why.Length is 0 or > JobActions.LongestReason ? Task.FromResult(Output.Wrong($"--reason must say why, in {JobActions.LongestReason} characters at most."))
                : given is not null && end is null ? Task.FromResult(Output.Wrong($"--until must be a day or a day and time of London, such as 2026-04-01 or 2026-04-01T09:00; it is '{given}'."))
                : Act(
                    parsed.GetValue(name)!,
                    end is { } at ? $"is paused until {Output.At(at)}" : "is paused until it is resumed",
                    (actions, job, token) => actions.Pause(job, Who("pause"), why, end, token),
                    cancellationToken,
                    end);
        });
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "The job's name, such as CheckPages" };

    private static string Who(string verb) => $"nec jobs {verb} ({Environment.UserName})";

    private static DateTimeOffset? EndOf(string given) =>
        TypedMoment.Read(given) is not { Day.Year: >= 2000 and <= 2100 } typed ? null
        : typed.Time is { } time ? LondonTime.InstantOf(typed.Day, time)
        : LondonTime.StartOf(typed.Day);

    private static Task<int> Act(
        string name, string done, Func<JobActions, string, CancellationToken, Task<bool>> act, CancellationToken cancellationToken, DateTimeOffset? until = null) => With(
        async (app, token) =>
        {
            if (until <= app.GetRequiredService<LondonClock>().Now)
            {
                return Output.Wrong($"--until must lie in the future; it is {Output.At(until.Value)}.");
            }

            return await act(app.GetRequiredService<JobActions>(), name, token) ? Done($"{name} {done}.") : await Unknown(app, name, token);
        },
        cancellationToken);

    private static int Done(string sentence)
    {
        Output.Line(sentence);
        return 0;
    }

    private static async Task<int> Unknown(IServiceProvider services, string job, CancellationToken cancellationToken)
    {
        var known = (await services.GetRequiredService<JobRegister>().Jobs(cancellationToken)).Select(known => known.Job).ToList();
        var choice = known.Count == 0 ? "no worker has run on this database yet" : $"there are {string.Join(", ", known)}";
        return Output.No($"There is no job '{job}': {choice}.");
    }

    private static Task<int> With(Func<IServiceProvider, CancellationToken, Task<int>> act, CancellationToken cancellationToken) =>
        TeamVerbs.With((app, token) => act(app.Services, token), cancellationToken);

    private static async Task<int> List(JobHealth health, bool json, CancellationToken cancellationToken)
    {
        var list = (await health.All(cancellationToken)).Select(JobLine.Of).ToList();
        if (json)
        {
            return Output.AsJson(new { jobs = list });
        }

        if (list.Count == 0)
        {
            Output.Line("No worker has run on this database yet: start one with nec run.");
        }

        foreach (var job in list)
        {
            var paused = job.Paused ? " (paused)" : "";
            var late = job.LateSince is null ? "" : " (late)";
            var failing = job.FailingSince is null ? "" : " (failing)";
            Output.Line($"{job.Name}{paused}{late}{failing}: {job.Description}");
            if (job.PausedBecause is { } reason)
            {
                Output.Line($"  paused    {reason}");
            }

            Output.Line($"  schedule  {job.When}");
            Output.Line($"  last run  {(job.LastRunAt is { } last ? $"{Output.At(last)}, {job.Outcome}: {job.Achieved}" : "never")}");
            Output.Line($"  next run  {(job.Paused ? job.PausedUntil is { } until ? $"when its pause ends, {Output.At(until)}" : "when resumed" : job.NextRunAt is { } next ? Output.At(next) : "none")}");
        }

        return 0;
    }
}

/// <summary>A job as the list shows it.</summary>
internal sealed record JobLine
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Cron with its zone; null when switched off, not set up or asked for by another job.</summary>
    public string? Schedule { get; init; }

    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>The word that the run's row holds; null when the job never ran.</summary>
    public string? Outcome { get; init; }

    /// <summary>What the last run achieved, or why it failed.</summary>
    public string? Achieved { get; init; }

    public DateTimeOffset? NextRunAt { get; init; }

    public bool Paused { get; init; }

    /// <summary>Why, in the person's words; null when it is not paused.</summary>
    public string? PausedBecause { get; init; }

    /// <summary>When its pause ends by itself; null when a person ends it.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>The scheduled time for which no run ended well; null when it is not late.</summary>
    public DateTimeOffset? LateSince { get; init; }

    /// <summary>The first failure for good since the last run that ended well; null when it is not failing.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The job that hands this one its work; null for all others.</summary>
    public string? AskedBy { get; init; }

    /// <summary>The setting that it needs and that is not set; null when it is set up.</summary>
    public string? MissingSetting { get; init; }

    public static JobLine Of(JobStatus job) => new()
    {
        Name = job.Job.Job,
        Description = job.Job.Description,
        Schedule = job.Job.Cron is { } cron ? $"{cron} Europe/London" : null,
        LastRunAt = job.Last?.StartedAt,
        Outcome = job.Last?.Outcome,
        Achieved = job.Last?.Failure ?? job.Last?.Summary,
        NextRunAt = job.NextAt,
        Paused = job.Pause is not null,
        PausedBecause = job.Pause?.Reason,
        PausedUntil = job.Pause?.UntilAt,
        LateSince = job.LateSince,
        FailingSince = job.FailingSince,
        AskedBy = job.Job.AskedByJob,
        MissingSetting = job.Job.MissingSetting,
    };

    /// <summary>When it runs, or why it does not.</summary>
    internal string When => this switch
    {
        { Schedule: { } schedule } => schedule,
        { AskedBy: { } asker } => $"when {asker} shares out a long list",
        { MissingSetting: { } setting } => $"not set up: {setting}",
        _ => "switched off",
    };
}
