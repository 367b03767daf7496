using System.Text.Json.Serialization;

namespace Nec.Storage;

/// <summary>The fields of a fact that have no column of their own; which are set depends on its kind. Settable, since the serializer fills init-only properties by way of a boxed array, a million times over.</summary>
internal sealed record FactBody
{
    public string? Outcome { get; set; }

    public string? Period { get; set; }

    public string? Means { get; set; }

    /// <summary>There was feedback when it was recorded: still true after the words are purged.</summary>
    public bool? FedBack { get; set; }

    /// <summary>There was a note when it was recorded: still true after the words are purged.</summary>
    public bool? Noted { get; set; }

    public string? Metric { get; set; }

    public long? Count { get; set; }

    public int? SignificantFigures { get; set; }

    public DateOnly? LastPostOn { get; set; }

    public string? Section { get; set; }

    public string? Verdict { get; set; }

    public string? Reason { get; set; }

    /// <summary>A person accepted the change; not written while nobody has.</summary>
    public bool? AcceptedByPerson { get; set; }

    public DateOnly? NewestIssueOn { get; set; }

    public DateOnly? NewestActionOn { get; set; }

    public bool? Changed { get; set; }

    public string? EventId { get; set; }

    public DateOnly? StartsOn { get; set; }

    public TimeOnly? StartsAt { get; set; }

    public bool? Attended { get; set; }

    public int? Footfall { get; set; }

    public string? Reference { get; set; }

    public DateTimeOffset? GoneAt { get; set; }

    public DateTimeOffset? BackAt { get; set; }

    public string? Source { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FactBody))]
internal sealed partial class FactBodyJson : JsonSerializerContext;
