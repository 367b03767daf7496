using System.Globalization;
using System.Text.Json;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Storage;

/// <summary>A fact as its columns; the one place that knows both spellings.</summary>
internal sealed record FactRow(string Kind, string SourceKey, DateOnly OccurredOn, DateTimeOffset? OccurredAt, FactBody Body)
{
    public string? Commitment { get; init; }

    public string? Place { get; init; }

    /// <summary>The page, account or neighbourhood, as the kind has it.</summary>
    public string? Target { get; init; }

    public string? Note { get; init; }

    public string? Feedback { get; init; }

    public string? By { get; init; }

    public bool IsNoteRemoved { get; init; }

    public bool IsFeedbackRemoved { get; init; }

    public string Json => JsonSerializer.Serialize(Body, FactBodyJson.Default.FactBody);

    public static FactRow Of(string team, Fact fact) => fact switch
    {
        Occurrence it => Of(team, it),
        Reading it => new("reading", Key(team, "reading", it.Account, it.Metric, At(it.At)), it.OccurredOn, it.At, new() { Metric = it.Metric, Count = it.Count, SignificantFigures = it.SignificantFigures, LastPostOn = it.LastPostOn })
        {
            Target = it.Account,
        },
        SectionCheck it => new("section", Key(team, "section", it.Page, it.Section, At(it.At)), it.OccurredOn, it.At,
            new()
            {
                Section = it.Section,
                Verdict = Word(it.Verdict),
                Reason = it.Reason,
                AcceptedByPerson = it.AcceptedByPerson ? true : null,
            })
        {
            Target = it.Page,
        },
        PriorityCheck it => new("priorities", Key(team, "priorities", it.Neighbourhood, At(it.At)), it.OccurredOn, it.At,
            new() { NewestIssueOn = it.NewestIssueOn, NewestActionOn = it.NewestActionOn, Changed = it.Changed })
        {
            Target = it.Neighbourhood,
        },
        PeopleCheck it => new("people", Key(team, "people", it.Neighbourhood, At(it.At)), it.OccurredOn, it.At, new() { Count = it.Count })
        {
            Target = it.Neighbourhood,
        },
        EventSeen it => Of(team, it),
        SourceCheck it => new("check", Key(team, "check", it.Source, it.Target, At(it.At)), it.OccurredOn, it.At,
            new() { Source = it.Source, Outcome = Word(it.Outcome), Reason = it.Reason })
        {
            Target = it.Target,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "No table knows this kind of fact."),
    };

    // A place's name and its slug are the same place.
    private static FactRow Of(string team, Occurrence it) => new(
        "occurrence",
        Key(team, "occurrence", it.Commitment, it.Place is { } place ? Slug.Of(place) : null, Day(it.OccurredOn), Word(it.Outcome), it.Period),
        it.OccurredOn,
        it.OccurredAt,
        new() { Outcome = Word(it.Outcome), Period = it.Period, Means = it.Means, FedBack = it.Feedback is null ? null : true, Noted = it.Note is null ? null : true })
    {
        Commitment = it.Commitment,
        Place = it.Place,
        Note = it.Note,
        Feedback = it.Feedback,
        By = it.By,
    };

    // Each night sees the same event again: only a change of what is said about it is a new fact.
    private static FactRow Of(string team, EventSeen it) => new(
        "event",
        Key([
            team, "event", it.Neighbourhood, it.EventId, Day(it.StartsOn), it.StartsAtTime.ToString("O", CultureInfo.InvariantCulture),
            it.Attended?.ToString(), it.Footfall?.ToString(CultureInfo.InvariantCulture), it.Reference,
            .. it.GoneAt is { } gone ? ["gone", At(gone)] : Array.Empty<string>(), .. it.BackAt is { } back ? ["back", At(back)] : Array.Empty<string>(),
        ]),
        it.OccurredOn,
        it.FirstSeenAt,
        new() { EventId = it.EventId, StartsOn = it.StartsOn, StartsAt = it.StartsAtTime, Attended = it.Attended, Footfall = it.Footfall, Reference = it.Reference, GoneAt = it.GoneAt, BackAt = it.BackAt })
    {
        Target = it.Neighbourhood,
    };

    public Fact ToFact(long id, DateTimeOffset recordedAt) => Kind switch
    {
        "occurrence" => new Occurrence(Commitment!, Place, OccurredOn, Parse<Outcome>(Body.Outcome))
        {
            Id = id,
            RecordedAt = recordedAt,
            OccurredAt = OccurredAt,
            Period = Body.Period,
            Means = Body.Means,
            Feedback = Feedback,
            Note = Note,
            By = By,
            IsNoteRemoved = IsNoteRemoved,
            IsFeedbackRemoved = IsFeedbackRemoved,
        },
        "reading" => new Reading(Target!, Body.Metric!, OccurredAt!.Value, Body.Count!.Value)
        {
            Id = id,
            RecordedAt = recordedAt,
            SignificantFigures = Body.SignificantFigures,
            LastPostOn = Body.LastPostOn,
        },
        "section" => new SectionCheck(Target!, Body.Section!, OccurredAt!.Value, Parse<Verdict>(Body.Verdict))
        {
            Id = id,
            RecordedAt = recordedAt,
            Reason = Body.Reason,
            AcceptedByPerson = Body.AcceptedByPerson is true,
        },
        "priorities" => new PriorityCheck(Target!, OccurredAt!.Value, Body.NewestIssueOn, Body.NewestActionOn, Body.Changed!.Value) { Id = id, RecordedAt = recordedAt },
        "people" => new PeopleCheck(Target!, OccurredAt!.Value, (int)Body.Count!.Value) { Id = id, RecordedAt = recordedAt },
        "event" => new EventSeen(Target!, Body.EventId!, Body.StartsOn!.Value, Body.StartsAt!.Value, OccurredAt!.Value)
        {
            Id = id,
            RecordedAt = recordedAt,
            Attended = Body.Attended,
            Footfall = Body.Footfall,
            Reference = Body.Reference,
            GoneAt = Body.GoneAt,
            BackAt = Body.BackAt,
        },
        "check" => new SourceCheck(Body.Source!, Target!, OccurredAt!.Value, Parse<CheckOutcome>(Body.Outcome), Body.Reason) { Id = id, RecordedAt = recordedAt },
        _ => throw new StorageException($"Fact {id} has the kind {Kind}, which this version of Nec does not know: start a newer one."),
    };

    private static string Key(params IEnumerable<string?> parts) =>
        string.Join('|', parts.Select(part => part?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)));

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => Words<T>.Of[value];

    private static T Parse<T>(string? word)
        where T : struct, Enum => word is not null && Words<T>.From.TryGetValue(word, out var value)
            ? value
            : throw new StorageException($"The word {word} is no {typeof(T).Name} that this version of Nec knows: start a newer one.");

    // A million facts are read at a time: the words are spelt once.
    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Of = Enum.GetValues<T>().ToDictionary(value => value, value => Kebab.Of(value.ToString()));
        public static readonly Dictionary<string, T> From = Of.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
