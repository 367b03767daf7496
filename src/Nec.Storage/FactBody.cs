using System.Text.Json.Serialization;

namespace Nec.Storage;

/// <summary>The fields of a fact that have no column of their own; which are set depends on its kind.</summary>
internal sealed record FactBody
{
    public string? Outcome { get; init; }

    public string? Period { get; init; }

    public string? Means { get; init; }

    /// <summary>There was feedback when it was recorded: still true after the words are purged.</summary>
    public bool? FedBack { get; init; }

    /// <summary>There was a note when it was recorded: still true after the words are purged.</summary>
    public bool? Noted { get; init; }

    public string? Metric { get; init; }

    public long? Count { get; init; }

    public int? SignificantFigures { get; init; }

    public DateOnly? LastPostOn { get; init; }

    public string? Section { get; init; }

    public string? Verdict { get; init; }

    public string? Reason { get; init; }

    public DateOnly? NewestIssueOn { get; init; }

    public DateOnly? NewestActionOn { get; init; }

    public bool? Changed { get; init; }

    public string? EventId { get; init; }

    public DateOnly? StartsOn { get; init; }

    public TimeOnly? StartsAt { get; init; }

    public bool? Attended { get; init; }

    public int? Footfall { get; init; }

    public string? Reference { get; init; }

    public DateTimeOffset? GoneAt { get; init; }

    public DateTimeOffset? BackAt { get; init; }

    public string? Source { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FactBody))]
internal sealed partial class FactBodyJson : JsonSerializerContext;
