using System.Text.Json;
using System.Text.Json.Serialization;
using Nec.Core.Compliance;
using Nec.Core.Reminders;

namespace Nec.Storage;

/// <summary>What a finding holds beside its columns; deciding facts by their ids.</summary>
internal sealed record FindingBody
{
    public string? Period { get; init; }

    public IReadOnlyList<PeriodBody> Periods { get; init; } = [];

    public IReadOnlyList<Step> Steps { get; init; } = [];

    public IReadOnlyList<long> Facts { get; init; } = [];

    public TargetFigures? Target { get; init; }

    public DateOnly? StaleFrom { get; init; }

    public IReadOnlyList<string> Lacking { get; init; } = [];

    public DateOnly? IncompleteOn { get; init; }

    public int? LeadDays { get; init; }

    public bool ConcernsEvents { get; init; }

    public IReadOnlyList<TargetFreshness> Sights { get; init; } = [];

    public IReadOnlyList<string> Flags { get; init; } = [];

    public IReadOnlyList<Trouble> Troubles { get; init; } = [];

    public static string Json(Finding finding) => JsonSerializer.Serialize(
        new FindingBody
        {
            Period = finding.Period,
            Periods = [.. finding.Periods.Select(period => new PeriodBody(period.Period, StatusWord.Of(period.Status), period.Reason, period.EndsOn))],
            Steps = finding.Steps,
            Facts = [.. finding.Facts.Select(fact => fact.Id).OfType<long>()],
            Target = finding.Target,
            StaleFrom = finding.StaleFrom,
            Lacking = finding.Lacking,
            IncompleteOn = finding.IncompleteOn,
            LeadDays = finding.LeadDays,
            ConcernsEvents = finding.ConcernsEvents,
            Sights = finding.Sights,
            Flags = finding.Flags,
            Troubles = finding.Troubles,
        },
        FindingBodyJson.Default.FindingBody);

    public static FindingBody Parse(string json) => JsonSerializer.Deserialize(json, FindingBodyJson.Default.FindingBody)!; // not null in the table
}

/// <summary>One period of a finding.</summary>
internal sealed record PeriodBody(string Period, string Status, string? Reason, DateOnly? EndsOn);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(StepJson), typeof(TroubleKeyJson)])]
[JsonSerializable(typeof(FindingBody))]
internal sealed partial class FindingBodyJson : JsonSerializerContext;

/// <summary>A step as its text.</summary>
internal sealed class StepJson : JsonConverter<ReminderStep>
{
    public override ReminderStep Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text && ReminderStep.Read(text) is { } step ? step
            : throw new StorageException("A finding has a step that this version of Nec does not know: start a newer one.");

    public override void Write(Utf8JsonWriter writer, ReminderStep value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>What a trouble is about, as its text.</summary>
internal sealed class TroubleKeyJson : JsonConverter<TroubleKey>
{
    public override TroubleKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TroubleKey.Read(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, TroubleKey value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
