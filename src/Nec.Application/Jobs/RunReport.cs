using System.Text.Json.Serialization;

namespace Nec.Application.Jobs;

/// <summary>A run's check of one of its targets.</summary>
public sealed record RunTarget
{
    /// <summary>The team whose target it is.</summary>
    [JsonPropertyName("team")]
    public required string Team { get; init; }

    /// <summary>A page, an account or a neighbourhood, as facts name it.</summary>
    [JsonPropertyName("target")]
    public required string Target { get; init; }

    /// <summary>The source: <c>web-pages</c>, <c>police-uk</c> or a network.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary><c>ok</c>, <c>absent</c> or <c>unable</c>.</summary>
    [JsonPropertyName("outcome")]
    public required string Outcome { get; init; }

    /// <summary>Why it could not be checked; null when it was.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }
}

/// <summary>What a run achieved, in one sentence and in figures.</summary>
/// <param name="Outcome">An outcome of a run that ended well.</param>
/// <param name="Summary">Such as <c>59 of 60 pages seen, 3 changed, 1 unable: HTTP 403</c>.</param>
public sealed record RunReport(RunOutcome Outcome, string Summary)
{
    /// <summary>Counts by name, in the order in which they are shown.</summary>
    public IReadOnlyDictionary<string, int> Figures { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Each target that it checked; empty when it checks none.</summary>
    public IReadOnlyList<RunTarget> Targets { get; init; } = [];

    /// <summary>It did its work.</summary>
    public static RunReport Succeeded(string summary) => new(RunOutcome.Succeeded, summary);

    /// <summary>There was nothing to do.</summary>
    public static RunReport Skipped(string summary) => new(RunOutcome.Skipped, summary);

    /// <summary>The same with one more figure.</summary>
    public RunReport With(string figure, int count) =>
        this with { Figures = new Dictionary<string, int>(Figures, StringComparer.Ordinal) { [figure] = count } };
}
