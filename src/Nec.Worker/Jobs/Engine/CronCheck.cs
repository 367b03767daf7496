using Cronos;
using Nec.Application.Jobs;
using Nec.Core.Calendar;

namespace Nec.Worker.Jobs.Engine;

/// <summary>
/// Checks a configured time with both readers of cron, Nec's own calculation and Hangfire's: they differ on numbers for weekdays.
/// </summary>
internal static class CronCheck
{
    /// <summary>How far ahead the two are compared.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(366);

    /// <summary>What is wrong with a time, as the end of a sentence about its setting; null when it is valid.</summary>
    public static string? WhyNot(string cron, DateTimeOffset now)
    {
        if (Schedule.Parse(cron) is not { } ours || !CronExpression.TryParse(cron, CronFormat.IncludeSeconds, out var engines))
        {
            return "must be a cron expression of six fields, such as 0 30 3 * * ?, or - to switch the job off";
        }

        var theirs = engines.GetOccurrences(now, now + Ahead, LondonTime.Zone, fromInclusive: false);
        var mine = ours.Following(now, int.MaxValue).TakeWhile(at => at < now + Ahead);
        return mine.SequenceEqual(theirs.Select(at => at.ToUniversalTime()))
            ? null
            : "can be read in two ways: name days of the week, such as SUN or MON-FRI, " +
                "and keep to one of day of month and day of week, with ? for the other";
    }
}
