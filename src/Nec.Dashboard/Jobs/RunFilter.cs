using System.Globalization;
using Nec.Core.Calendar;
using Quartz;

namespace Nec.Dashboard.Jobs;

/// <summary>Which runs a list shows; its address holds all of it.</summary>
public sealed record RunFilter
{
    public string? Job { get; init; }

    /// <summary><c>queued</c>, <c>running</c> or <c>missed</c>; of those that have ended <c>succeeded</c>, <c>failed</c>, <c>retrying</c>, <c>cancelled</c> or <c>skipped</c>; null for all of these.</summary>
    public string? Outcome { get; init; }

    public string? Node { get; init; }

    /// <summary>London's days, both inclusive.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Words of the job's name, of what the run achieved, of why it failed or of what it logged; or its whole trace id.</summary>
    public string? Text { get; init; }

    /// <summary>One of <see cref="RunOrder.Every"/>; null for the newest first.</summary>
    public string? Sort { get; init; }

    internal static IReadOnlyList<string> OutcomeWords { get; } = ["queued", "running", "succeeded", "failed", "retrying", "cancelled", "skipped", "missed"];

    /// <summary>Whether it asks for runs that have ended.</summary>
    internal bool IsOfEnded => Outcome is not ("queued" or "running" or "missed");

    internal IReadOnlyCollection<JobRunResult>? Results => Outcome switch
    {
        null or "queued" or "running" or "missed" => null,
        "retrying" => [JobRunResult.Failed],
        _ => [RunRows.Outcomes[Outcome]],
    };

    internal bool? FailedFinally => Outcome switch { "failed" => true, "retrying" => false, _ => null };

    internal DateTimeOffset? FromInstant => From is { } day ? LondonTime.StartOf(day) : null;

    internal DateTimeOffset? BeforeInstant => To is { } day ? LondonTime.EndOf(day) : null;

    /// <summary>Reads what the address says; what is no day or no outcome is not asked for, and said.</summary>
    internal static (RunFilter Filter, IReadOnlyList<(string Field, string Text)> Faults) Of(string? job, string? outcome, string? node, string? from, string? to, string? text, string? sort)
    {
        List<(string, string)> faults = [];
        var filter = new RunFilter
        {
            Job = Given(job),
            Outcome = OutcomeWords.FirstOrDefault(word => word == outcome),
            Node = Given(node),
            From = DayOf("from", from, faults),
            To = DayOf("to", to, faults),
            Text = Given(text),
            Sort = RunOrder.Of(sort),
        };
        if (filter.To < filter.From)
        {
            faults.Add(("to", "The last day must not be before the first"));
        }

        return (filter, faults);
    }

    internal string Query(RunCursor? after = null) => Address("/runs", after);

    /// <summary>The same choice at another address.</summary>
    internal string Address(string path, RunCursor? after = null)
    {
        (string Name, string? Value)[] parts =
        [
            ("job", Job), ("outcome", Outcome), ("node", Node), ("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("to", To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("text", Text), ("sort", Sort), ("after", after?.ToString()),
        ];
        var given = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return given.Length == 0 ? path : $"{path}?{given}";
    }

    private static string? Given(string? text) => text?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } given ? given : null; // the database takes no NUL

    private static DateOnly? DayOf(string field, string? text, List<(string, string)> faults)
    {
        if (Given(text) is not { } given)
        {
            return null;
        }

        if (DateOnly.TryParseExact(given, ["yyyy-MM-dd", "d/M/yyyy", "d MMMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2100)
        {
            return day;
        }

        faults.Add((field, "The day must be a real date, such as 1/4/2026"));
        return null;
    }
}

/// <summary>A page of runs, and where the next begins; null when there is none.</summary>
internal sealed record RunSlice(IReadOnlyList<RunRow> Rows, RunCursor? Next);

/// <summary>A run in hand.</summary>
public sealed record RunningRow
{
    public required string Id { get; init; }

    public required string Job { get; init; }

    public required string Node { get; init; }

    public required DateTimeOffset At { get; init; }

    public required TimeSpan For { get; init; }

    /// <summary>How far it has got; null when it has not said.</summary>
    public int? Percent { get; init; }

    /// <summary>What it is on now; null when it has not said.</summary>
    public string? On { get; init; }

    /// <summary>Somebody has asked it to end.</summary>
    public bool IsCancelling { get; init; }
}

/// <summary>A run that waits.</summary>
internal sealed record WaitingRow
{
    public required string Job { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>One for the run that its schedule or a person asked for.</summary>
    public int Try { get; init; }

    /// <summary>Why the last try failed; null on the first.</summary>
    public string? Why { get; init; }

    /// <summary>The last try's run; null on the first.</summary>
    public string? LastRun { get; init; }
}
