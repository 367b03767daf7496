using Nec.Core.Calendar;
using Nec.Core.Facts;
using Nec.Core.Reminders;

namespace Nec.Core.Compliance.Rules;

/// <summary>The sum of some accounts' counts reaches a number by the end of a London day (domain.md A2-1 to A2-3).</summary>
public sealed record TargetBy(IReadOnlyList<string> Accounts, long Baseline, long? AtLeast, decimal? Percent, DateOnly By) : AssessingRule
{
    /// <summary>A reading older than this on the day judged, or on the last day, makes the total incomplete.</summary>
    private const int FreshDays = 7;

    /// <summary>Days without a post after which an account is flagged, never marked down.</summary>
    private const int SilentDays = 14;

    /// <summary>The baseline raised by the percentage, up to a whole number: 10 % over 7,462 is 8,208.2, so 8,209; null without a percentage.</summary>
    public long? PercentTarget => Percent is { } percent ? (long)Math.Ceiling(Baseline * (100m + percent) / 100m) : null;

    /// <summary>The number that decides: the published one, else the percentage's.</summary>
    public long Number => AtLeast ?? PercentTarget ?? Baseline;

    /// <summary>The straight line from the baseline on the contract's first day to the number on the last day.</summary>
    public decimal PaceOn(DateOnly from, DateOnly day)
    {
        var days = Math.Max(1, By.DayNumber - from.DayNumber);
        return Baseline + ((Number - Baseline) * Math.Clamp((decimal)(day.DayNumber - from.DayNumber) / days, 0m, 1m));
    }

    /// <inheritdoc/>
    public override Finding Assess(History history, DateOnly today)
    {
        var asOf = today < By ? today : By;
        var last = Accounts.ToDictionary(account => account, account => history.Readings.GetValueOrDefault(account)?.LastOrDefault(reading => reading.OccurredOn <= asOf), StringComparer.Ordinal);
        var gaps = last.Where(entry => entry.Value is null || entry.Value.OccurredOn < asOf.AddDays(-FreshDays)).Select(entry => Gap(entry.Key, entry.Value, history.Contract.From)).ToList();
        var readings = last.Values.OfType<Reading>().ToList();
        long? total = readings.Count == 0 ? null : readings.Sum(reading => reading.Count);
        var steps = history.LadderFor(By, LadderFor(By.DayNumber - history.Contract.From.DayNumber), escalates: false);
        var (status, reason) = gaps.Count > 0 || total is null
            ? (Status.Incomplete, $"{Total(total)}, no verdict: {string.Join("; ", gaps.Select(gap => gap.Text))}")
            : Judge(history, total.Value, steps, today);
        return new()
        {
            Obligation = history.Obligation.Id,
            Status = status,
            Reason = reason,
            Period = Calendar.Dates.Iso(By),
            DueOn = By,
            LastOn = readings.Max(reading => (DateOnly?)reading.OccurredOn),
            Periods = [new(Calendar.Dates.Iso(By), status) { Reason = reason, EndsOn = By }],
            Steps = steps,
            Facts = readings,
            Target = new() { Total = total, Target = AtLeast, Short = Short(AtLeast, total), PercentTarget = PercentTarget, PercentShort = Short(PercentTarget, total), Pace = today > By ? null : (long)Math.Ceiling(PaceOn(history.Contract.From, today)) },
            Flags = [.. last.Where(entry => entry.Value?.LastPostOn <= asOf.AddDays(-SilentDays)).Select(entry => $"{entry.Key}: no post since {Calendar.Dates.Long(entry.Value!.LastPostOn!.Value)}")],
            Troubles = [.. history.Troubles, .. gaps.Where(gap => !history.Troubles.Any(trouble => trouble.Target == gap.Target))],
        };
    }

    private (Status Status, string Reason) Judge(History history, long total, IReadOnlyList<Reminders.Step> steps, DateOnly today)
    {
        if (today > By)
        {
            return (total >= Number ? Status.Met : history.Commitment.Soft ? Status.AtRisk : Status.Missed, Decided(total));
        }

        var pace = Math.Ceiling(PaceOn(history.Contract.From, today));
        var progress = $"{Total(total)} of {Number:#,0} by {Calendar.Dates.Long(By)}";
        return total >= Number ? (Status.OnTrack, $"{progress}: reached, if it holds{PercentWords(total)}")
            : total < pace ? (Status.AtRisk, $"{progress}: {Number - total:#,0} short, {pace - total:#,0} behind the pace of {pace:#,0} on {Calendar.Dates.Long(today)}")
            : steps.Any(step => step.SendOn <= today) ? (Status.DueSoon, $"{progress}: {Number - total:#,0} short, on pace")
            : (Status.OnTrack, $"{progress}: on pace");
    }

    private string Decided(long total) =>
        $"{Total(total)} on {Calendar.Dates.Long(By)}, {(AtLeast is null ? "the percentage" : "the published number")} is {Number:#,0}{(total < Number ? $": {Number - total:#,0} short" : "")}{PercentWords(total)}";

    private string PercentWords(long total) => AtLeast is null || PercentTarget is not { } percent ? ""
        : total >= percent ? $"; {Percent:0.##}% would be {percent:#,0}, met too"
        : $"; {Percent:0.##}% would be {percent:#,0}, {percent - total:#,0} more";

    private static long? Short(long? target, long? total) => target is { } number && total is { } count ? Math.Max(0, number - count) : null;

    // Likes of several pages may be the same people (domain.md A2-3).
    private static string Total(long? total) => total is { } count ? $"{count:#,0} in all" : "no readings";

    private static Trouble Gap(string account, Reading? last, DateOnly from) => last is null
        ? new(TroubleKind.NoReading, TroubleKey.Target(account), from, $"account {account} has no reading")
        {
            Name = new(TargetKind.Account, account),
        }
        : new(TroubleKind.NoReading, TroubleKey.Target(account), last.OccurredOn, $"account {account} was last read on {Calendar.Dates.Long(last.OccurredOn)}, more than {FreshDays} days before")
        {
            Name = new(TargetKind.Account, account),
            LastOn = last.OccurredOn,
        };

    /// <summary>Two are equal when their numbers and accounts are.</summary>
    public bool Equals(TargetBy? other) => other is not null && Accounts.SequenceEqual(other.Accounts, StringComparer.Ordinal)
        && (Baseline, AtLeast, Percent, By) == (other.Baseline, other.AtLeast, other.Percent, other.By);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Baseline, AtLeast, Percent, By);
}
