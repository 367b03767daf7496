using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nec.Core.Compliance;
using Nec.Core.Facts;

namespace Nec.Integrations.FactFiles;

/// <summary>Writes facts one to a line, as they are read.</summary>
internal sealed class FactWriter : IDisposable
{
    // A file, not a page: letters stay as they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public FactWriter()
    {
        _json = new(_buffer, Options);
    }

    public void Dispose() => _json.Dispose();

    /// <summary>The fact as one line of JSON, without its end.</summary>
    public string Line(Fact fact)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        switch (fact)
        {
            case Occurrence occurrence: Write(occurrence); break;
            case Reading reading: Write(reading); break;
            case SectionCheck section: Write(section); break;
            case PriorityCheck priorities: Write(priorities); break;
            case PeopleCheck people: Write(people); break;
            case EventSeen seen: Write(seen); break;
            case SourceCheck check: Write(check); break;
            default: throw new ArgumentException($"Facts of the kind {fact.GetType().Name} have no line of their own yet.", nameof(fact));
        }

        Instant("recordedAt", fact.RecordedAt);
        _json.WriteEndObject();
        _json.Flush();
        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }

    private void Write(Occurrence occurrence)
    {
        Text("fact", "occurrence");
        Text("commitment", occurrence.Commitment);
        Text("place", occurrence.Place);
        Date("occurredOn", occurrence.OccurredOn);
        Instant("occurredAt", occurrence.OccurredAt);
        Text("outcome", Kebab.Of(occurrence.Outcome.ToString()));
        Text("period", occurrence.Period);
        Text("means", occurrence.Means);
        Text("feedback", occurrence.Feedback);
        Text("note", occurrence.Note);
        Text("by", occurrence.By);
    }

    private void Write(Reading reading)
    {
        Text("fact", "reading");
        Text("account", reading.Account);
        Text("metric", reading.Metric);
        Instant("at", reading.At);
        _json.WriteNumber("count", reading.Count);
        if (reading.SignificantFigures is { } figures)
        {
            _json.WriteNumber("significantFigures", figures);
        }

        Date("lastPostOn", reading.LastPostOn);
    }

    private void Write(SectionCheck check)
    {
        Text("fact", "section");
        Text("page", check.Page);
        Text("section", check.Section);
        Instant("at", check.At);
        Text("verdict", Kebab.Of(check.Verdict.ToString()));
        Text("reason", check.Reason);
        if (check.AcceptedByPerson)
        {
            _json.WriteBoolean("acceptedByPerson", true);
        }
    }

    private void Write(PriorityCheck check)
    {
        Text("fact", "priorities");
        Text("neighbourhood", check.Neighbourhood);
        Instant("at", check.At);
        Date("newestIssueOn", check.NewestIssueOn);
        Date("newestActionOn", check.NewestActionOn);
        _json.WriteBoolean("changed", check.Changed);
    }

    private void Write(PeopleCheck check)
    {
        Text("fact", "people");
        Text("neighbourhood", check.Neighbourhood);
        Instant("at", check.At);
        _json.WriteNumber("count", check.Count);
    }

    private void Write(EventSeen seen)
    {
        Text("fact", "event");
        Text("neighbourhood", seen.Neighbourhood);
        Text("id", seen.EventId);
        var format = seen.StartsAtTime.Second == 0 ? "yyyy-MM-ddTHH:mm" : "yyyy-MM-ddTHH:mm:ss";
        Text("startsAt", seen.StartsOn.ToDateTime(seen.StartsAtTime).ToString(format, CultureInfo.InvariantCulture));
        Instant("firstSeenAt", seen.FirstSeenAt);
        if (seen.Attended is { } attended)
        {
            _json.WriteBoolean("attended", attended);
        }

        if (seen.Footfall is { } footfall)
        {
            _json.WriteNumber("footfall", footfall);
        }

        Text("reference", seen.Reference);
        Instant("goneAt", seen.GoneAt);
        Instant("backAt", seen.BackAt);
    }

    private void Write(SourceCheck check)
    {
        Text("fact", "check");
        Text("source", check.Source);
        Text("target", check.Target);
        Instant("at", check.At);
        Text("outcome", Kebab.Of(check.Outcome.ToString()));
        Text("reason", check.Reason);
    }

    private void Text(string key, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(key, value);
        }
    }

    private void Date(string key, DateOnly? value) => Text(key, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private void Instant(string key, DateTimeOffset? value) =>
        Text(key, value?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
}
