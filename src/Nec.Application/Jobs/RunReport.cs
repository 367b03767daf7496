using System.Text.Json.Serialization;

namespace Nec.Application.Jobs;

/// <summary>What a run saw of one of its targets.</summary>
public sealed record RunTarget
{
    /// <summary>The team it was looked at for.</summary>
    [JsonPropertyName("team")]
    public required string Team { get; init; }

    /// <summary>A page, an account or a neighbourhood, as facts name it.</summary>
    [JsonPropertyName("target")]
    public required string Target { get; init; }

    /// <summary>Who was asked: <c>web-pages</c>, <c>police-uk</c> or a network.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary><c>ok</c>, <c>absent</c> or <c>unable</c>.</summary>
    [JsonPropertyName("outcome")]
    public required string Outcome { get; init; }

    /// <summary>Why; null when it was seen.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }
}

/// <summary>What a run achieved, in one sentence and in figures.</summary>
/// <param name="Outcome">One of those that end well.</param>
/// <param name="Summary">Such as <c>59 of 60 pages seen, 3 changed, 1 unable: HTTP 403</c>.</param>
public sealed record RunReport(RunOutcome Outcome, string Summary)
{
    /// <summary>Counts by name, in the order in which they are shown.</summary>
    public IReadOnlyDictionary<string, int> Figures { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Each target that it looked at; empty when it looks at none.</summary>
    public IReadOnlyList<RunTarget> Targets { get; init; } = [];

    /// <summary>It did what it was to do.</summary>
    public static RunReport Succeeded(string summary) => new(RunOutcome.Succeeded, summary);

    /// <summary>There was nothing to do.</summary>
    public static RunReport Skipped(string summary) => new(RunOutcome.Skipped, summary);

    /// <summary>The same with one figure more.</summary>
    public RunReport With(string figure, int count) => this with { Figures = new Dictionary<string, int>(Figures, StringComparer.Ordinal) { [figure] = count } };
}
