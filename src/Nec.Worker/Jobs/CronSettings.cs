using System.Reflection;
using Nec.Worker.Hosting;
using Quartz;

namespace Nec.Worker.Jobs;

/// <summary>Configuration may move a job's time or switch it off (<c>-</c>); what is neither stops the start.</summary>
internal static class CronSettings
{
    /// <summary>The setting of each job's time.</summary>
    public static IEnumerable<string> Keys { get; } =
        [.. typeof(CronSettings).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<CronTriggerAttribute>()).Select(cron => cron.ConfigurationKey).OfType<string>()];

    /// <exception cref="SettingException">A setting is no cron expression.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var key in Keys)
        {
            if (configuration[key] is { } given && given != "-" && !CronExpression.TryParse(given, out _))
            {
                throw new SettingException($"{key} must be a cron expression with seconds, such as 0 30 3 * * ?, or - to switch the job off; it is '{given}'.");
            }
        }
    }
}
