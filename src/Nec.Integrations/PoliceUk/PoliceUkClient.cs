using System.Text.Json;
using System.Text.Json.Serialization;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.PoliceUk;

/// <summary>
/// Reads data.police.uk. Every refusal is an <see cref="IntegrationException"/>: a section that answers 404 gives no answer, and only an empty list says that there is nothing.
/// </summary>
public sealed class PoliceUkClient(IRestClient rest, PoliceUkOptions options)
{
    private const string Source = "data.police.uk";

    /// <summary>Every force.</summary>
    public async Task<IReadOnlyList<Named>> Forces(CancellationToken cancellationToken) =>
        Readable(await Get<List<NamedJson?>>("forces", null, null, cancellationToken), force => force?.ToNamed());

    /// <summary>One force.</summary>
    public async Task<Force> Force(string force, CancellationToken cancellationToken) =>
        (await Get<ForceJson>("forces/{force}", force, null, cancellationToken)).ToForce();

    /// <summary>Every neighbourhood of a force.</summary>
    public async Task<IReadOnlyList<Named>> Neighbourhoods(string force, CancellationToken cancellationToken) =>
        Readable(await Get<List<NamedJson?>>("{force}/neighbourhoods", force, null, cancellationToken), named => named?.ToNamed());

    /// <summary>One neighbourhood.</summary>
    public async Task<Neighbourhood> Neighbourhood(string force, string neighbourhood, CancellationToken cancellationToken) =>
        (await Get<NeighbourhoodJson>("{force}/{neighbourhood}", force, neighbourhood, cancellationToken)).ToNeighbourhood();

    /// <summary>How many officers are shown with a name; who they are is read nowhere beyond this count.</summary>
    public async Task<int> People(string force, string neighbourhood, CancellationToken cancellationToken) =>
        Readable(await Get<List<PersonJson?>>("{force}/{neighbourhood}/people", force, neighbourhood, cancellationToken), person => person is { HasName: true } ? person : null).Count(person => person.IsNamed);

    /// <summary>What the neighbourhood's team is working on.</summary>
    public async Task<IReadOnlyList<Priority>> Priorities(string force, string neighbourhood, CancellationToken cancellationToken) =>
        Readable(await Get<List<PriorityJson?>>("{force}/{neighbourhood}/priorities", force, neighbourhood, cancellationToken), priority => priority?.ToPriority());

    /// <summary>The events that lie ahead; one whose start cannot be read could be judged by nothing, and is left out.</summary>
    public async Task<IReadOnlyList<AdvertisedEvent>> Events(string force, string neighbourhood, CancellationToken cancellationToken) =>
        [.. Readable(await Get<List<EventJson?>>("{force}/{neighbourhood}/events", force, neighbourhood, cancellationToken), seen => seen?.ToEvent()).DistinctBy(seen => seen.Id, StringComparer.Ordinal)];

    /// <summary>One harmless call: whether it answers, and knows the force.</summary>
    public async Task<Probe> Probe(string force, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return new(ProbeOutcome.NotConfigured, "PoliceUk:Enabled is false: neighbourhoods are not looked at");
        }

