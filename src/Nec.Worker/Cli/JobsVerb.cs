using System.CommandLine;
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
            Action("run", "Run a job now", "will run within seconds, if a worker is up", (jobs, name, token) => jobs.Run(name, token)),
            Action("pause", "Pause a job until it is resumed", "is paused", (jobs, name, token) => jobs.Pause(name, token)),
            Action("resume", "Resume a paused job", "is resumed", (jobs, name, token) => jobs.Resume(name, token)),
        };
        command.SetAction((parsed, cancellationToken) => With((jobs, token) => List(jobs, parsed.GetValue(json), token), cancellationToken));
        return command;
    }

    private static Command Action(string verb, string description, string done, Func<JobList, string, CancellationToken, Task<bool>> act)
    {
        var name = new Argument<string>("NAME") { Description = "The job's name, such as CheckPages" };
        var command = new Command(verb, description) { name };
        command.SetAction((parsed, cancellationToken) => With(
            async (jobs, token) =>
            {
                if (await act(jobs, parsed.GetValue(name)!, token))
                {
                    Say.Line($"{parsed.GetValue(name)} {done}.");
                    return 0;
                }

                var known = (await jobs.Read(token)).Select(job => job.Name).ToList();
                return Say.No($"There is no job '{parsed.GetValue(name)}': {(known.Count == 0 ? "no worker has run on this database yet" : $"there are {string.Join(", ", known)}")}.");
            },
            cancellationToken));
        return command;
    }

    private static Task<int> With(Func<JobList, CancellationToken, Task<int>> act, CancellationToken cancellationToken) => TeamVerbs.With(
        async (app, token) =>
        {
            await app.StartAsync(token); // the scheduler's store is opened, nothing is run here
            var answer = await act(ActivatorUtilities.CreateInstance<JobList>(app.Services), token);
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
            Say.Line($"  schedule  {job.Schedule ?? "switched off"}");
            Say.Line($"  last run  {(job.LastRunAt is { } last ? $"{Say.At(last)}, {job.Outcome}: {job.Achieved}" : "never")}");
            Say.Line($"  next run  {(job.Paused ? "when resumed" : job.NextRunAt is { } next ? Say.At(next) : "none")}");
        }

        return 0;
    }
}
