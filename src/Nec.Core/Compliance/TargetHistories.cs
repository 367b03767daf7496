using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Facts;

namespace Nec.Core.Compliance;

/// <summary>Files what the machine saw of each target, by the kind of evidence.</summary>
public static class TargetHistories
{
    /// <summary>The target that stands for the events of all neighbourhoods.</summary>
    public const string Events = "events";

    /// <summary>The histories of a commitment's targets; none when a person records it.</summary>
    public static IReadOnlyList<TargetHistory> Of(Contract contract, Commitment commitment, FactIndex book, IReadOnlySet<string> connected)
    {
        var isConnected = EvidenceSources.SourceOf(commitment.Evidence) is not { } source || connected.Contains(source);
        IEnumerable<TargetHistory> tracks = commitment.Evidence switch
        {
            SectionEvidence section => section.Pages.Select(page => OfSection(contract, page, section.Section, book)),
            PrioritiesEvidence => contract.Neighbourhoods.Select(neighbourhood => OfPriorities(contract, neighbourhood, book)),
            EventsEvidence events => [OfEvents(contract, events.Count, book)],
            UpcomingEventsEvidence or PerEventEvidence => [OfEvents(contract, 1, book)],
            UrlEvidence url => [OfAddress(url.Url, book)],
            PeopleEvidence => contract.Neighbourhoods.Select(neighbourhood => OfPeople(contract, neighbourhood, book)),
            _ when commitment.Rule is TargetBy target => contract.Accounts.Where(account => target.Accounts.Contains(account.Id)).Select(account => OfAccount(account, book)),
            _ => [],
        };
        return [.. tracks.Select(track => isConnected || track.GoodLooks.Count > 0 ? track : track with { Connected = false })];
    }

    private static TargetHistory OfSection(Contract contract, string page, string section, FactIndex book)
    {
        var failed = FailedChecks(book.Checks(page)).ToList();
        var looks = new List<DateTimeOffset>();
        var proofs = new List<DateTimeOffset>();
        var changes = new List<Change>();
        foreach (var check in book.Sections(page, section))
        {
            if (check.Verdict is Verdict.Missing or Verdict.Empty)
            {
                failed.Add(new(check.At, check.Reason ?? $"the section {section} is {Kebab.Of(check.Verdict.ToString())}"));
                continue;
            }

            if (check.Verdict == Verdict.Substantive)
            {
                changes.Add(new(looks.Count > 0 ? LondonTime.DateOf(looks[^1]) : check.OccurredOn, check.OccurredOn, check));
            }

            looks.Add(check.At);
            if (check.Verdict != Verdict.First)
            {
                proofs.Add(check.At);
            }
        }

        return new(page)
        {
            Name = failed.Count > 0 && book.Sections(page, section).Any(check => check.At == failed.Max(look => look.At))
                ? new(TargetKind.Section, page) { Section = Heading(contract, page, section) }
                : new(TargetKind.Page, page),
            Address = contract.Pages.FirstOrDefault(watched => watched.Id == page)?.Url,
            Changes = changes,
            GoodLooks = looks,
            Proofs = proofs,
            FailedLooks = [.. failed.OrderBy(look => look.At)],
            FreshOn = changes.Count > 0 ? changes[^1].SeenOn : null,
            FreshBy = changes.Count > 0 ? "last real update seen" : null,
        };
    }

    // As its readers see it; what is found by an id or a selector has no words of its own.
    private static string Heading(Contract contract, string page, string section) =>
        contract.Pages.FirstOrDefault(watched => watched.Id == page)?.Sections.GetValueOrDefault(section) is SectionSelector.Heading heading ? heading.Text : section;

    private static TargetHistory OfPriorities(Contract contract, string neighbourhood, FactIndex book)
    {
        var changes = new List<Change>();
        var looks = new List<DateTimeOffset>();
        DateOnly? newest = null;
        string? field = null;
        foreach (var check in book.Priorities(neighbourhood))
        {
            var (date, dateField) = NewestDate(check);
            var previous = looks.Count > 0 ? LondonTime.DateOf(looks[^1]) : (DateOnly?)null;
            var isNewer = date is not null && (newest is null || date > newest);

            // Structured source first (domain.md A2-5): a newer date with changed text is real, a newer date over the same text is a person's to say,
            // changed text under the same date is judged by the text.
            if (previous is null && date is { } known && known <= check.OccurredOn)
            {
                changes.Add(new(known, known, check));
            }
            else if (previous is null && check.Changed)
            {
                changes.Add(new(check.OccurredOn, check.OccurredOn, check));
            }
            else if (previous is { } before && check.Changed)
            {
                changes.Add(isNewer && date >= before && date <= check.OccurredOn
                    ? new(date.Value, date.Value, check)
                    : new(before, check.OccurredOn, check));
            }

            (newest, field) = isNewer ? (date, dateField) : (newest, field);
            looks.Add(check.At);
        }

        var changedOn = changes.Count > 0 ? changes.Max(change => change.SeenOn) : (DateOnly?)null;
        var byDate = newest is not null && (changedOn is null || newest >= changedOn);
        return new(neighbourhood)
        {
            Name = new(TargetKind.Neighbourhood, contract.NeighbourhoodName(neighbourhood)),
            Changes = changes,
            GoodLooks = looks,
            FailedLooks = [.. FailedChecks(Checks(book, neighbourhood, EvidenceSources.PriorityPart))],
            FreshOn = byDate ? newest : changedOn,
            FreshBy = byDate ? field : changedOn is null ? null : "last change of text seen",
        };
    }