        try
        {
            var forces = await Forces(cancellationToken);
            return forces.FirstOrDefault(known => known.Id == force) is { } known
                ? new(ProbeOutcome.Works, $"it answers without credentials, and knows the force {known.Id} as {known.Name}")
                : new(ProbeOutcome.Warns, $"it answers, but knows no force {force}{Nearest.Words(force, forces)}: correct “force” in the contract file");
        }
        catch (IntegrationException failure)
        {
            return new(ProbeOutcome.Fails, failure.Detail);
        }
    }

    // A list of things that we cannot read is no empty one: its form may have changed.
    private static List<TSeen> Readable<TJson, TSeen>(List<TJson> sent, Func<TJson, TSeen?> read)
        where TSeen : class
    {
        var seen = sent.Select(read).OfType<TSeen>().ToList();
        return seen.Count > 0 || sent.Count == 0 ? seen : throw new IntegrationException(Source, null, "no entry of the list that it sent can be read");
    }

    private async Task<T> Get<T>(string path, string? force, string? neighbourhood, CancellationToken cancellationToken)
    {
        var request = new RestRequest(path);
        if (force is not null)
        {
            request.AddUrlSegment("force", Segment(force));
        }

        if (neighbourhood is not null)
        {
            request.AddUrlSegment("neighbourhood", Segment(neighbourhood));
        }

        var response = await rest.ExecuteGetAsync<T>(request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return response.Require(Source);
    }

    /// <summary>Whether a text can be the id of a force or a neighbourhood: it becomes a part of the address, and one that would lead elsewhere is not asked about.</summary>
    public static bool IsId(string id) =>
        id.Length is > 0 and <= 200 && id != "." && id != "neighbourhoods" && !id.Contains('/', StringComparison.Ordinal) && !id.Contains('\\', StringComparison.Ordinal)
        && !id.Contains("..", StringComparison.Ordinal) && !id.Any(char.IsControl);

    private static string Segment(string id) => IsId(id) ? id
        : throw new IntegrationException(Source, null, "an id with slashes, two dots or control characters is not asked about; correct it in the contract file");

    private sealed record NamedJson(string? Id, string? Name)
    {
        public Named? ToNamed() => string.IsNullOrWhiteSpace(Id) ? null : new(Id, PlainWords.LineOf(Name) is { Length: > 0 } name ? name : Id);
    }

    private sealed record ForceJson(string? Id, string? Name, string? Url, [property: JsonPropertyName("engagement_methods")] IReadOnlyList<MethodJson?>? EngagementMethods)
    {
        public Force ToForce() => new(
            Known(Id, "force"),
            PlainWords.LineOf(Name) is { Length: > 0 } name ? name : Id!, // Known has seen it
            Given(Url),
            [.. (EngagementMethods ?? []).Where(method => Given(method?.Title) is not null && Given(method?.Url) is not null).Select(method => new Contact(method!.Title!.Trim().ToLowerInvariant(), method.Url!.Trim()))]);
    }

    private sealed record MethodJson(string? Title, string? Url);

    private sealed record NeighbourhoodJson(
        string? Id, string? Name, [property: JsonPropertyName("url_force")] string? UrlForce, [property: JsonPropertyName("contact_details")] JsonElement ContactDetails)
    {
        public Neighbourhood ToNeighbourhood() =>
            new(
                Known(Id, "neighbourhood"),
                PlainWords.LineOf(Name) is { Length: > 0 } name ? name : Id!, // Known has seen it
                Given(UrlForce),
                [.. Contacts()]);

        // An object of whatever channels a force fills; an empty one now and then comes as a list.
        private IEnumerable<Contact> Contacts() => ContactDetails.ValueKind != JsonValueKind.Object ? []
            : from entry in ContactDetails.EnumerateObject()
              let contact = ContactOf(entry)
              where contact is not null
              select contact;

        private static Contact? ContactOf(JsonProperty entry)
        {
            try
            {
                return entry.Value.ValueKind == JsonValueKind.String && Given(entry.Value.GetString()) is { } value ? new(entry.Name, value) : null;
            }
            catch (InvalidOperationException)
            {
                return null; // half of a surrogate pair, escaped: no text
            }
        }
    }

    private sealed record PersonJson
    {
        public string? Name
        {
            get;
            init => (field, HasName) = (value, true);
        }

        [JsonIgnore]
        public bool HasName { get; private init; }

        [JsonIgnore]
        public bool IsNamed => PlainWords.LineOf(Name).Any(char.IsLetter);
    }

    private sealed record PriorityJson(
        string? Issue,
        [property: JsonPropertyName("issue-date")] string? IssueDate,
        string? Action,
        [property: JsonPropertyName("action-date")] string? ActionDate)
    {
        public Priority? ToPriority() => PlainWords.Of(Issue) is var issue && (PlainWords.Of(Action) is { Length: > 0 } text ? text : null) is var action
            && issue.Length == 0 && action is null ? null : new(issue, Wall.DayOf(IssueDate), action, Wall.DayOf(ActionDate));
    }

    private sealed record EventJson(string? Title, [property: JsonPropertyName("start_date")] string? StartDate)
    {
        public AdvertisedEvent? ToEvent()
        {
            if (Wall.Of(StartDate) is not { } start)
            {
                return null;
            }

            var (title, on, at) = (PlainWords.LineOf(Title), DateOnly.FromDateTime(start), TimeOnly.FromDateTime(start));
            return new(EventIds.Of(title, on, at), title, on, at);
        }
    }

    // What has no id may be anything: an apology, or another form of answer.
    private static string Known(string? id, string what) => Given(id) is not null ? id!
        : throw new IntegrationException(Source, null, $"what it sent is no {what}: it has no id");

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
