using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Facts;

namespace Nec.Core.Year;

/// <summary>A count on a day; of a target, the sum of its accounts.</summary>
public sealed record DayCount(DateOnly Day, long Count);

/// <summary>The counts of accounts by day; a day that lacks one is a gap, never a guess.</summary>
public static class TargetSeries
{
    /// <summary>The last believed count of every day that has one.</summary>
    public static IReadOnlyList<DayCount> OfAccount(IReadOnlyList<Reading> readings) =>
        [.. AcceptedReadings.Of(readings).GroupBy(reading => reading.OccurredOn).OrderBy(day => day.Key).Select(day => new DayCount(day.Key, day.Last().Count))];

    /// <summary>The sum on every day on which all the accounts of a target were counted.</summary>
    public static IReadOnlyList<DayCount> OfTarget(TargetBy target, IEnumerable<Reading> readings)
    {
        var byAccount = readings.Where(reading => target.Accounts.Contains(reading.Account)).GroupBy(reading => reading.Account, StringComparer.Ordinal).Select(account => OfAccount([.. account])).ToList();
        return [.. byAccount.SelectMany(days => days).GroupBy(day => day.Day).Where(day => day.Count() == target.Accounts.Count).OrderBy(day => day.Key).Select(day => new DayCount(day.Key, day.Sum(count => count.Count)))];
    }
}
