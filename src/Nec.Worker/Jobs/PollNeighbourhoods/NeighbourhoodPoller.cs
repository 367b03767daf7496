using System.Security.Cryptography;
using System.Text;
using Nec.Application.Jobs;
using Nec.Core.Calendar;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Integrations.Http;
using Nec.Integrations.PoliceUk;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>One look at one neighbourhood: its priorities, people and events, each seen or not on its own, written down for every team that covers it.</summary>
internal sealed partial class NeighbourhoodPoller(PoliceUkClient policeUk, PageTexts texts, EventSightings sightings, LondonClock clock, ILogger<NeighbourhoodPoller> logger)
{
    private const string Section = "priorities";

    private sealed record Part<T>(string Source, T? Seen, string? WhyNot);

    private sealed record NeighbourhoodSnapshot(Part<IReadOnlyList<Priority>> Priorities, Part<int?> People, Part<IReadOnlyList<AdvertisedEvent>> Events)
    {
        public IReadOnlyList<(string Source, string? WhyNot)> Parts { get; } = [(Priorities.Source, Priorities.WhyNot), (People.Source, People.WhyNot), (Events.Source, Events.WhyNot)];

        // What all parts say of themselves is said once.
        public string? WhyNot => Parts.Where(part => part.WhyNot is not null).ToList() is not { Count: > 0 } failed ? null
            : failed.Count == Parts.Count && failed.DistinctBy(part => part.WhyNot).Count() == 1 ? failed[0].WhyNot
            : string.Join("; ", failed.Select(Reason));

        public static string Reason((string Source, string? WhyNot) part) => $"{part.Source[(EvidenceSources.PoliceUk.Length + 1)..]}: {part.WhyNot}";
    }

    /// <summary>Looks at a neighbourhood; whatever goes wrong with it leaves a row that says so, and never stops the next.</summary>
    public async Task At(
        string force,
        string neighbourhood,
        IReadOnlyList<Contract> contracts,
        RunSummary summary,
        CancellationToken cancellationToken)
    {
        var at = clock.Now;
        try
        {
            await At(force, neighbourhood, contracts, at, summary, cancellationToken);
        }
        catch (Exception failure) when (PageChecker.IsOfThePage(failure, cancellationToken))
        {
            LogUnforeseen(neighbourhood, failure);
            SourceCheck unable = new(EvidenceSources.PoliceUk, neighbourhood, at, CheckOutcome.Unable, PageChecker.Unforeseen);
            var checks = new List<RunTarget>();
            foreach (var contract in contracts)
            {
                checks.Add(RunTargets.Of(contract.Id, unable));
                await texts.Record(contract.Id, Page(neighbourhood), [], [unable], nameof(PollNeighbourhoods), at, cancellationToken);
            }

            summary.Add(neighbourhood, PageChecker.Unforeseen, checks);
        }
    }

    private async Task At(
        string force,
        string neighbourhood,
        IReadOnlyList<Contract> contracts,
        DateTimeOffset at,
        RunSummary summary,
        CancellationToken cancellationToken)
    {
        var sight = new NeighbourhoodSnapshot(
            await Look(EvidenceSources.PriorityPart, () => policeUk.Priorities(force, neighbourhood, cancellationToken)),
            await Look(EvidenceSources.PeoplePart, async () => (int?)await policeUk.People(force, neighbourhood, cancellationToken)),
            await Look(EvidenceSources.EventPart, () => policeUk.Events(force, neighbourhood, cancellationToken)));
        var (isChanged, added) = (false, 0);
        foreach (var contract in contracts)
        {
            var (text, changed) = await Compare(contract, neighbourhood, sight.Priorities.Seen, cancellationToken);
            List<Observation> facts = [.. FactsOf(neighbourhood, sight, changed, at), .. await ComeAndGone(contract, neighbourhood, sight.Events.Seen, at, cancellationToken)];
            await texts.Record(contract.Id, Page(neighbourhood), text is null ? [] : [Seen(text)], facts, nameof(PollNeighbourhoods), at, cancellationToken);
            added = Math.Max(added, sight.Events.Seen is { } events
                ? await sightings.Seen(contract.Id, neighbourhood, [.. events.Select(seen => (seen.Id, seen.StartsOn))], at, cancellationToken)
                : 0);
            isChanged |= changed;
        }

        var checks = contracts.SelectMany(contract =>
            Checks(neighbourhood, sight, at).Select(check => RunTargets.Of(contract.Id, check)));
        summary.Add(neighbourhood, sight.WhyNot, checks);
        for (var number = 0; number < added; number++)
        {
            summary.Found("newly advertised");
        }

        if (isChanged)
        {
            summary.Found("changed");
        }
    }