    private static TargetHistory OfEvents(Contract contract, int needed, FactIndex book)
    {
        var events = book.Events.Where(seen => contract.Neighbourhoods.Contains(seen.Neighbourhood)).ToList();
        var checks = contract.Neighbourhoods.SelectMany(neighbourhood => Checks(book, neighbourhood, EvidenceSources.EventPart)).ToList();
        var failed = checks.Where(check => check.Outcome == CheckOutcome.Unable).Select(check => (check.Target, check.At)).ToHashSet();

        // A look at the priorities is one at the events too, unless it says that it could not see those.
        var looks = checks.Where(check => check.Outcome == CheckOutcome.Ok).Select(check => (check.Target, check.At))
            .Concat(contract.Neighbourhoods.SelectMany(book.Priorities).Select(check => (Target: check.Neighbourhood, check.At)).Where(look => !failed.Contains(look)))
            .Concat(events.Select(seen => (Target: seen.Neighbourhood, At: seen.FirstSeenAt)))
            .ToList();

        // What one neighbourhood showed says nothing of another that was not seen: on such a day the team's events were not.
        var seenOn = looks.Select(look => (look.Target, On: LondonTime.DateOf(look.At))).ToHashSet();
        var blindOn = failed.Select(look => (look.Target, On: LondonTime.DateOf(look.At))).Where(look => !seenOn.Contains(look)).Select(look => look.On).ToHashSet();
        return new(Events)
        {
            Name = new(TargetKind.Events, Events),
            Needed = needed,
            Changes = [.. events.Where(seen => seen.Attended == true && LeadTime.IsAdvertised(seen)).Select(seen => new Change(seen.StartsOn, seen.StartsOn, seen))],
            GoodLooks = [.. looks.Select(look => look.At).Where(at => !blindOn.Contains(LondonTime.DateOf(at))).Order()],
            FailedLooks = [.. FailedChecks(checks).OrderBy(look => look.At)],
        };
    }

    private static TargetHistory OfAddress(string url, FactIndex book)
    {
        var seen = book.Checks(url).Where(check => check.Outcome == CheckOutcome.Ok).ToList();
        return new(url)
        {
            Name = new(TargetKind.Address, url),
            Changes = [.. seen.Select(check => new Change(check.OccurredOn, check.OccurredOn, check))],
            GoodLooks = [.. book.Checks(url).Where(check => check.Outcome != CheckOutcome.Unable).Select(check => check.At)],
            FailedLooks = [.. FailedChecks(book.Checks(url))],
        };
    }

    private static TargetHistory OfAccount(Account account, FactIndex book) => new(account.Id)
    {
        Name = new(TargetKind.Account, account.Id),
        GoodLooks = [.. book.Readings(account).Select(reading => reading.At)],
        FailedLooks = [.. FailedChecks(book.Checks(account.Id))],
    };

    // Each look that shows somebody counts: the state is kept while the newest look is one of them.
    private static TargetHistory OfPeople(Contract contract, string neighbourhood, FactIndex book) => new(neighbourhood)
    {
        Name = new(TargetKind.Neighbourhood, contract.NeighbourhoodName(neighbourhood)),
        Changes = [.. book.People(neighbourhood).Where(look => look.Count > 0).Select(look => new Change(look.OccurredOn, look.OccurredOn, look))],
        GoodLooks = [.. book.People(neighbourhood).Select(look => look.At)],
        FailedLooks = [.. FailedChecks(Checks(book, neighbourhood, EvidenceSources.PeoplePart))],
    };

    private static (DateOnly? Date, string? Field) NewestDate(PriorityCheck check) =>
        check.NewestActionOn is { } action && (check.NewestIssueOn is not { } issue || action >= issue)
            ? (action, "action-date")
            : (check.NewestIssueOn, check.NewestIssueOn is null ? null : "issue-date");

    // The looks at a neighbourhood that say something of one part: those at all of it, and those at this part.
    private static IEnumerable<SourceCheck> Checks(FactIndex book, string neighbourhood, string part) =>
        book.Checks(neighbourhood).Where(check => check.Source == part || !check.Source.StartsWith($"{EvidenceSources.PoliceUk}/", StringComparison.Ordinal));

    private static IEnumerable<FailedLook> FailedChecks(IEnumerable<SourceCheck> checks) =>
        checks.Where(check => check.Outcome == CheckOutcome.Unable).Select(check => new FailedLook(check.At, check.Reason ?? "no reason given"));
}
