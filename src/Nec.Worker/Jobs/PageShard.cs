using System.Globalization;
using System.Text.Json;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>A part of a run over the pages as it stands in the scheduler's store, from which any worker takes it.</summary>
/// <param name="Names">Team and target of each.</param>
/// <param name="Since">What was seen from then on is not looked at again.</param>
internal sealed record PageShard(int Number, int Total, DateTimeOffset Since, IReadOnlyList<IReadOnlyList<string>> Names)
{
    /// <summary>The triggers' group, apart from ours: those are removed at start unless the code declares them.</summary>
    public const string Group = "nec-shards";

    // The scheduler keeps what stands under this name with the run's history.
    private const string Key = SchedulerConstants.JobInput;

    // Mail and assessment go first when a worker has a thread free; Quartz's own is 5.
    private const int Priority = 1;

    /// <summary>What the shard's run is called in its summary.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"shard {Number} of {Total}");

    /// <summary>Cuts a run into shards.</summary>
    public static IEnumerable<PageShard> Of(IReadOnlyList<IReadOnlyList<PageTarget>> parts, DateTimeOffset since) => parts.Select((part, at) =>
        new PageShard(at + 1, parts.Count, since, [.. part.Select(target => (string[])[target.Contract.Id, target.Name])]));

    /// <summary>The shard of a run; null when the run was not started with one.</summary>
    public static PageShard? Of(JobDataMap data) => data.TryGetValue(Key, out var json) && json is string text ? JsonSerializer.Deserialize<PageShard>(text) : null;

    /// <summary>Fires it once, at once, however late a worker is free.</summary>
    public ITrigger Trigger(JobKey job, DateOnly day, TimeProvider clock) => TriggerBuilder.Create(clock)
        .WithIdentity(string.Create(CultureInfo.InvariantCulture, $"pages {day:yyyy-MM-dd} {Number:0000}"), Group)
        .ForJob(job)
        .UsingJobData(Key, JsonSerializer.Serialize(this))
        .WithPriority(Priority)
        .WithSimpleSchedule(once => once.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
        .StartNow()
        .Build();
}