    // Only a list that was seen says that something is no longer in it.
    private async Task<IEnumerable<Observation>> ComeAndGone(Contract contract, string neighbourhood, IReadOnlyList<AdvertisedEvent>? events, DateTimeOffset at, CancellationToken cancellationToken) =>
        events is null ? [] : Advertised.Changes(
            await sightings.Told(contract.Id, neighbourhood, LondonTime.DateOf(at), cancellationToken), events.Select(seen => seen.Id).ToHashSet(StringComparer.Ordinal), at);

    private static async Task<Part<T>> Look<T>(string source, Func<Task<T>> ask)
    {
        try
        {
            return new(source, await ask(), null);
        }
        catch (IntegrationException failure)
        {
            return new(source, default, failure.Detail);
        }
    }

    // Nothing published is no update, and what was published before stays the text to compare with: a list that is empty for a night and comes back has not changed.
    private async Task<(string? Text, bool Changed)> Compare(Contract contract, string neighbourhood, IReadOnlyList<Priority>? priorities, CancellationToken cancellationToken)
    {
        var text = string.Join('\n', (priorities ?? [])
            .OrderBy(priority => priority.IssuedOn).ThenBy(priority => priority.Issue, StringComparer.Ordinal)
            .Select(priority => priority.Action is { } action ? $"{priority.Issue}\n{action}" : priority.Issue));
        if (text.Length == 0)
        {
            return (null, false);
        }

        var before = (await texts.Latest(contract.Id, Page(neighbourhood), cancellationToken)).GetValueOrDefault(Section);
        return (text, before is not null && Words(before.Text) != Words(text));
    }

    private static IEnumerable<Observation> FactsOf(string neighbourhood, NeighbourhoodSnapshot sight, bool changed, DateTimeOffset at)
    {
        if (sight.Priorities.Seen is { } priorities)
        {
            yield return new PriorityCheck(neighbourhood, at, priorities.Max(priority => priority.IssuedOn), priorities.Max(priority => priority.ActedOn), changed);
        }

        if (sight.People.Seen is { } count)
        {
            yield return new PeopleCheck(neighbourhood, at, count);
        }

        foreach (var seen in sight.Events.Seen ?? [])
        {
            yield return new EventSeen(neighbourhood, seen.Id, seen.StartsOn, seen.StartsAt, at); // stored once: a later night's has the same key
        }

        foreach (var check in Checks(neighbourhood, sight, at))
        {
            yield return check;
        }
    }

    // One row when all parts fared alike, else one for each.
    private static IEnumerable<SourceCheck> Checks(string neighbourhood, NeighbourhoodSnapshot sight, DateTimeOffset at) =>
        sight.Parts.DistinctBy(part => part.WhyNot is null).Count() == 1
            ? [new(EvidenceSources.PoliceUk, neighbourhood, at, sight.WhyNot is null ? CheckOutcome.Ok : CheckOutcome.Unable, sight.WhyNot)]
            : sight.Parts.Select(part => new SourceCheck(part.Source, neighbourhood, at, part.WhyNot is null ? CheckOutcome.Ok : CheckOutcome.Unable, part.WhyNot is null ? null : NeighbourhoodSnapshot.Reason(part)));

    private static SeenText Seen(string text) => new(Section, Hash(text), Hash(Words(text)), text, null);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Words(string text) => Core.Pages.PageText.Normalise(text, []).Text;

    private static string Page(string neighbourhood) => $"{EvidenceSources.PoliceUk}/{neighbourhood}";

    [LoggerMessage(LogLevel.Error, "The look at the neighbourhood {Neighbourhood} failed in a way that nobody foresaw")]
    private partial void LogUnforeseen(string neighbourhood, Exception failure);
}
