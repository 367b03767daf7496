using System.Reflection;
using Nec.Application.Jobs;
using Nec.Storage;

namespace Nec.Worker.Jobs.Engine;

/// <summary>A job as its code declares it, with its configured time.</summary>
/// <param name="Cron">Null when it is switched off, not set up or asked for by another job.</param>
internal sealed record DeclaredJob(Type Type, JobAttribute Declared, string? Cron)
{
    /// <summary>
    /// The setting that it needs and that is not set, as <see cref="JobAttribute.Needs"/> names it; null when it is set up.
    /// </summary>
    public string? Missing { get; init; }

    public string Id => Declared.Id;

    public TimeSpan RetryWait => TimeSpan.FromMinutes(Declared.RetryMinutes);

    /// <summary>The row that other processes read.</summary>
    public RegisteredJob ToRegistered(DateTimeOffset now) => new()
    {
        Job = Id,
        Description = Declared.Does,
        Cron = Cron,
        OnWorkingDays = Declared.WorkingDays,
        MakesUp = Declared.MakesUp,
        MissingSetting = Missing,
        AskedByJob = Declared.AskedBy,
        Since = now,
    };
}

/// <summary>Every job of this program, by id.</summary>
internal sealed class JobCatalogue
{
    private readonly Dictionary<string, DeclaredJob> _byId;

    private JobCatalogue(IEnumerable<DeclaredJob> jobs) => _byId = jobs.ToDictionary(job => job.Id, StringComparer.Ordinal);

    public IReadOnlyCollection<DeclaredJob> All => _byId.Values;

    /// <summary>The settings that move a job's time or switch it off.</summary>
    public static IEnumerable<string> SettingKeys => Declared
        .Where(job => job.Declared.Cron is not null)
        .Select(job => SettingOf(job.Declared));

    /// <summary>The job with an id; null when this program has none.</summary>
    public DeclaredJob? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Adds a job that this program does not declare; for tests.</summary>
    public void Add(DeclaredJob job) => _byId.Add(job.Id, job);

    /// <summary>Reads the declarations and the settings.</summary>
    /// <exception cref="SettingException">Nec and its engine read a configured time differently.</exception>
    public static JobCatalogue Read(IConfiguration configuration, DateTimeOffset now) =>
        new(Declared.Select(job => job with
        {
            Cron = CronOf(job.Declared, configuration, now) is { } cron && MissingOf(job.Declared, configuration) is null ? cron : null,
            Missing = MissingOf(job.Declared, configuration),
        }));

    private static IEnumerable<DeclaredJob> Declared => typeof(JobCatalogue).Assembly.GetTypes()
        .Select(type => (Type: type, Job: type.GetCustomAttribute<JobAttribute>()))
        .Where(declared => declared.Job is not null)
        .Select(declared => new DeclaredJob(declared.Type, declared.Job!, declared.Job!.Cron)); // not null: filtered above

    private static string SettingOf(JobAttribute job) => $"Jobs:{job.Id}:Cron";

    private static string? MissingOf(JobAttribute job, IConfiguration configuration) =>
        job.Needs is { } needs && !IsSet(configuration, needs.Split('=', 2)) ? needs : null;

    private static bool IsSet(IConfiguration configuration, string[] need) => need is [var key, var value]
        ? string.Equals(configuration[key], value, StringComparison.OrdinalIgnoreCase)
        : !string.IsNullOrEmpty(configuration[need[0]]);

    private static string? CronOf(JobAttribute job, IConfiguration configuration, DateTimeOffset now)
    {
        var key = SettingOf(job);
        if (job.Cron is null || configuration[key] is not { } given || given == job.Cron)
        {
            return job.Cron; // a declared time was compared by a test: comparing a year of it costs a third of a start
        }

        if (given == "-")
        {
            return null;
        }

        return CronCheck.WhyNot(given, now) is { } why ? throw new SettingException($"{key} {why}; it is '{given}'.") : given;
    }
}
