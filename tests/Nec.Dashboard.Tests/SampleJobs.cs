using Quartz;

namespace Nec.Dashboard.Tests;

[QuartzJob(Group = "nec", Durable = true, Description = "Looks at every watched section")]
[CronTrigger("0 30 3 * * ?", TimeZone = "Europe/London")]
public sealed class CheckPages : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;
}

[QuartzJob(Group = "nec", Durable = true, Description = "Sends what waits in the outbox")]
[CronTrigger("0 * * * * ?", TimeZone = "Europe/London")]
public sealed class SendMail : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;
}

[QuartzJob(Group = "nec", Durable = true, Description = "Checks one shard of the web pages")]
public sealed class CheckPageShard : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;
}

[QuartzJob(Group = "nec", Durable = true, Description = "Deletes what was kept for its time")]
public sealed class PurgeExpired : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;
}
