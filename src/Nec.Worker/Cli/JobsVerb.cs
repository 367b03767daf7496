using System.CommandLine;
using System.Globalization;
using Nec.Core.Calendar;
using Nec.Dashboard.Jobs;
using Nec.Worker.Jobs;

namespace Nec.Worker.Cli;

/// <summary><c>nec jobs</c> and its actions: the job list of all workers on the database.</summary>
internal static class JobsVerb
{
    public static Command Command()
    {
        var json = Given.Json();
        var command = new Command("jobs", "List the jobs: last run, outcome, what it achieved, next run")
        {
            json,
            Action("run", "Run a job now", "will run within seconds, if a worker is up", (actions, name, token) => actions.Run(name, Who("run"), null, token)),
            Pause(),
            Action("resume", "Resume a paused job", "is resumed", (actions, name, token) => actions.Resume(name, Who("resume"), null, token)),
        };
        command.SetAction((parsed, cancellationToken) => With((services, token) => List(ActivatorUtilities.CreateInstance<JobList>(services), parsed.GetValue(json), token), cancellationToken));
        return command;
    }

    private static Command Action(string verb, string description, string done, Func<JobActions, string, CancellationToken, Task<bool>> act)
    {
        var name = Name();
        var command = new Command(verb, description) { name };
        command.SetAction((parsed, cancellationToken) => Act(parsed.GetValue(name)!, done, act, cancellationToken));
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
            return why.Length is 0 or > JobActions.LongestReason ? Task.FromResult(Say.Wrong($"--reason must say why, in {JobActions.LongestReason} characters at most."))
                : given is not null && end is null ? Task.FromResult(Say.Wrong($"--until must be a day or a day and time of London, such as 2026-04-01 or 2026-04-01T09:00; it is '{given}'."))
                : Act(
                    parsed.GetValue(name)!,
                    end is { } at ? $"is paused until {Say.At(at)}" : "is paused until it is resumed",
                    (actions, job, token) => actions.Pause(job, Who("pause"), why, end, token),
                    cancellationToken,
                    end);
        });
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "The job's name, such as CheckPages" };

    private static string Who(string verb) => $"nec jobs {verb} ({Environment.UserName})";

    private static DateTimeOffset? EndOf(string given) =>
        DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? LondonTime.StartOf(day)
        : DateTime.TryParseExact(given, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? LondonTime.InstantOf(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at))
        : null;

    private static Task<int> Act(
        string name, string done, Func<JobActions, string, CancellationToken, Task<bool>> act, CancellationToken cancellationToken, DateTimeOffset? until = null) => With(
        async (app, token) =>
        {
            if (until <= app.GetRequiredService<LondonClock>().Now)
            {
                return Say.Wrong($"--until must lie in the future; it is {Say.At(until.Value)}.");
            }

            if (await act(ActivatorUtilities.CreateInstance<JobActions>(app), name, token))
            {
                Say.Line($"{name} {done}.");
                return 0;
            }

            var known = (await ActivatorUtilities.CreateInstance<JobList>(app).Read(token)).Select(job => job.Name).ToList();
            return Say.No($"There is no job '{name}': {(known.Count == 0 ? "no worker has run on this database yet" : $"there are {string.Join(", ", known)}")}.");
        },
        cancellationToken);

    private static Task<int> With(Func<IServiceProvider, CancellationToken, Task<int>> act, CancellationToken cancellationToken) => TeamVerbs.With(
        async (app, token) =>
        {
            await app.StartAsync(token); // the scheduler's store is opened, nothing is run here
            var answer = await act(app.Services, token);
            await app.StopAsync(token);
            return answer;
        },
        cancellationToken);

    private static async Task<int> List(JobList jobs, bool json, CancellationToken cancellationToken)
    {
        var list = await jobs.Read(cancellationToken);
        if (json)
        {
            return Say.AsJson(new { jobs = list });
        }

        if (list.Count == 0)
        {
            Say.Line("No worker has run on this database yet: start one with nec run.");
        }

        foreach (var job in list)
        {
            Say.Line($"{job.Name}{(job.Paused ? " (paused)" : "")}: {job.Description}");
            if (job.PausedBecause is { } reason)
            {
                Say.Line($"  paused    {reason}");
            }

            Say.Line($"  schedule  {job.Schedule ?? JobKeys.BegunBy(job.Name) ?? "switched off"}");
            Say.Line($"  last run  {(job.LastRunAt is { } last ? $"{Say.At(last)}, {job.Outcome}: {job.Achieved}" : "never")}");
            Say.Line($"  next run  {(job.Paused ? job.PausedUntil is { } until ? $"when its pause ends, {Say.At(until)}" : "when resumed" : job.NextRunAt is { } next ? Say.At(next) : "none")}");
        }

        return 0;
    }
}
